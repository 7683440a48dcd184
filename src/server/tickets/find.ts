import { type ExpressionBuilder, sql } from 'kysely';
import type { TicketQuery } from '#protocol/tickets.ts';
import type { Database, Db, Trx } from '#server/db/schema.ts';
import { type Sight, seen } from '#server/tickets/sight.ts';

type Row = ExpressionBuilder<Database, 'tickets'>;

/** Every quick filter as a condition. `now` decides what is due. */
export function inView(view: TicketQuery['view'], sight: Sight, now: Date) {
  return (row: Row) => {
    const open = row('state', '<>', 'closed');
    const standsAt = sql<Date>`coalesce(tickets.paused_since, ${now}::timestamptz)`; // a clock that stands still is where it stopped
    const units = sight.handles === 'all' ? null : [...sight.handles];
    const mine = (column: 'unit' | 'offered_unit') =>
      units === null ? sql<boolean>`true` : units.length === 0 ? sql<boolean>`false` : row(column, 'in', units);
    switch (view) {
      case 'open':
        return open;
      case 'overdue':
        return row.and([open, row('done_by', '<', standsAt)]);
      case 'soon':
        return row.and([open, row('warn_at', '<=', standsAt), row('done_by', '>=', standsAt)]);
      case 'mine':
        return row.and([open, row('handler', '=', sight.staffNo)]);
      case 'offered':
        return row.and([
          open,
          row.or([
            row('offered_to', '=', sight.staffNo),
            row.and([row('offered_to', 'is', null), row('offered_unit', 'is not', null), mine('offered_unit')]),
          ]),
        ]);
      case 'unit':
        return row.and([open, mine('unit')]);
      case 'untaken':
        return row.and([row('state', '=', 'new'), mine('unit')]);
      case 'made':
        return row('made_by', '=', sight.staffNo);
      case 'closed':
        return row('state', '=', 'closed');
      case 'all':
        return sql<boolean>`true`;
    }
  };
}

/** The tickets asked for, of those somebody may see. */
export function findTickets(db: Db | Trx, sight: Sight, asked: TicketQuery, now: Date) {
  let query = db
    .selectFrom('tickets')
    .where(seen(sight))
    .where(inView(asked.view, sight, now));
  if (asked.kind) query = query.where('kind', '=', asked.kind);
  if (asked.state) query = query.where('state', '=', asked.state);
  if (asked.category) query = query.where('category', 'like', `${likely(asked.category)}%`);
  if (asked.unit) query = query.where('unit', '=', asked.unit);
  if (asked.handler) query = query.where('handler', '=', asked.handler);
  for (const word of (asked.text ?? '').split(/\s+/u).filter(Boolean).slice(0, 5)) {
    const like = `%${likely(word)}%`;
    // The index of character pairs nominates (migration 0112), the comparison decides: a pair may stand in another field than its neighbour.
    query = query.where(sql<boolean>`ticket_words(number, title, description, customer, path) @> ${pairsIn(word)}::text[]`);
    query = query.where(row =>
      row.or([
        row('tickets.number', 'ilike', like),
        row('title', 'ilike', like),
        row('description', 'ilike', like),
        row('customer', 'ilike', like),
        row(sql<string>`path::text`, 'ilike', like),
      ]),
    );
  }
  return query;
}

/** Every character of a word and every two that stand side by side, as the index has them. */
function pairsIn(word: string): string[] {
  const signs = [...word.toLowerCase()];
  return [...new Set(signs.flatMap((sign, at) => (at + 1 < signs.length ? [sign, sign + signs[at + 1]] : [sign])))];
}

function likely(text: string): string {
  return text.replace(/[\\%_]/gu, sign => `\\${sign}`);
}
