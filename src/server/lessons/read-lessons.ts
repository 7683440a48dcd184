import { sql } from 'kysely';
import { ConversationId } from '#domain/ids.ts';
import type { Leaf } from '#domain/leaf.ts';
import type { OfferedExample, OfferedExamples } from '#protocol/lessons.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { exampleKey, fitToTeach } from '#server/lessons/fit-to-teach.ts';
import type { LessonHow } from '#server/lessons/lessons-of.ts';

/** A lesson with its words, as the log has them. */
export interface ReadLesson {
  readonly id: number;
  readonly conversation: string;
  readonly leaf: string;
  readonly how: LessonHow;
  readonly text: string;
}

const mostRead = 2000;
const mostOfLeaf = 10;
const mostShown = 200;
/** What stood as it was proposed is offered only where it stood so in more calls than this: support, not news. */
export const supportAbove = 5;
/** A leaf holds no more examples. */
export const mostExamples = 50;

/**
 * The newest lessons nobody has decided on, with their words: a call that is gone has none any more. The words are looked at once more,
 * as the door may have learned since.
 */
export async function readLessons(db: Db | Trx, ids: readonly number[] | 'newest'): Promise<readonly ReadLesson[]> {
  let query = db
    .selectFrom('lessons')
    .innerJoin('events', join =>
      join
        .onRef('events.day', '=', 'lessons.day')
        .onRef('events.conversation', '=', 'lessons.conversation')
        .onRef('events.position', '=', 'lessons.row'),
    )
    .select(['lessons.id', 'lessons.conversation', 'lessons.leaf', 'lessons.how', 'lessons.from_at', 'lessons.to_at'])
    .select(sql<string>`events.what -> 'utterance' ->> 'text'`.as('text'))
    .where('lessons.state', '=', 'offered')
    .orderBy('lessons.id', 'desc')
    .limit(mostRead);
  if (ids !== 'newest') query = query.where('lessons.id', 'in', [0, ...ids]);
  const rows = await query.execute();
  return rows
    .map(({ from_at, to_at, text, ...row }) => ({ ...row, id: Number(row.id), text: text.slice(from_at, to_at).trim() }))
    .filter(({ text }) => fitToTeach(text, []));
}

/** Lessons as an editor decides on them: by leaf, the same words once, without what the leaf has already. */
export function offeredExamples(lessons: readonly ReadLesson[], leaves: ReadonlyMap<string, Leaf>): OfferedExamples {
  const byLeaf = Map.groupBy(lessons, ({ leaf }) => leaf);
  let [shown, all] = [0, 0];
  const groups: OfferedExamples['leaves'] = [];
  for (const [code, own] of byLeaf) {
    const leaf = leaves.get(code);
    if (!leaf) continue; // the live release has it no more
    const confirmed = new Set(own.filter(({ how }) => how === 'confirmed').map(({ conversation }) => conversation)).size;
    const known = new Set(leaf.examples.map(exampleKey));
    const fresh = own.filter(({ how, text }) => !known.has(exampleKey(text)) && (how !== 'confirmed' || confirmed > supportAbove));
    const distinct = [...Map.groupBy(fresh, ({ text }) => exampleKey(text)).values()].map(exampleOf).sort(newsFirst);
    all += distinct.length;
    const room = Math.min(mostOfLeaf, mostShown - shown, Math.max(0, mostExamples - leaf.examples.length));
    const examples = distinct.slice(0, room);
    shown += examples.length;
    if (examples.length > 0) groups.push({ code, path: [...leaf.path], has: leaf.examples.length, confirmed, examples });
  }
  groups.sort((a, b) => b.examples.length - a.examples.length || (a.code < b.code ? -1 : 1));
  return { leaves: groups, more: all - shown };
}

/** The same words in several calls are one example: the newest stands for all. */
function exampleOf(same: readonly ReadLesson[]): OfferedExample {
  const [newest] = same as [ReadLesson];
  const how = rank.find(one => same.some(lesson => lesson.how === one)) ?? newest.how;
  const times = new Set(same.map(({ conversation }) => conversation)).size;
  return { id: newest.id, text: newest.text, how, times, conversation: ConversationId.parse(newest.conversation) };
}

const rank: readonly LessonHow[] = ['changed', 'chosen', 'confirmed'];

function newsFirst(a: OfferedExample, b: OfferedExample): number {
  return rank.indexOf(a.how) - rank.indexOf(b.how) || b.times - a.times || b.id - a.id;
}
