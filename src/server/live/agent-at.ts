import { type RawBuilder, sql } from 'kysely';
import type { ConversationId, Position } from '#domain/ids.ts';
import { dayOf } from '#server/live/conversation-id.ts';

/** The 工号 of whoever had a conversation at a place of its log, as a piece of a query; null when nobody was assigned by then or since. */
export function agentAt(conversation: ConversationId, position: Position): RawBuilder<string | null> {
  const day = dayOf(conversation);
  return sql<string | null>`coalesce(
    (select what ->> 'agent' from events
      where day = ${day} and conversation = ${conversation} and position <= ${position} and what ->> 'kind' = 'assigned'
      order by position desc limit 1),
    (select agent from conversations where day = ${day} and id = ${conversation}))`;
}
