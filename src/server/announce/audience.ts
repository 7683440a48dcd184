import { type RawBuilder, sql } from 'kysely';
import type { Targets } from '#domain/announcement.ts';
import type { Audience } from '#protocol/announcements.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** The units somebody may write to, all written out; null: all there are. */
export type Scope = readonly string[] | null;

const array = (values: readonly string[]) => sql`${[...values]}::text[]`;

/** People `p` beside what decides: a role that gives a desk (only they can have anything painted), and one of the roles asked for. */
const people = (roles: readonly string[]) => sql`person p
  left join (select distinct g.person from person_role g join role r on r.key = g.role where 'desk.use' = any(r.may)) desk on desk.person = p.id
  left join (select distinct person from person_role where role = any(${array(roles)})) asked on asked.person = p.id`;

/** The people targets name: units with all below them, roles, queues and persons together, without the excluded. */
function named({ units, queues, people: persons, except }: Targets, scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`p.active
    and (
      p.unit in (
        with recursive below as (select id from unit where id = any(${array(units)}) union select unit.id from unit join below on unit.parent = below.id)
        select id from below)
      or asked.person is not null
      or p.queues && ${array(queues)}
      or p.staff_no = any(${array(persons)}))
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
    select count(desk.person)::int as count,
      count(desk.person) filter (where rostered.staff_no is not null or here.person is not null)::int as on_shift,
      count(*) filter (where desk.person is null)::int as without_desk
    from ${people(targets.roles)}
    left join (select distinct staff_no from shift
      where starts_at < ${now}::timestamptz + interval '12 hours' and ends_at > ${now}) rostered on rostered.staff_no = p.staff_no
    left join (select distinct person from session
      where expires_at > ${now} and seen_at > ${now}::timestamptz - interval '5 minutes') here on here.person = p.id
    where ${named(targets, scope)}`.execute(db);
  const shown =
    page.limit === 0
      ? []
      : (
          await sql<{ staff_no: string; name: string; unit: string }>`
            select p.staff_no, p.name, u.name as unit from ${people(targets.roles)} join unit u on u.id = p.unit
            where ${named(targets, scope)} and desk.person is not null and p.staff_no > ${page.after ?? ''} order by p.staff_no limit ${page.limit}`.execute(
            db,
          )
        ).rows;
  const row = counts.rows[0];
  const last = shown.length === page.limit ? shown.at(-1)?.staff_no : undefined;
  return {
    count: row?.count ?? 0,
    onShift: row?.on_shift ?? 0,
    withoutDesk: row?.without_desk ?? 0,
    people: shown.map(({ staff_no, name, unit }) => ({ staffNo: staff_no, name, unit })),
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
      left join lateral (select g.person from person_role g where g.person = p.id and g.role = any(${array(targets.roles)}) limit 1) asked on true
      where ${named(targets, scope)}
        and exists (select from person_role g join role r on r.key = g.role where g.person = p.id and 'desk.use' = any(r.may)) and p.staff_no > ${after} order by p.staff_no limit ${limit}
    ), written as (
      insert into announcement_targets (announcement, agent, unit) select ${announcement}::bigint, staff_no, unit from found on conflict do nothing
    )
    select max(staff_no) as last, count(*)::int as count from found`.execute(trx);
  return { last: rows[0]?.last ?? after, count: rows[0]?.count ?? 0 };
}
