import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { FiledLeaf } from '#domain/advice.ts';
import type { TicketState, TicketStep } from '#domain/ticket.ts';
import type { TicketPlan } from '#domain/ticket-plan.ts';
import type { WorkingCalendar } from '#domain/working-calendar.ts';
import type { TicketChange } from '#protocol/tickets.ts';
import type { WrapupClause, WrapupSlot } from '#server/db/tables/live.ts';

/** Tables of tickets. People stand in them by 工号, units by id. */
export interface TicketTables {
  /** The newest approved one is live; a ticket keeps the one it was made by. */
  ticket_plans: {
    id: GeneratedAlways<number>;
    hash: string;
    plan: ColumnType<TicketPlan, string, never>;
    calendar: ColumnType<WorkingCalendar, string, never>;
    author: string;
    made_at: Generated<Date>;
    approver: string | null;
    approved_at: Date | null;
  };
  ticket_numbers: { day: number; last: number };
  tickets: {
    number: string;
    plan: number;
    kind: string;
    category: string | null;
    path: ColumnType<readonly string[], string, string>; // the category's names when it was made
    further: ColumnType<readonly FiledLeaf[], string | undefined, never>; // the other categories of its call
    title: string;
    description: string;
    urgent: boolean;
    customer: string | null; // as the bank's own systems know the customer
    phone: string | null; // a mark; the value is in the vault
    vault_place: string | null; // the conversation the mark belongs to, or a place of the ticket's own
    conversation: string | null;
    process: string | null;
    slots: ColumnType<readonly WrapupSlot[], string, never>;
    summary: ColumnType<readonly WrapupClause[], string, never>;
    fields: ColumnType<Readonly<Record<string, string>>, string, string>;
    unit: string;
    handler: string | null;
    subject: string | null; // never the handler: the database refuses it
    made_by: string;
    made_unit: string;
    made_at: Date;
    state: TicketState;
    waiting_since: Date | null;
    paused_since: Date | null; // the clock stands still since then
    begin_by: Date | null;
    begun_at: Date | null;
    done_by: Date;
    warn_at: Date;
    extended: Generated<number>;
    offered_to: string | null;
    offered_unit: string | null;
    offered_by: string | null;
    offered_at: Date | null;
    offer_reason: string | null;
    chased: Generated<number>;
    chased_at: Date | null;
    result: string | null;
    closing: string | null; // what was done, in words
    closed_by: string | null;
    closed_at: Date | null;
    reopened: Generated<number>;
    version: Generated<number>;
    request: string; // the maker's name for the making, so that it is made once
    changed_at: Date;
  };
  ticket_steps: {
    ticket: string;
    number: number;
    at: Date;
    by: string;
    what: TicketStep;
    from_state: TicketState | null;
    to_state: TicketState;
    from_handler: string | null;
    to_handler: string | null;
    reason: string | null;
    details: ColumnType<Readonly<Record<string, unknown>>, string, never>;
  };
  /** What others are told. Read with a cursor over (written, id), so that no row is stepped over. */
  ticket_changes: {
    id: GeneratedAlways<number>;
    written: Generated<number>;
    ticket: string;
    version: number;
    step: number;
    at: Date;
    body: ColumnType<TicketChange, string, never>;
  };
}
