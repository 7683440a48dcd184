import type { Problem } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import type { SignIn } from '#protocol/rest.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { passwordFits } from '#server/people/password.ts';
import { openSession, type SessionLife, standardLife } from '#server/people/sessions.ts';

/** Signs somebody in with 工号 and password. A wrong one never says which of the two was wrong. */
export async function signIn(
  db: Db,
  clock: Clock,
  given: SignIn,
  life: SessionLife = standardLife,
): Promise<SignedIn | { readonly problem: Problem }> {
  const waitMs = await mustWait(db, clock, given.staffNo);
  if (waitMs > 0) return { problem: { kind: 'busy', retryAfterMs: waitMs } };

  const found = await db
    .selectFrom('person')
    .innerJoin('account', row => row.onRef('account.person', '=', 'person.id').on('account.kind', '=', 'local'))
    .select(['person.id', 'account.password_hash'])
    .where('staff_no', '=', given.staffNo)
    .where('active', '=', true)
    .executeTakeFirst();
  const fits = await passwordFits(found?.password_hash ?? undefined, given.password);
  if (!found || !fits) {
    await noteFailure(db, clock, given.staffNo, found?.id);
    return { problem: { kind: 'wrong-key' } };
  }
  return await db.transaction().execute(async trx => {
    await trx.deleteFrom('sign_in_failure').where('staff_no', '=', given.staffNo).execute();
    const session = await openSession(trx, clock, found.id, life);
    await audit(trx, { who: found.id, action: 'signed-in', subject: found.id, details: { how: 'password' } });
    return session;
  });
}

export type SignedIn = { readonly token: string; readonly csrf: string };

const freeTries = 5;
const longestWaitMs = 15 * 60_000;

/** After five wrong passwords each further one doubles the wait, up to a quarter of an hour. */
async function mustWait(db: Db, clock: Clock, staffNo: string): Promise<number> {
  const row = await db.selectFrom('sign_in_failure').selectAll().where('staff_no', '=', staffNo).executeTakeFirst();
  if (!row || row.failed < freeTries) return 0;
  const wait = Math.min(longestWaitMs, 5_000 * 2 ** (row.failed - freeTries));
  return Math.max(0, row.since.getTime() + wait - clock.now());
}

async function noteFailure(db: Db, clock: Clock, staffNo: string, person: string | undefined): Promise<void> {
  const since = new Date(clock.now());
  await db.transaction().execute(async trx => {
    await trx
      .deleteFrom('sign_in_failure')
      .where('since', '<', new Date(clock.now() - 24 * 60 * 60_000))
      .execute();
    await trx
      .insertInto('sign_in_failure')
      .values({ staff_no: staffNo, failed: 1, since })
      .onConflict(row => row.column('staff_no').doUpdateSet(set => ({ failed: set('sign_in_failure.failed', '+', 1), since })))
      .execute();
    // A 工号 nobody has may be a password typed into the wrong field: it is not written into a record that lasts for ever.
    await audit(trx, { who: 'nobody', action: 'sign-in-refused', subject: person ?? 'unknown', details: {} });
  });
}
