import { ProblemError } from '#domain/problem.ts';
import { TicketPlan } from '#domain/ticket-plan.ts';
import {
  dayAt,
  type OpenCalendar,
  openCalendar,
  type ProvisionalYear,
  provisionalYears,
  WorkingCalendar,
} from '#domain/working-calendar.ts';
import { audit } from '#server/audit/audit.ts';
import { hashOf } from '#server/canonical.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** A plan as tickets are made and run by. */
export interface Plan {
  readonly id: number;
  readonly plan: TicketPlan;
  readonly calendar: OpenCalendar;
}

/** The plan new tickets are made by: the newest that was approved. */
export async function livePlan(db: Db | Trx): Promise<Plan> {
  const row = await db
    .selectFrom('ticket_plans')
    .selectAll()
    .where('approved_at', 'is not', null)
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'ticket plan', id: 'live' });
  return planOf(row);
}

/** The years the live plan's calendar is not sure of; none without a plan. */
export async function unsureYears(db: Db, atMs: number): Promise<readonly ProvisionalYear[]> {
  if (!(await livePlanHead(db))) return [];
  const { calendar } = await livePlan(db);
  return provisionalYears(calendar, dayAt(calendar, atMs));
}

/** The plan a ticket was made by. */
export async function planNumbered(db: Db | Trx, id: number): Promise<Plan> {
  return planOf(await db.selectFrom('ticket_plans').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** Stores a plan for somebody else to approve; one equal to the live one is not stored again. */
export async function storePlan(
  db: Db,
  content: { readonly plan: TicketPlan; readonly calendar: WorkingCalendar },
  author: string,
): Promise<{ readonly id: number; readonly fresh: boolean }> {
  const hash = hashOf(content);
  return db.transaction().execute(async trx => {
    const live = await livePlanHead(trx);
    if (live?.hash === hash) return { id: live.id, fresh: false };
    const { id } = await trx
      .insertInto('ticket_plans')
      .values({
        hash,
        plan: JSON.stringify(content.plan),
        calendar: JSON.stringify(content.calendar),
        author,
        approver: null,
        approved_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { who: author, action: 'ticket-plan-stored', subject: `ticket-plan/${id}`, details: { hash } });
    return { id, fresh: true };
  });
}

/** Makes a stored plan the live one. Never by its author: refused here by name, and by the database. */
export async function approvePlan(db: Db, id: number, by: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const row = await trx.selectFrom('ticket_plans').select(['author', 'approver']).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw new ProblemError({ kind: 'not-found', what: 'ticket plan', id: String(id) });
    if (row.author === by) throw new ProblemError({ kind: 'four-eyes', action: `approve ticket plan ${id}` });
    if (row.approver !== null) throw new ProblemError({ kind: 'conflict', why: `ticket plan ${id} is approved already`, by: row.approver });
    await trx.updateTable('ticket_plans').set({ approver: by, approved_at: new Date() }).where('id', '=', id).execute();
    await audit(trx, { who: by, action: 'ticket-plan-approved', subject: `ticket-plan/${id}`, details: {} });
  });
}

function livePlanHead(db: Db | Trx) {
  return db
    .selectFrom('ticket_plans')
    .select(['id', 'hash'])
    .where('approved_at', 'is not', null)
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function planOf(row: { readonly id: number; readonly plan: TicketPlan; readonly calendar: WorkingCalendar }): Plan {
  return { id: row.id, plan: TicketPlan.parse(row.plan), calendar: openCalendar(WorkingCalendar.parse(row.calendar)) };
}
