import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import type { Presence } from '#protocol/presence.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** Who is here, and how we know. */
export type OnShift = {
  readonly staffNo: string;
  readonly name: string;
  readonly unit: string;
  readonly by: 'roster' | 'presence';
  readonly state?: string;
};

/** Keeps what telephony said last of an agent; an older word does not undo a newer one. A 工号 nobody has is kept too. */
export async function notePresence(db: Db | Trx, said: Presence): Promise<void> {
  const at = new Date(said.at);
  await db
    .insertInto('presence')
    .values({ staff_no: said.agent, state: said.state, at })
    .onConflict(row => row.column('staff_no').doUpdateSet({ state: said.state, at }).where('presence.at', '<=', at))
    .execute();
  await noteChange(db, said.agent, said.state, at);
  await noteStaffNo(db, said.agent);
}

/** How long after-call work took is read from these; a state said again is no change. */
async function noteChange(db: Db | Trx, staffNo: string, state: string, at: Date): Promise<void> {
  await sql`
    insert into presence_changes (staff_no, at, state)
    select ${staffNo}, ${at}, ${state} where ${state} is distinct from
      (select state from presence_changes where staff_no = ${staffNo} and at <= ${at} order by at desc limit 1)
    on conflict do nothing`.execute(db);
}

/** Lists a 工号 that no person has, so that somebody can see which people are missing. */
export async function noteStaffNo(db: Db | Trx, staffNo: string): Promise<void> {
  await sql`
    insert into unknown_staff (staff_no)
    select ${staffNo} where not exists (select 1 from person where staff_no = ${staffNo})
    on conflict (staff_no) do update set last_seen_at = now(), times = unknown_staff.times + 1
  `.execute(db);
}

/** The 工号 nobody has, the latest first. */
export async function unknownStaff(
  db: Db,
): Promise<readonly { staffNo: string; firstSeenAt: string; lastSeenAt: string; times: number }[]> {
  const rows = await db.selectFrom('unknown_staff').selectAll().orderBy('last_seen_at', 'desc').limit(500).execute();
  return rows.map(row => ({
    staffNo: row.staff_no,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    times: row.times,
  }));
}

const presenceLastsMs = 12 * 3_600_000;

/** Who is on shift: by the roster where it speaks of a person for these 24 hours, otherwise by a recent presence other than away. */
export async function onShift(db: Db, clock: Clock): Promise<readonly OnShift[]> {
  const now = clock.now();
  const at = new Date(now);
  const [from, to] = [new Date(now - presenceLastsMs), new Date(now + presenceLastsMs)];
  const { rows } = await sql<{ staff_no: string; name: string; unit: string; by: 'roster' | 'presence'; state: string | null }>`
    select p.staff_no, p.name, p.unit, r.state, case when s.spoken then 'roster' else 'presence' end as by
    from person p
    left join presence r on r.staff_no = p.staff_no and r.at > ${from}
    cross join lateral (
      select count(*) > 0 as spoken, coalesce(bool_or(starts_at <= ${at} and ends_at > ${at}), false) as here
      from shift where shift.staff_no = p.staff_no and starts_at < ${to} and ends_at > ${from}
    ) s
    where p.active and case when s.spoken then s.here else r.state is not null and r.state <> 'away' end
    order by p.staff_no
  `.execute(db);
  return rows.map(row => ({
    staffNo: row.staff_no,
    name: row.name,
    unit: row.unit,
    by: row.by,
    ...(row.state ? { state: row.state } : {}),
  }));
}
