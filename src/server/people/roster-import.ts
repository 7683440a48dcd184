import { sql } from 'kysely';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { listUnits, savePerson } from '#server/people/people.ts';
import { type RosterProblem, readRoster } from '#server/people/roster.ts';

/** What an import did. Rows with a problem changed nothing; all others are in. */
export type RosterResult = { readonly people: number; readonly shifts: number; readonly problems: readonly RosterProblem[] };

/** Imports a roster: people are added or brought up to date, shifts replaced for the days the file covers. Nobody is removed. */
export async function importRoster(
  db: Db,
  given: { text: string; by: string; mayGrant: ReadonlySet<string>; timeZone: string },
): Promise<RosterResult> {
  const [units, roles] = [await listUnits(db), (await db.selectFrom('role').select('key').execute()).map(role => role.key)];
  const { rows, problems } = readRoster(given.text, { units, roles, mayGrant: given.mayGrant });
  const shifts = rows.flatMap(row => (row.shift ? [{ staff_no: row.staffNo as string, ...row.shift }] : []));
  if (rows.length === 0) return { people: 0, shifts: 0, problems };

  return await db.transaction().execute(async trx => {
    const people = new Map(rows.map(row => [row.staffNo, row])); // one row per shift: the last word about a person counts
    for (const { staffNo, name, unit, queues, hiredOn, lang, roles } of people.values()) {
      const known = await trx.selectFrom('person').select(['lang', 'hired_on']).where('staff_no', '=', staffNo).executeTakeFirst();
      await savePerson(trx, {
        staffNo,
        name,
        unit,
        queues: [...queues],
        hiredOn: hiredOn ?? known?.hired_on ?? undefined,
        lang: lang ?? known?.lang ?? 'zh',
        ...(roles ? { roles } : {}),
      });
    }
    if (shifts.length > 0) {
      const days = new Set(shifts.map(shift => `${shift.staff_no} ${shift.startsAt.slice(0, 10)}`));
      for (const one of days) {
        const [staffNo = '', day = ''] = one.split(' ');
        await sql`delete from shift where staff_no = ${staffNo} and (starts_at at time zone ${given.timeZone})::date = ${day}::date`.execute(
          trx,
        );
      }
      for (const shift of shifts)
        await sql`insert into shift (staff_no, starts_at, ends_at)
          values (${shift.staff_no}, ${shift.startsAt}::timestamp at time zone ${given.timeZone}, ${shift.endsAt}::timestamp at time zone ${given.timeZone})
          on conflict (staff_no, starts_at) do update set ends_at = excluded.ends_at`.execute(trx);
    }
    const done = { people: people.size, shifts: shifts.length };
    await audit(trx, {
      who: given.by,
      action: 'roster-imported',
      subject: 'roster',
      details: { ...done, refused: new Set(problems.map(one => one.line)).size },
    });
    return { ...done, problems };
  });
}
