import type { FiledLeaf } from '#domain/advice.ts';
import type { ConversationId } from '#domain/ids.ts';
import { markPattern } from '#domain/mark.ts';
import { ProblemError } from '#domain/problem.ts';
import type { WrapupClause, WrapupSlot } from '#server/db/tables/live.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import { latestFirst } from '#server/live/wrapups-of.ts';
import type { PersonWho } from '#server/people/who.ts';
import type { TicketParts } from '#server/tickets/parts.ts';

/** What a confirmed wrap-up gives a ticket. */
export interface FromWrapup {
  readonly conversation: ConversationId;
  readonly category: string | null; // the main one
  readonly further: readonly FiledLeaf[];
  readonly process: string | null;
  readonly customer: string | null;
  readonly slots: readonly WrapupSlot[];
  readonly summary: readonly WrapupClause[];
  readonly phone: string | null; // the mark
}

/** Reads the wrap-up of a conversation somebody may read. One that is not confirmed yet makes no ticket. */
export async function fromWrapup(parts: Pick<TicketParts, 'db' | 'mayRead'>, who: PersonWho, id: ConversationId): Promise<FromWrapup> {
  const { db, mayRead } = parts;
  const row = await db
    .selectFrom('conversations')
    .select(['agent', 'meta', 'topic'])
    .where('day', '=', dayOf(id))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || !(await mayRead(who, row.agent))) throw new ProblemError({ kind: 'not-found', what: 'conversation', id });
  const wrapup = await latestFirst(db, 'wrapups', id).select(['category', 'further', 'slots', 'summary']).limit(1).executeTakeFirst();
  if (!wrapup) throw new ProblemError({ kind: 'conflict', why: `conversation ${id} is not wrapped up yet` });
  return {
    conversation: id,
    category: wrapup.category,
    further: wrapup.further,
    process: row.topic,
    customer: row.meta.customerRef ?? null,
    slots: wrapup.slots,
    summary: wrapup.summary,
    phone: phoneIn(wrapup.slots.map(({ value }) => value)) ?? phoneIn(Object.values(row.meta.attached ?? {})),
  };
}

function phoneIn(values: readonly string[]): string | null {
  for (const value of values) for (const [mark, kind] of value.matchAll(markPattern)) if (kind === 'phone') return mark;
  return null;
}
