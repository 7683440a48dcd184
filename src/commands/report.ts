import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { inDatabase } from '#commands/in-database.ts';
import { mustBeHere } from '#server/people/may-do.ts';
import { type Gap, type GapWeek, readGaps, withTexts } from '#server/reports/gaps.ts';

export const reportHelp = `deskside report gaps [--weeks 4] [--examples 5] [--json]   questions with no card, cards dismissed, searches without a result
       [--with-text --as 工号]                             with what was said, for who may read any conversation; it is recorded`;

/** Prints one report; answers the exit code. */
export async function reportCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      weeks: { type: 'string', default: '4' },
      examples: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      'with-text': { type: 'boolean', default: false },
      as: { type: 'string' },
    },
  });
  const [weeks, examples] = [Number(values.weeks), Number(values.examples)] as const;
  const isClear = weeks >= 1 && weeks <= 520 && examples >= 0 && examples <= 1000 && (!values['with-text'] || values.as !== undefined);
  if (positionals[0] !== 'gaps' || !isClear) {
    console.error(reportHelp);
    return 2;
  }
  return await inDatabase(async ({ db }) => {
    if (values['with-text']) await mustBeHere(db, values.as ?? '');
    const nowMs = systemClock.now();
    const days = { from: dayOf(nowMs - weeks * 7 * 86_400_000), to: dayOf(nowMs + 86_400_000) };
    const found = await readGaps(db, days, Math.floor(examples));
    const shown = values['with-text'] ? await withTexts(db, found, values.as ?? '') : found;
    if (values.json) console.log(JSON.stringify({ weeks: shown }));
    else if (shown.length === 0) console.log('no conversations in these weeks');
    else for (const week of shown) print(week);
    return 0;
  });
}

function dayOf(ms: number): number {
  return Number(new Date(ms).toISOString().slice(0, 10).replaceAll('-', ''));
}

function print({ from, conversations, unanswered, dismissed, lookedUpInVain }: GapWeek): void {
  console.log(`week of ${from}: ${conversations} conversations`);
  line('questions with no card', unanswered);
  line('cards dismissed', dismissed);
  for (const { card, n } of dismissed.cards) console.log(`    ${String(n).padStart(5)}  ${card}`);
  line('searches without a result', lookedUpInVain);
}

function line(name: string, { n, perHundred, examples }: Gap): void {
  console.log(`  ${String(n).padStart(5)}  ${name} (${perHundred} in 100 conversations)`);
  for (const { conversation, position, text } of examples)
    console.log(`           ${conversation} ${position}${text === undefined ? '' : `  ${text}`}`);
}
