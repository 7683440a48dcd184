import { type ConversationId, Position, SourceId } from '#domain/ids.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Db } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** A stored row as it is told to whoever follows its conversation. */
export type Row = Extract<DeskDown, { type: 'row' }>;

/** A row as the database gave it back: with the moment it was stored. */
export type StoredRow = Row & { readonly stamps: { readonly storedAt: number } };

/** How many rows are read at a time. */
export const rowsInPage = 500;

/** The next rows of a conversation after a position, at most a page. */
export async function readRows(db: Db, id: ConversationId, after: number): Promise<readonly StoredRow[]> {
  const rows = await db
    .selectFrom('events')
    .select(['position', 'source', 'at_ms', 'what', 'advice', 'stamps', 'stored_at'])
    .where('day', '=', dayOf(id))
    .where('conversation', '=', id)
    .where('position', '>', after)
    .orderBy('position')
    .limit(rowsInPage)
    .execute();
  return rows.map(({ position, source, at_ms, what, advice, stamps, stored_at }) => ({
    type: 'row',
    conversation: id,
    position: Position.parse(position),
    event: { position: Position.parse(position), atMs: at_ms, source: SourceId.parse(source), what },
    advice,
    stamps: { ...stamps, storedAt: stored_at.getTime() },
  }));
}

/** The log of a conversation from its beginning, whole or up to a position, a page at a time. */
export async function readLog(db: Db, id: ConversationId, until = Number.POSITIVE_INFINITY): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  for (;;) {
    const page = await readRows(db, id, rows.at(-1)?.position ?? 0);
    rows.push(...page.filter(row => row.position <= until));
    if (page.length < rowsInPage || (page.at(-1)?.position ?? until) >= until) return rows;
  }
}
