import { sql } from 'kysely';
import { ConversationId } from '#domain/ids.ts';
import { deedsFor } from '#domain/ticket.ts';
import { workingMsBetween } from '#domain/working-calendar.ts';
import {
  type Ticket,
  type TicketCounts,
  type TicketDetail,
  type TicketHistoryStep,
  type TicketList,
  TicketQuery,
} from '#protocol/tickets.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { PersonWho } from '#server/people/who.ts';
import { mayOpenNumber } from '#server/tickets/call-back.ts';
import { callBackOf } from '#server/tickets/call-back-standing.ts';
import { reopenUntil, termOf } from '#server/tickets/clocks.ts';
import { ticketFor } from '#server/tickets/do-deed.ts';
import { findTickets, inView } from '#server/tickets/find.ts';
import { kindOf } from '#server/tickets/make-ticket.ts';
import { planNumbered } from '#server/tickets/plan.ts';
import { standingOf, type TicketRow } from '#server/tickets/row.ts';
import { actorFor, type Sight, seen, sightOf } from '#server/tickets/sight.ts';

/** What of the list is wanted. `after` is what the last page gave as next. */
export type TicketPage = TicketQuery & { readonly after?: string | undefined; readonly limit: number };

const mostCounted = 10_000;

/** A page of tickets: open ones by the end of their term, so that the overdue come first; closed ones newest first. */
export async function listTickets(db: Db, sight: Sight, asked: TicketPage, now: Date): Promise<TicketList> {
  const rows = await pageOf(db, sight, asked, now);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from (${findTickets(db, sight, asked, now)
    .select('number')
    .limit(mostCounted)}) as found`.execute(db);
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    tickets: await named(db, shown, now),
    total: counted[0]?.total ?? 0,
    ...(rows.length > asked.limit && last ? { next: cursorOf(last, asked.view) } : {}),
  };
}

/** One row more than asked for, so that it is known whether there is a next page. */
export async function pageOf(db: Db | Trx, sight: Sight, asked: TicketPage, now: Date): Promise<readonly TicketRow[]> {
  const query = findTickets(db, sight, asked, now).selectAll();
  const after = asked.after === undefined ? null : /^(\d{1,15})\.([A-Z]{1,4}\d{1,20})$/.exec(asked.after);
  const [at, number] = [new Date(Number(after?.[1] ?? 0)), after?.[2] ?? ''];
  if (byNewest(asked.view)) {
    const ordered = query.orderBy('made_at', 'desc').orderBy('number', 'desc');
    return await (after ? ordered.where(row => row(row.refTuple('made_at', 'number'), '<', row.tuple(at, number))) : ordered)
      .limit(asked.limit + 1)
      .execute();
  }
  const ordered = query.orderBy('done_by').orderBy('number');
  return await (after ? ordered.where(row => row(row.refTuple('done_by', 'number'), '>', row.tuple(at, number))) : ordered)
    .limit(asked.limit + 1)
    .execute();
}

/** Where the page after this row begins. */
export function cursorOf(row: TicketRow, view: TicketQuery['view']): string {
  return `${(byNewest(view) ? row.made_at : row.done_by).getTime()}.${row.number}`;
}

/** How many tickets each quick filter holds, in one look. */
export async function countTickets(db: Db, sight: Sight, now: Date): Promise<TicketCounts> {
  const views = TicketQuery.shape.view.unwrap().options;
  const row = await db
    .selectFrom('tickets')
    .where(seen(sight))
    .select(table =>
      views.map(view =>
        table.fn
          .countAll<number>()
          .filterWhere(expression => inView(view, sight, now)(expression))
          .as(view),
      ),
    )
    .executeTakeFirstOrThrow();
  return row as TicketCounts;
}

/** One ticket with all that happened to it, and what whoever asks may do now. */
export async function readTicket(db: Db, who: PersonWho, number: string, now: Date): Promise<TicketDetail> {
  const row = await ticketFor(db, who, number, 'to-read');
  const [ticket] = await named(db, [row], now);
  const plan = await planNumbered(db, row.plan);
  const kind = kindOf(plan, row.kind);
  const steps = await db.selectFrom('ticket_steps').selectAll().where('ticket', '=', number).orderBy('number').execute();
  const nameOf = await namesOf(db, [row.subject, row.closed_by, ...steps.flatMap(step => [step.by, step.from_handler, step.to_handler])]);
  const standing = standingOf(row);
  const until = reopenUntil(row, plan);
  const term = termOf(kind, row.extended);
  const counts = term.of === 'working-hours' || term.of === 'working-days' ? 'working-time' : 'natural-time';
  const from = row.paused_since ?? now;
  const callBack = callBackOf(row, kind, steps);
  return {
    ticket: ticket as Ticket,
    description: row.description,
    fields: { ...row.fields },
    ...(row.customer === null ? {} : { customer: row.customer }),
    ...(row.phone === null || row.vault_place === null ? {} : { phone: row.phone }),
    ...(row.subject === null ? {} : { subject: nameOf(row.subject) }),
    ...(row.conversation === null ? {} : { conversation: ConversationId.parse(row.conversation) }),
    ...(row.process === null ? {} : { process: row.process }),
    further: row.further.map(leaf => ({ ...leaf })),
    slots: row.slots.map(slot => ({ ...slot })),
    summary: row.summary.map(clause => ({ ...clause })),
    plan: kind,
    ...(row.closing === null ? {} : { closing: row.closing }),
    ...(row.closed_by === null ? {} : { closedBy: nameOf(row.closed_by) }),
    ...(until ? { reopenUntil: until.toISOString() } : {}),
    leftMs: left(),
    counts,
    extended: row.extended,
    steps: steps.map(
      (step): TicketHistoryStep => ({
        number: step.number,
        at: step.at.toISOString(),
        by: nameOf(step.by),
        what: step.what,
        ...(step.from_state === null ? {} : { fromState: step.from_state }),
        toState: step.to_state,
        ...(step.from_handler === null ? {} : { fromHandler: nameOf(step.from_handler) }),
        ...(step.to_handler === null ? {} : { toHandler: nameOf(step.to_handler) }),
        ...(step.reason === null ? {} : { reason: step.reason }),
        details: { ...step.details },
      }),
    ),
    may: [...deedsFor(standing, actorFor(sightOf(who), standing))],
    mayOpenNumber: mayOpenNumber(row, who.staffNo),
    ...(callBack && row.state !== 'closed' ? { callBack } : {}),
  };

  function left(): number {
    const [a, b] = [from.getTime(), row.done_by.getTime()];
    if (counts === 'natural-time') return b - a;
    return a <= b ? workingMsBetween(plan.calendar, a, b) : -workingMsBetween(plan.calendar, b, a);
  }
}

/** Rows with the names of people and units, as the list shows them. */
export async function named(db: Db | Trx, rows: readonly TicketRow[], now: Date): Promise<Ticket[]> {
  const nameOf = await namesOf(
    db as Db,
    rows.flatMap(row => [row.handler, row.made_by, row.offered_to, row.offered_by]),
  );
  const units = [...new Set(rows.flatMap(row => [row.unit, ...(row.offered_unit ? [row.offered_unit] : [])]))];
  const found = units.length === 0 ? [] : await db.selectFrom('unit').select(['id', 'name']).where('id', 'in', units).execute();
  const place = (id: string) => ({ id, name: found.find(unit => unit.id === id)?.name ?? id });
  return rows.map(row => ({
    number: row.number,
    kind: row.kind,
    ...(row.category === null ? {} : { category: row.category }),
    path: [...row.path],
    title: row.title,
    urgent: row.urgent,
    state: row.state,
    unit: place(row.unit),
    ...(row.handler === null ? {} : { handler: nameOf(row.handler) }),
    madeBy: nameOf(row.made_by),
    madeAt: row.made_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    ...(row.begin_by === null || row.begun_at !== null ? {} : { beginBy: row.begin_by.toISOString() }),
    doneBy: row.done_by.toISOString(),
    clock: clockOf(row, now),
    ...(row.offered_by === null || row.offered_at === null
      ? {}
      : {
          offered: {
            ...(row.offered_to === null ? {} : { to: nameOf(row.offered_to) }),
            ...(row.offered_unit === null ? {} : { unit: place(row.offered_unit) }),
            by: nameOf(row.offered_by),
            at: row.offered_at.toISOString(),
            reason: row.offer_reason ?? '',
          },
        }),
    chased: row.chased,
    reopened: row.reopened,
    ...(row.result === null ? {} : { result: row.result }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at.toISOString() }),
    version: row.version,
  }));
}

function clockOf(row: TicketRow, now: Date): Ticket['clock'] {
  if (row.state === 'closed') return 'stopped';
  if (row.done_by < (row.paused_since ?? now)) return 'overdue';
  if (row.paused_since) return 'paused';
  return row.warn_at <= now ? 'soon' : 'running';
}

function byNewest(view: TicketQuery['view']): boolean {
  return view === 'closed' || view === 'made' || view === 'all';
}
