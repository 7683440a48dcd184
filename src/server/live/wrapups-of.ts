import type { ConversationId } from '#domain/ids.ts';
import type { Db } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** A call's wrap-ups, or what agents before the last left of it, the latest first. */
export function latestFirst(db: Db, table: 'wrapups' | 'wrapup_parts', id: ConversationId) {
  return db.selectFrom(table).where('day', '=', dayOf(id)).where('conversation', '=', id).orderBy('position', 'desc');
}
