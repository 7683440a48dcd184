import { ProblemError } from '#domain/problem.ts';
import type { Release } from '#domain/release.ts';
import type { DecideExamples, ExamplesDecided, OfferedExamples } from '#protocol/lessons.ts';
import { audit } from '#server/audit/audit.ts';
import { checkFolder } from '#server/content/check.ts';
import { importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { liveItems } from '#server/content/live-items.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { exampleKey } from '#server/lessons/fit-to-teach.ts';
import { measureExamples } from '#server/lessons/measure-examples.ts';
import { mostExamples, offeredExamples, type ReadLesson, readLessons } from '#server/lessons/read-lessons.ts';

/** Who decides: the person for the record, the staff number for the draft. */
export interface Decider {
  readonly id: string;
  readonly staffNo: string;
}

/** What is offered now. */
export async function listExamples(db: Db): Promise<OfferedExamples> {
  const release = await live(db);
  if (!release) return { leaves: [], more: 0 };
  return offeredExamples(await readLessons(db, 'newest'), leavesOf(release));
}

/**
 * Takes sentences as examples of their leaves into a draft that is checked and handed to the approvers, and leaves others. Nothing changes
 * before somebody else has approved and published it. What somebody else decided on meanwhile is a conflict, and nothing is done.
 */
export async function decideExamples(db: Db, who: Decider, { take, leave }: DecideExamples): Promise<ExamplesDecided> {
  const both = take.filter(id => leave.includes(id));
  if (both.length > 0) throw new ProblemError({ kind: 'invalid', field: 'take', why: `${both.join(', ')} are to be left as well` });
  if (take.length + leave.length === 0) throw new ProblemError({ kind: 'invalid', field: 'take', why: 'names no sentence' });
  const release = await live(db);
  if (!release) throw new ProblemError({ kind: 'conflict', why: 'nothing is live yet' });

  const lessons = await readLessons(db, 'newest');
  const taken = chosenOf(lessons, take);
  const left = chosenOf(lessons, leave);
  const next = withExamples(release, taken);
  check(next);
  const draft = await db.transaction().execute(async trx => {
    const made = taken.length === 0 ? null : (await importDraft(trx, next, titleOf(taken), who.staffNo)).draft;
    if (made !== null) {
      await submitDraft(trx, made, who.staffNo);
      await settle(trx, sameWords(lessons, taken), { state: 'taken', decided_by: who.staffNo, draft: made });
    }
    if (left.length > 0) await settle(trx, sameWords(lessons, left), { state: 'left', decided_by: who.staffNo, draft: null });
    await audit(trx, {
      who: who.id,
      action: 'examples-decided',
      subject: made === null ? 'content' : `draft/${made}`,
      details: { offered: lessons.length, taken: taken.length, left: left.length, leaves: [...new Set(taken.map(({ leaf }) => leaf))] },
    });
    return made;
  });
  const decided = { offered: lessons.length, taken: taken.length, left: left.length };
  if (draft === null) return decided;
  const gone = new Set(sameWords(lessons, [...taken, ...left]));
  const others = lessons.filter(({ id }) => !gone.has(id)).map(({ text, leaf }) => ({ text, leaf }));
  return { ...decided, draft, measured: await measureExamples({ before: release, leaves: next.leaves, others }) };
}

async function live(db: Db): Promise<Release | null> {
  const items = await liveItems(db);
  return items.length === 0 ? null : readItems(db, items);
}

function leavesOf(release: Release) {
  return new Map(release.leaves.map(leaf => [leaf.code, leaf]));
}

function chosenOf(lessons: readonly ReadLesson[], ids: readonly number[]): readonly ReadLesson[] {
  return ids.map(id => {
    const lesson = lessons.find(one => one.id === id);
    if (!lesson)
      throw new ProblemError({ kind: 'conflict', why: `sentence ${id} is offered no more: somebody decided on it, or its call is gone` });
    return lesson;
  });
}

/** Every lesson with the words and the leaf of one of these: deciding on one decides on all. */
function sameWords(lessons: readonly ReadLesson[], decided: readonly ReadLesson[]): readonly number[] {
  const keyOf = ({ leaf, text }: ReadLesson) => `${leaf} ${exampleKey(text)}`;
  const keys = new Set(decided.map(keyOf));
  return lessons.filter(lesson => keys.has(keyOf(lesson))).map(({ id }) => id);
}

/** The release with these sentences among the examples of their leaves. */
function withExamples(release: Release, taken: readonly ReadLesson[]): Release {
  const byLeaf = Map.groupBy(taken, ({ leaf }) => leaf);
  return {
    ...release,
    leaves: release.leaves.map(leaf => {
      const more = byLeaf.get(leaf.code) ?? [];
      const fresh = more.filter(({ text }) => !leaf.examples.some(example => exampleKey(example) === exampleKey(text)));
      const examples = [...leaf.examples, ...fresh.map(({ text }) => text)];
      if (examples.length > mostExamples)
        throw new ProblemError({
          kind: 'invalid',
          field: 'take',
          why: `${leaf.code} may have at most ${mostExamples} examples: take fewer`,
        });
      return fresh.length === 0 ? leaf : { ...leaf, examples };
    }),
  };
}

/** What content check says of every draft holds for this one. */
function check(release: Release): void {
  const locate = () => ({ file: '', line: 1, column: 1 });
  const problems = checkFolder({ release, problems: [], places: new Map(), locate, texts: new Map() });
  const error = problems.find(({ severity }) => severity === 'error');
  if (error) throw new ProblemError({ kind: 'conflict', why: `the live content has errors: ${error.field} ${error.why}` });
}

function titleOf(taken: readonly ReadLesson[]): string {
  return `小结例句 ${taken.length}`;
}

async function settle(
  trx: Trx,
  ids: readonly number[],
  to: { readonly state: 'taken' | 'left'; readonly decided_by: string; readonly draft: number | null },
): Promise<void> {
  const done = await trx
    .updateTable('lessons')
    .set({ ...to, decided_at: new Date() })
    .where('id', 'in', ids)
    .where('state', '=', 'offered')
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) < ids.length)
    throw new ProblemError({ kind: 'conflict', why: 'somebody decided on one of these sentences meanwhile' });
}
