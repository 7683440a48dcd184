import { createHash, randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { StaffNo, UserId } from '#domain/ids.ts';
import type { Permission } from '#domain/permission.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { permissionsFrom } from '#server/people/roles.ts';
import type { PersonWho } from '#server/people/who.ts';

/** How long a session lasts. */
export type SessionLife = { readonly idleMs: number; readonly absoluteMs: number };

export const standardLife: SessionLife = { idleMs: 60 * 60_000, absoluteMs: 12 * 60 * 60_000 };

/** Opens a session. The token leaves in the cookie; only its hash is kept. */
export async function openSession(
  trx: Trx | Db,
  clock: Clock,
  person: string,
  life = standardLife,
): Promise<{ token: string; csrf: string }> {
  const token = randomBytes(32).toString('base64url');
  const csrf = randomBytes(24).toString('base64url');
  const now = clock.now();
  const at = new Date(now);
  await trx
    .insertInto('session')
    .values({ token_hash: hashToken(token), person, csrf, created_at: at, seen_at: at, expires_at: new Date(now + life.absoluteMs) })
    .execute();
  return { token, csrf };
}

/** Finds who holds a token. An idle, expired or ended session, and one of somebody who has left, is none. */
export async function findSession(db: Db, clock: Clock, token: string, life = standardLife): Promise<PersonWho | undefined> {
  if (!/^[0-9A-Za-z_-]{43}$/.test(token)) return undefined;
  return await sessionBy(db, clock, hashToken(token), life);
}

/** Whether a socket's session still holds; call it now and then, it also counts as a sign of life. */
export async function refreshSession(db: Db, clock: Clock, who: PersonWho, life = standardLife): Promise<PersonWho | undefined> {
  return await sessionBy(db, clock, who.session.tokenHash, life);
}

async function sessionBy(db: Db, clock: Clock, tokenHash: Buffer, life: SessionLife): Promise<PersonWho | undefined> {
  const now = clock.now();
  const { rows } = await sql<SessionRow>`
    with recursive found as (
      select s.csrf, s.seen_at, s.expires_at, p.id, p.staff_no, p.name, p.unit, p.queues, p.hired_on, p.lang
      from session s join person p on p.id = s.person
      where s.token_hash = ${tokenHash} and s.expires_at > ${new Date(now)} and s.seen_at > ${new Date(now - life.idleMs)} and p.active
    ), granted as (
      select g.role, g.unit, r.may from person_role g join role r on r.key = g.role where g.person = (select id from found)
    ), below (root, unit) as (
      select distinct unit, unit from granted
      union
      select below.root, unit.id from unit join below on unit.parent = below.unit
    )
    select found.*,
      (select coalesce(json_agg(json_build_object('role', g.role, 'unit', g.unit, 'may', g.may,
        'units', (select json_agg(b.unit order by b.unit) from below b where b.root = g.unit)) order by g.role, g.unit), '[]') from granted g) as granted
    from found
  `.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  if (now - row.seen_at.getTime() > seenEveryMs)
    await db
      .updateTable('session')
      .set({ seen_at: new Date(now) })
      .where('token_hash', '=', tokenHash)
      .execute();

  const grants = grantsOf(row.granted);
  return {
    kind: 'person',
    id: row.id,
    staffNo: row.staff_no,
    name: row.name,
    unit: row.unit,
    queues: row.queues,
    ...(row.hired_on ? { hiredOn: row.hired_on } : {}),
    lang: row.lang,
    roles: row.granted.map(({ role, unit }) => ({ role, unit })),
    grants,
    may: new Set(grants.map(grant => grant.permission)),
    session: { tokenHash, csrf: row.csrf, expiresAt: row.expires_at.getTime() },
  };
}

const seenEveryMs = 60_000;

type SessionRow = {
  csrf: string;
  seen_at: Date;
  expires_at: Date;
  id: UserId;
  staff_no: StaffNo;
  name: string;
  unit: string;
  queues: string[];
  hired_on: string | null;
  lang: 'zh' | 'en';
  granted: readonly { role: string; unit: string; may: string[]; units: string[] }[];
};

function grantsOf(granted: SessionRow['granted']): PersonWho['grants'] {
  const units = new Map<Permission, Set<string>>();
  for (const role of granted)
    for (const permission of permissionsFrom(role.may)) units.set(permission, new Set([...(units.get(permission) ?? []), ...role.units]));
  return [...units].map(([permission, all]) => ({ permission, units: [...all].sort() }));
}

/** Ends one session, by its own person: signed in until now. */
export async function endSession(trx: Trx | Db, clock: Clock, tokenHash: Buffer): Promise<void> {
  const now = new Date(clock.now());
  await sql`
    with gone as (delete from session where token_hash = ${tokenHash} returning person, created_at)
    insert into sign_ins (person, from_at, to_at) select person, created_at, greatest(created_at, ${now}) from gone`.execute(trx);
}

/** Ends every session of a person: a new password, a changed role, somebody who has left. */
export async function endSessionsOf(trx: Trx | Db, person: string): Promise<void> {
  await endWhere(trx, sql`person = ${person}`);
}

const signInsKeptMs = 400 * 86_400_000; // longer than any figure reaches back

/** Removes what has expired; run it now and then. */
export async function sweepSessions(db: Db, clock: Clock, life = standardLife): Promise<number> {
  const now = clock.now();
  await db
    .deleteFrom('sign_ins')
    .where('to_at', '<', new Date(now - signInsKeptMs))
    .execute();
  return await endWhere(db, sql`expires_at < ${new Date(now)} or seen_at < ${new Date(now - life.idleMs)}`);
}

/** Removes sessions; until when each was seen stays. */
async function endWhere(trx: Trx | Db, which: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    with gone as (delete from session where ${which} returning person, created_at, seen_at)
    insert into sign_ins (person, from_at, to_at) select person, created_at, greatest(created_at, seen_at) from gone`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
