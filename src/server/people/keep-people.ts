import { Permission } from '#domain/permission.ts';
import type { Clock } from '#ports/clock.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { createApiKey, revokeApiKey } from '#server/people/api-keys.ts';
import { shortestPassword } from '#server/people/password.ts';
import { deactivate, personByStaffNo, setPassword } from '#server/people/people.ts';

// What whoever holds the machine may do from the command line; each deed is recorded as the system's.

/** Sets somebody's password and ends their sessions. */
export async function resetPassword(db: Db, staffNo: string, password: string): Promise<void> {
  if (password.length < shortestPassword) throw new Error(`A password has at least ${shortestPassword} characters.`);
  const id = await idOf(db, staffNo);
  await db.transaction().execute(async trx => {
    await setPassword(trx, id, password);
    await audit(trx, { who: 'system', action: 'password-set', subject: id, details: {} });
  });
}

/** Closes somebody's way in; the name stays for the record. */
export async function letGo(db: Db, staffNo: string): Promise<void> {
  const id = await idOf(db, staffNo);
  await db.transaction().execute(async trx => {
    await deactivate(trx, id);
    await audit(trx, { who: 'system', action: 'person-let-go', subject: id, details: {} });
  });
}

/** Makes an API key; it is shown this once. */
export async function makeKey(db: Db, name: string, scopes: readonly string[]): Promise<{ id: string; key: string }> {
  const known = scopes.map(scope => Permission.safeParse(scope));
  const unknown = scopes.find((_, at) => !known[at]?.success);
  if (unknown) throw new Error(`There is no scope ${unknown}. Known: ${Permission.options.join(', ')}`);
  return await db.transaction().execute(async trx => {
    const made = await createApiKey(trx, { name, scopes: known.flatMap(one => (one.success ? [one.data] : [])), by: null });
    await audit(trx, { who: 'system', action: 'key-created', subject: made.id, details: { name, scopes } });
    return made;
  });
}

/** Takes a key back. */
export async function dropKey(db: Db, clock: Clock, id: string): Promise<void> {
  await db.transaction().execute(async trx => {
    if (!(await revokeApiKey(trx, clock, id))) throw new Error(`There is no live key ${id}.`);
    await audit(trx, { who: 'system', action: 'key-revoked', subject: id, details: {} });
  });
}

async function idOf(db: Db, staffNo: string): Promise<string> {
  const person = await personByStaffNo(db, staffNo);
  if (!person) throw new Error(`Nobody has the 工号 ${staffNo}.`);
  return person.id;
}
