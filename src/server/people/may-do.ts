import type { Permission } from '#domain/permission.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Db } from '#server/db/schema.ts';
import { permissionsFrom } from '#server/people/roles.ts';

/** Somebody named on the command line, with what their roles allow; whoever types there has the database anyway, but four eyes stay four. */
export interface Named {
  readonly id: string;
  readonly staffNo: string;
  readonly may: ReadonlySet<Permission>;
}

/** Finds somebody by 工号 who is a user of this installation and has not left: nothing is done in the name of anybody else. */
export async function mustBeHere(db: Db, staffNo: string): Promise<Pick<Named, 'id' | 'staffNo'>> {
  const person = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).where('active', '=', true).executeTakeFirst();
  if (!person) throw new ProblemError({ kind: 'not-found', what: 'person', id: staffNo });
  return { id: person.id, staffNo };
}

/** Finds somebody active by 工号, who needs one of these permissions. */
export async function mustMay(db: Db, staffNo: string, needs: readonly Permission[]): Promise<Named> {
  const person = await mustBeHere(db, staffNo);
  const roles = await db
    .selectFrom('person_role as g')
    .innerJoin('role as r', 'r.key', 'g.role')
    .select('r.may')
    .where('g.person', '=', person.id)
    .execute();
  const may = new Set(roles.flatMap(role => permissionsFrom(role.may)));
  if (!needs.some(one => may.has(one))) throw new ProblemError({ kind: 'not-allowed', action: needs.join(' or ') });
  return { ...person, may };
}
