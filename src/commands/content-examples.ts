import { inDatabase } from '#commands/in-database.ts';
import type { ExamplesDecided, OfferedExamples } from '#protocol/lessons.ts';
import { decideExamples, listExamples } from '#server/lessons/decide-lessons.ts';
import { mustBeHere } from '#server/people/may-do.ts';

export const contentExamplesHelp = `deskside content examples list [--json]          sentences that confirmed wrap-ups offer as examples of their category
deskside content examples take ID,…|all --as 工号   put them into a draft and hand it to the approvers
deskside content examples leave ID,…|all --as 工号  offer them no more`;

/** Lists what is offered; answers the exit code. */
export function listOffered(json: boolean): Promise<number> {
  return inDatabase(async ({ db }) => {
    const offered = await listExamples(db);
    if (json) console.log(JSON.stringify(offered));
    else print(offered);
    return 0;
  });
}

/** Takes or leaves sentences by their numbers; answers the exit code. */
export function decideOffered(what: 'take' | 'leave', named: string, staffNo: string, json: boolean): Promise<number> {
  return inDatabase(async ({ db }) => {
    const who = await mustBeHere(db, staffNo);
    const ids = named === 'all' ? allOf(await listExamples(db)) : named.split(',').map(numberOf);
    if (ids.length === 0) throw new Error('nothing is offered');
    const asked = what === 'take' ? { take: ids, leave: [] } : { take: [], leave: ids };
    const decided = await decideExamples(db, who, asked);
    console.log(json ? JSON.stringify(decided) : report(decided));
    return 0;
  });
}

function allOf({ leaves }: OfferedExamples): number[] {
  return leaves.flatMap(({ examples }) => examples.map(({ id }) => id));
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is no sentence number: see deskside content examples list`);
  return number;
}

function print({ leaves, more }: OfferedExamples): void {
  for (const { code, path, has, confirmed, examples } of leaves) {
    console.log(`${code} ${path.join(' / ')} (${has} examples, confirmed as proposed in ${confirmed} calls)`);
    for (const { id, how, times, text } of examples) console.log(`  ${String(id).padStart(6)} ${how.padEnd(9)} ×${times}  ${text}`);
  }
  const shown = leaves.reduce((sum, { examples }) => sum + examples.length, 0);
  console.log(`${shown} sentences for ${leaves.length} categories${more > 0 ? `, ${more} more` : ''}`);
}

function report({ offered, taken, left, draft, measured }: ExamplesDecided): string {
  const lines = [`${offered} offered, ${taken} taken, ${left} left`, draft === undefined ? 'no draft' : `draft ${draft}, in review`];
  if (measured)
    for (const [name, { before, after }] of Object.entries(measured))
      lines.push(
        `${name === 'others' ? 'confirmed sentences not taken' : 'examples there already'} (n ${before.of}): first ${before.first} → ${after.first}, among three ${before.three} → ${after.three}`,
      );
  return lines.join('\n');
}
