import type { ConversationId } from '#domain/ids.ts';
import type { NeedRow, Tile } from '#protocol/supervisor.ts';

/** What a leader picked by hand: one call, since chats come several to an agent; an agent without a call alone. */
export interface Choice {
  readonly agent: string;
  readonly conversation: ConversationId | null;
}

/** The call every key acts on, with its row while it needs somebody. */
export interface Chosen {
  readonly agent: string;
  readonly conversation: ConversationId | null;
  readonly row?: NeedRow;
  readonly topic?: string;
  readonly openedAt?: number; // wall clock
}

/**
 * Which call is chosen: the one picked, whatever else its agent has and whatever comes to the top; the row on top while nothing was picked. An
 * agent picked without a call, or whose call is over, is chosen with the call they have now.
 */
export function chosenOf(
  choice: Choice | null,
  rows: readonly NeedRow[],
  tiles: readonly Tile[],
  isOver: (call: ConversationId) => boolean,
): Chosen | null {
  if (choice === null) return rows[0] ? ofRow(rows[0]) : null;
  const picked = choice.conversation !== null && !isOver(choice.conversation) ? choice.conversation : null;
  const row = rows.find(({ conversation }) => conversation === picked);
  if (row) return ofRow(row);
  const tile = tiles.find(({ staffNo }) => staffNo === choice.agent);
  const conversation = picked ?? tile?.conversation ?? choice.conversation;
  const now = rows.find(each => each.conversation === conversation);
  if (now) return ofRow(now);
  if (conversation === null || tile?.conversation !== conversation) return { agent: choice.agent, conversation };
  const { topic, sinceAt } = tile;
  return { agent: choice.agent, conversation, ...(topic ? { topic } : {}), ...(sinceAt === null ? {} : { openedAt: sinceAt }) };
}

function ofRow(row: NeedRow): Chosen {
  const { agent, conversation, openedAt, topic } = row;
  return { agent, conversation, row, openedAt, ...(topic ? { topic } : {}) };
}
