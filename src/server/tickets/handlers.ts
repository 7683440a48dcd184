import { sql } from 'kysely';
import type { Db, Trx } from '#server/db/schema.ts';

/** Somebody who may handle tickets of their own unit. */
export interface HandlerOfTickets {
  readonly staffNo: string;
  readonly name: string;
  readonly unit: string;
}

/** Everybody who may handle tickets, by 工号; the right may come from their unit or one above it. */
export async function ticketHandlers(db: Db | Trx): Promise<readonly HandlerOfTickets[]> {
  const { rows } = await sql<{ staff_no: string; name: string; unit: string }>`
    with recursive above (unit, held) as (
      select id, id from unit union all select above.unit, u.parent from above join unit u on u.id = above.held where u.parent is not null)
    select distinct p.staff_no, p.name, p.unit
    from person p
    join above on above.unit = p.unit
    join person_role g on g.person = p.id and g.unit = above.held
    join role r on r.key = g.role and 'ticket.handle' = any (r.may)
    where p.active
    order by p.staff_no limit 2000`.execute(db);
  return rows.map(({ staff_no, name, unit }) => ({ staffNo: staff_no, name, unit }));
}

/** A unit and all above it, the nearest first. */
export async function unitsAbove(db: Db | Trx, unit: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, parent, depth) as (
      select id, parent, 0 from unit where id = ${unit}
      union all select u.id, u.parent, above.depth + 1 from above join unit u on u.id = above.parent where above.depth < 20)
    select id from above order by depth`.execute(db);
  return rows.map(({ id }) => id);
}
