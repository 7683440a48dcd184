import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Person, type RoleGrant, type Unit } from '#domain/person.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { hashPassword } from '#server/people/password.ts';
import { endSessionsOf } from '#server/people/sessions.ts';

/** Finds somebody by 工号. */
export async function personByStaffNo(db: Db | Trx, staffNo: string): Promise<Person | undefined> {
  return (await people(db, row => row.where('staff_no', '=', staffNo)))[0];
}

/** Lists people by 工号, a page at a time. */
export async function listPeople(db: Db | Trx, page: { after?: string | undefined; limit: number }): Promise<readonly Person[]> {
  return await people(db, row => row.where('staff_no', '>', page.after ?? '').limit(page.limit));
}

async function people(db: Db | Trx, narrow: (row: PeopleQuery) => PeopleQuery): Promise<readonly Person[]> {
  const rows = await narrow(base(db)).execute();
  return rows.map(row =>
    Person.parse({
      id: row.id,
      staffNo: row.staff_no,
      name: row.name,
      unit: row.unit,
      queues: row.queues,
      hiredOn: row.hired_on ?? undefined,
      lang: row.lang,
      active: row.active,
      roles: row.roles,
    }),
  );
}

const base = (db: Db | Trx) =>
  db
    .selectFrom('person')
    .selectAll()
    .select(
      sql<RoleGrant[]>`(select coalesce(json_agg(json_build_object('role', g.role, 'unit', g.unit) order by g.role, g.unit), '[]')
        from person_role g where g.person = person.id)`.as('roles'),
    )
    .orderBy('staff_no');
type PeopleQuery = ReturnType<typeof base>;

/** What is known of a person before there is an id. */
export type PersonFacts = Omit<Person, 'id' | 'roles' | 'active'> & { readonly roles?: readonly RoleGrant[] };

/** Adds a person or changes what is known of the one with this 工号, who is active from now on. Without `roles` those stay. */
export async function savePerson(trx: Trx | Db, facts: PersonFacts): Promise<string> {
  const values = {
    name: facts.name,
    unit: facts.unit,
    queues: [...facts.queues],
    hired_on: facts.hiredOn ?? null,
    lang: facts.lang,
    active: true,
  };
  const { id } = await trx
    .insertInto('person')
    .values({ id: randomUUID(), staff_no: facts.staffNo, ...values })
    .onConflict(row => row.column('staff_no').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('unknown_staff').where('staff_no', '=', facts.staffNo).execute();
  if (facts.roles) await setRoles(trx, id, facts.roles);
  return id;
}

/** Gives a person exactly these roles. What they may do changes with their next request. */
export async function setRoles(trx: Trx | Db, person: string, roles: readonly RoleGrant[]): Promise<void> {
  await trx.deleteFrom('person_role').where('person', '=', person).execute();
  if (roles.length > 0)
    await trx
      .insertInto('person_role')
      .values(roles.map(({ role, unit }) => ({ person, role, unit })))
      .onConflict(row => row.doNothing())
      .execute();
}

/** Sets a local password and ends all sessions opened with an earlier one. */
export async function setPassword(trx: Trx | Db, person: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await trx
    .insertInto('account')
    .values({ person, kind: 'local', subject: null, password_hash })
    .onConflict(row => row.columns(['person', 'kind']).doUpdateSet({ password_hash, changed_at: new Date() }))
    .execute();
  await endSessionsOf(trx, person);
}

/** Lets somebody go: the name stays for the record, the way in is closed. */
export async function deactivate(trx: Trx | Db, person: string): Promise<void> {
  await trx.updateTable('person').set({ active: false }).where('id', '=', person).execute();
  await endSessionsOf(trx, person);
}

/** Adds or renames units; parents come before their children. */
export async function saveUnits(trx: Trx | Db, units: readonly Unit[]): Promise<void> {
  for (const { id, parent, kind, name } of units)
    await trx
      .insertInto('unit')
      .values({ id, parent: parent ?? null, kind, name })
      .onConflict(row => row.column('id').doUpdateSet({ parent: parent ?? null, kind, name }))
      .execute();
}

/** The whole tree, parents before children. */
export async function listUnits(db: Db | Trx): Promise<readonly Unit[]> {
  const rows = await db
    .selectFrom('unit')
    .selectAll()
    .orderBy(sql`array_position(array['centre','department','team'], kind)`)
    .orderBy('id')
    .execute();
  return rows.map(({ id, parent, kind, name }) => ({ id, kind, name, ...(parent ? { parent } : {}) }));
}
