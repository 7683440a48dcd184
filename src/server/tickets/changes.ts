import { sql } from 'kysely';
import type { TicketStep } from '#domain/ticket.ts';
import type { TicketChange, TicketChanges } from '#protocol/tickets.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { TicketRow } from '#server/tickets/row.ts';

/** What a step writes beside the ticket: its place in the history, and the change others are told. */
export interface Stepped {
  readonly by: string;
  readonly what: TicketStep;
  readonly at: Date;
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds a step to a ticket's history and tells it to the outbox, in the transaction that makes it. */
export async function addStep(trx: Trx, before: TicketRow | null, after: TicketRow, step: Stepped): Promise<void> {
  const { number } = await trx
    .insertInto('ticket_steps')
    .values({
      ticket: after.number,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from ticket_steps where ticket = ${after.number})`,
      at: step.at,
      by: step.by,
      what: step.what,
      from_state: before?.state ?? null,
      to_state: after.state,
      from_handler: before?.handler ?? null,
      to_handler: after.handler,
      reason: step.reason ?? null,
      details: JSON.stringify(step.details ?? {}),
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  const body = changeOf(before, after, step, number);
  await trx
    .insertInto('ticket_changes')
    .values({ ticket: after.number, version: after.version, step: number, at: step.at, body: JSON.stringify(body) })
    .execute();
}

/** What a consumer has read so far. */
export interface ChangeCursor {
  readonly written: number;
  readonly id: number;
}

/** The next changes behind a cursor, in the order of their transactions; those of transactions still running wait, so none is stepped over. */
export async function readChanges(
  db: Db | Trx,
  after: ChangeCursor,
  limit: number,
): Promise<{ readonly changes: readonly TicketChange[]; readonly cursor: ChangeCursor }> {
  const rows = await db
    .selectFrom('ticket_changes')
    .select(['id', 'written', 'body'])
    .where(row => row(row.refTuple('written', 'id'), '>', row.tuple(after.written, after.id)))
    .where('written', '<', sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`)
    .orderBy('written')
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  return { changes: rows.map(({ body }) => body), cursor: last ? { written: last.written, id: last.id } : after };
}

/** A page of changes for programs that ask; the cursor is text to them. */
export async function pageOfChanges(db: Db, after: string | undefined, limit: number): Promise<TicketChanges> {
  const [, written, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(after ?? '') ?? [];
  const { changes, cursor } = await readChanges(db, { written: Number(written ?? 0), id: Number(id ?? 0) }, limit);
  return { changes: [...changes], next: `${cursor.written}.${cursor.id}` };
}

function changeOf(before: TicketRow | null, after: TicketRow, step: Stepped, number: number): TicketChange {
  return {
    id: `${after.number}/${number}`,
    event: 'ticket.changed',
    at: step.at.toISOString(),
    what: step.what,
    by: step.by as TicketChange['by'],
    ticket: {
      number: after.number,
      version: after.version,
      kind: after.kind,
      category: after.category,
      state: after.state,
      fromState: before?.state ?? null,
      urgent: after.urgent,
      unit: after.unit,
      handler: after.handler,
      conversation: after.conversation,
      customer: after.customer,
      madeAt: after.made_at.toISOString(),
      doneBy: after.done_by.toISOString(),
      result: after.result,
      closedAt: after.closed_at?.toISOString() ?? null,
      chased: after.chased,
      reopened: after.reopened,
    },
  };
}
