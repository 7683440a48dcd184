import { type RawBuilder, sql } from 'kysely';
import type { Targets } from '#domain/announcement.ts';
import type { Audience } from '#protocol/announcements.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** The units somebody may write to, all written out; null: all there are. */
export type Scope = readonly string[] | null;

const array = (values: readonly string[]) => sql`${[...values]}::text[]`;

/** Somebody whose role gives them a desk: only they can have anything painted. */
const hasDesk = sql`exists (select from person_role g join role r on r.key = g.role where g.person = p.id and 'desk.use' = any(r.may))`;

/** The people `p` that targets name: units with all below them, roles, queues and persons together, without the excluded. */
function named({ units, roles, queues, people, except }: Targets, scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`p.active
    and (
      p.unit in (
        with recursive below as (select id from unit where id = any(${array(units)}) union select unit.id from unit join below on unit.parent = below.id)
        select id from below)
      or exists (select from person_role g where g.person = p.id and g.role = any(${array(roles)}))
      or p.queues && ${array(queues)}
      or p.staff_no = any(${array(people)}))
    and p.staff_no <> all(${array(except)})
    ${scope === null ? sql`` : sql`and p.unit = any(${array(scope)})`}`;
}

/** How many people targets reach, and some of them by 工号, after the last of the page before. */
export async function readAudience(
  db: Db,
  targets: Targets,
  scope: Scope,
  page: { readonly after?: string | undefined; readonly limit: number },
  now: Date,
): Promise<Audience> {
  const counts = await sql<{ count: number; on_shift: number; without_desk: number }>`
    select count(*) filter (where desk)::int as count, count(*) filter (where desk and here)::int as on_shift,
      count(*) filter (where not desk)::int as without_desk
    from (select ${hasDesk} as desk, (
        exists (select from shift s where s.staff_no = p.staff_no and s.starts_at < ${now}::timestamptz + interval '12 hours' and s.ends_at > ${now})
        or exists (select from session s where s.person = p.id and s.expires_at > ${now} and s.seen_at > ${now}::timestamptz - interval '5 minutes')) as here
      from person p where ${named(targets, scope)}) found`.execute(db);
  const people =
    page.limit === 0
      ? []
      : (
          await sql<{ staff_no: string; name: string; unit: string }>`
            select p.staff_no, p.name, u.name as unit from person p join unit u on u.id = p.unit
            where ${named(targets, scope)} and ${hasDesk} and p.staff_no > ${page.after ?? ''} order by p.staff_no limit ${page.limit}`.execute(
            db,
          )
        ).rows;
  const row = counts.rows[0];
  const last = people.length === page.limit ? people.at(-1)?.staff_no : undefined;
  return {
    count: row?.count ?? 0,
    onShift: row?.on_shift ?? 0,
    withoutDesk: row?.without_desk ?? 0,
    people: people.map(({ staff_no, name, unit }) => ({ staffNo: staff_no, name, unit })),
    ...(last === undefined ? {} : { next: last }),
  };
}

/** Writes the next people of an audience out as targets; gives the last 工号 and how many they were. */
export async function writeTargets(
  trx: Trx,
  announcement: number,
  targets: Targets,
  scope: Scope,
  after: string,
  limit: number,
): Promise<{ readonly last: string; readonly count: number }> {
  const { rows } = await sql<{ last: string | null; count: number }>`
    with found as (
      select p.staff_no, p.unit from person p
      where ${named(targets, scope)} and ${hasDesk} and p.staff_no > ${after} order by p.staff_no limit ${limit}
    ), written as (
      insert into announcement_targets (announcement, agent, unit) select ${announcement}::bigint, staff_no, unit from found on conflict do nothing
    )
    select max(staff_no) as last, count(*)::int as count from found`.execute(trx);
  return { last: rows[0]?.last ?? after, count: rows[0]?.count ?? 0 };
}
