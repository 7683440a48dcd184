import type { Selectable, Updateable } from 'kysely';
import type { TicketStanding } from '#domain/ticket.ts';
import type { TicketTables } from '#server/db/tables/tickets.ts';

/** A ticket as it is stored. */
export type TicketRow = Selectable<TicketTables['tickets']>;

/** Changes of a ticket's row. */
export type TicketSet = Updateable<TicketTables['tickets']>;

/** What of it decides who may do what. */
export function standingOf(row: TicketRow): TicketStanding {
  return {
    state: row.state,
    unit: row.unit,
    handler: row.handler,
    subject: row.subject,
    madeBy: row.made_by,
    offer: row.offered_by === null ? null : { to: row.offered_to, unit: row.offered_unit, by: row.offered_by },
  };
}
