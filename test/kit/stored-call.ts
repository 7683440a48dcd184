import type { ConversationMeta } from '#domain/conversation.ts';
import type { Happening } from '#domain/event.ts';
import { ConversationId } from '#domain/ids.ts';
import type { Db } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { olderTransactionsOver } from '#test/kit/older-transactions.ts';

/** One row of a stored log: what happened and what was advised. */
export interface StoredRow {
  readonly what: Happening | object;
  readonly advice?: readonly object[];
}

/** A voice call of nobody in particular. */
export const storedMeta: ConversationMeta = {
  channel: 'voice',
  direction: 'inbound',
  layout: 'dual',
  lang: 'zh',
  timeZone: 'Asia/Shanghai',
  openedAt: '2026-01-05T01:00:00.000Z',
  arm: 'assisted',
};

/** The n-th conversation of a day. */
export function storedCallId(n: number, day = 20260105): ConversationId {
  return ConversationId.parse(`${day}-${`001012345678900${n}`.slice(-16)}`);
}

/** Writes rows as the log of a conversation, positions from `first`, a second apart, and waits until readers of the log are handed them. */
export async function storeRows(db: Db, conversation: ConversationId, rows: readonly StoredRow[], first = 1): Promise<void> {
  const day = dayOf(conversation);
  await new DayTables(db).ensure(day);
  await db
    .insertInto('events')
    .values(
      rows.map(({ what, advice = [] }, at) => ({
        ...{ day, conversation, position: first + at, source: 'desk', seq: first + at, at_ms: at * 1000, epoch: 1, ext: null, ref: null },
        ...{ what: JSON.stringify(what), advice: JSON.stringify(advice), stamps: '{}' },
      })),
    )
    .execute();
  await olderTransactionsOver(db);
}

/** Writes the head of a conversation. */
export async function storeCall(
  db: Db,
  id: ConversationId,
  head: { readonly agent?: string; readonly status?: 'open' | 'closed' | 'wrapped'; readonly meta?: Partial<ConversationMeta> } = {},
): Promise<void> {
  const day = dayOf(id);
  await new DayTables(db).ensure(day);
  const meta = { ...storedMeta, ...head.meta };
  await db
    .insertInto('conversations')
    .values({
      ...{
        day,
        id: id as string,
        client: 'c',
        external_id: `of ${id}`,
        partition: 1,
        meta: JSON.stringify(meta),
        ext: null,
        clock: 'source',
        demo: false,
      },
      ...{ release: 'r', artefact: 'a', agent: head.agent ?? '1027', status: head.status ?? 'closed', opened_at: new Date(meta.openedAt) },
      ...{ closed_at: null, wrapped_at: null, last_position: 1, last_ms: 1, advice_hash: '', door: null, topic: null },
    })
    .execute();
}
