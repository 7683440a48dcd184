import { sql } from 'kysely';
import { ProblemError } from '#domain/problem.ts';
import type { Lang } from '#domain/speaker.ts';
import { admit, doorStart } from '#engine/door/door.ts';
import type { SendWhisper } from '#protocol/supervisor.ts';
import type { Trx } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { CallPicture } from '#server/supervisor/call-picture.ts';

const minuteMs = 60_000;
/** So many whispers a minute reach one agent, from anybody; so many one leader sends. */
export const whispersPerMinute = { agent: 4, leader: 10 } as const;

/** A leader's words with every secret marked: nothing typed by mistake reaches a log or a desk. */
export function throughTheDoor(text: string, lang: Lang): string {
  return admit(doorStart, { speaker: 'agent', text, atMs: 0, lang }).text.slice(0, 240);
}

/** Keeps a whisper for the agent's screen, unless it came before or there were too many. Answers whether it is new. */
export async function keepWhisper(
  trx: Trx,
  call: CallPicture,
  by: string,
  { id, text, origin }: SendWhisper,
  now: number,
): Promise<boolean> {
  const agent = call.agent ?? '';
  await sql`select pg_advisory_xact_lock(hashtextextended(${`whisper ${agent}`}, 0))`.execute(trx);
  const same = await trx.selectFrom('whispers').select(['by', 'conversation']).where('id', '=', id).executeTakeFirst();
  if (same) {
    if (same.by === by && same.conversation === call.conversation) return false;
    throw new ProblemError({ kind: 'conflict', why: 'this whisper is somebody else’s' });
  }
  await mayStill(trx, 'agent', agent, whispersPerMinute.agent, now);
  await mayStill(trx, 'by', by, whispersPerMinute.leader, now);
  await trx
    .insertInto('whispers')
    .values({
      id,
      day: dayOf(call.conversation),
      conversation: call.conversation,
      agent,
      by,
      text: throughTheDoor(text, call.lang),
      origin: JSON.stringify(origin),
      sent_at: new Date(now),
      shown_at: null,
      seen_at: null,
      done_at: null,
      done_by: null,
    })
    .execute();
  return true;
}

async function mayStill(trx: Trx, whose: 'agent' | 'by', staffNo: string, most: number, now: number): Promise<void> {
  const recent = await trx
    .selectFrom('whispers')
    .select('sent_at')
    .where(whose, '=', staffNo)
    .where('sent_at', '>', new Date(now - minuteMs))
    .orderBy('sent_at')
    .execute();
  const [first] = recent;
  if (first && recent.length >= most)
    throw new ProblemError({ kind: 'busy', retryAfterMs: Math.max(1, first.sent_at.getTime() + minuteMs - now) });
}
