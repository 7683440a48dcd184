import { isDeepStrictEqual } from 'node:util';
import { ConversationId } from '#domain/ids.ts';
import type { Whisper } from '#domain/whisper.ts';
import { type ScreenMemory, screen, screenStart } from '#engine/screen/screen.ts';
import type { Db } from '#server/db/schema.ts';
import { dayAt } from '#server/live/conversation-id.ts';

/** A screen as its log has it. */
export interface StoredScreen {
  readonly day: number; // 0: it has no log yet
  readonly position: number;
  readonly atMs: number;
  readonly memory: ScreenMemory;
  /** Whether the log leads to the very decisions that were stored with it. */
  readonly isSame: boolean;
}

/** Folds the latest day of a screen's log again: the same state as if nothing had happened. */
export async function readScreen(db: Db, agent: string): Promise<StoredScreen> {
  const head = await db.selectFrom('screens').select(['day', 'position']).where('agent', '=', agent).executeTakeFirst();
  let stored: StoredScreen = { day: 0, position: 0, atMs: 0, memory: screenStart, isSame: true };
  if (!head) return stored;

  const rows = await db
    .selectFrom('screen_events')
    .select(['day', 'position', 'at_ms', 'what', 'painted'])
    .where('day', '=', head.day)
    .where('agent', '=', agent)
    .orderBy('position')
    .execute();
  stored = { ...stored, position: head.position }; // also when the day itself is no longer kept
  for (const { day, position, at_ms, what, painted } of rows) {
    const { memory, paint } = screen(stored.memory, what);
    stored = { day, position, atMs: at_ms, memory, isSame: stored.isSame && isDeepStrictEqual(paint, painted) };
  }
  return stored;
}

const reachesBackMs = 3 * 86_400_000;
const mostFollowed = 50;

/** The conversations an agent has open and sees advice in. */
export async function openOf(db: Db, agent: string, nowAt: number): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('day', '>=', dayAt(nowAt - reachesBackMs))
    .where('agent', '=', agent)
    .where('status', '=', 'open')
    .where(row => row(row.ref('meta', '->>').key('arm'), '<>', 'silent'))
    .orderBy('opened_at', 'desc')
    .limit(mostFollowed)
    .execute();
  return rows.map(row => ConversationId.parse(row.id));
}

const mostWaiting = 20;

/** The whispers that no log of a screen has yet, the oldest first. */
export async function whispersFor(db: Db, agent: string): Promise<readonly Whisper[]> {
  const rows = await db
    .selectFrom('whispers')
    .select(['id', 'conversation', 'by', 'text', 'origin'])
    .where('agent', '=', agent)
    .where('shown_at', 'is', null)
    .orderBy('sent_at')
    .orderBy('id')
    .limit(mostWaiting)
    .execute();
  return rows.map(row => ({ ...row, conversation: ConversationId.parse(row.conversation) }));
}
