import { type ExpressionBuilder, sql } from 'kysely';
import type { TicketActor, TicketStanding } from '#domain/ticket.ts';
import type { Database } from '#server/db/schema.ts';
import { unitsWith, type Who } from '#server/people/who.ts';

/** Who looks at tickets, with the units in which they handle and lead. */
export interface Sight {
  readonly staffNo: string; // '' for a program
  readonly handles: readonly string[] | 'all';
  readonly leads: readonly string[] | 'all';
}

/** What somebody's rights come to. A program that may export sees all. */
export function sightOf(who: Who): Sight {
  if (who.kind !== 'person') return { staffNo: '', handles: [], leads: unitsWith(who, 'ticket.export') };
  return { staffNo: who.staffNo, handles: unitsWith(who, 'ticket.handle'), leads: unitsWith(who, 'ticket.lead') };
}

/** The tickets somebody may see: their units', those they made, handle or are offered. Not one about themselves, unless they made it. */
export function seen(sight: Sight) {
  return (row: ExpressionBuilder<Database, 'tickets'>) => {
    const { staffNo, handles, leads } = sight;
    if (leads === 'all') return sql<boolean>`true`;
    const units = [...(handles === 'all' ? [] : handles), ...leads];
    return row.and([
      row.or([row('subject', 'is', null), row('subject', '<>', staffNo), row('made_by', '=', staffNo)]),
      row.or([
        row('made_by', '=', staffNo),
        row('handler', '=', staffNo),
        row('offered_to', '=', staffNo),
        ...(units.length > 0 ? [row('unit', 'in', units), row('offered_unit', 'in', units)] : []),
        ...(leads.length > 0 ? [row('made_unit', 'in', leads)] : []),
      ]),
    ]);
  };
}

/** Somebody as this ticket sees them. */
export function actorFor(sight: Sight, ticket: TicketStanding): TicketActor {
  const within = (units: readonly string[] | 'all', unit: string | null | undefined) =>
    unit != null && (units === 'all' || units.includes(unit));
  return {
    staffNo: sight.staffNo,
    handles: within(sight.handles, ticket.unit),
    leads: within(sight.leads, ticket.unit), // those who lead where it was made see it and chase
    inOfferedUnit: within(sight.handles, ticket.offer?.unit),
  };
}
