import { StaffNo } from '#domain/ids.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { shortestPassword } from '#server/people/password.ts';
import { listUnits, savePerson, saveUnits, setPassword } from '#server/people/people.ts';
import { seedRoles } from '#server/people/roles.ts';

/** Gives a new installation somebody who can sign in: `deskside user add-administrator`. Again it sets a new password. */
export async function addAdministrator(
  db: Db,
  given: { staffNo: string; name: string; password: string; centre?: string },
): Promise<string> {
  if (given.password.length < shortestPassword) throw new Error(`A password has at least ${shortestPassword} characters.`);
  const staffNo = StaffNo.parse(given.staffNo);
  await seedRoles(db);
  return await db.transaction().execute(async trx => {
    const units = await listUnits(trx);
    const centre = units.find(unit => unit.kind === 'centre')?.id ?? 'centre';
    if (units.length === 0) await saveUnits(trx, [{ id: centre, kind: 'centre', name: given.centre ?? 'Contact centre' }]);
    const id = await savePerson(trx, {
      staffNo,
      name: given.name,
      unit: centre,
      queues: [],
      lang: 'zh',
      roles: [{ role: 'administrator', unit: centre }],
    });
    await setPassword(trx, id, given.password);
    await audit(trx, { who: 'system', action: 'administrator-added', subject: id, details: {} });
    return id;
  });
}
