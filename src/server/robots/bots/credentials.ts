import { sql } from 'kysely';
import { Bot } from '#domain/bot.ts';
import type { CredentialList, CredentialUses, SetCredential } from '#protocol/robots.ts';
import { audit } from '#server/audit/audit.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { sealCredential } from '#server/robots/bots/credential-for.ts';
import { type Doer, refuse } from '#server/robots/bots/versions.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** Sets what a bot signs in with; the one before is destroyed. Nobody who wrote or approved the bot may, nor does anybody read it back. */
export async function setCredential(
  trx: Trx,
  ring: KeyRing,
  given: SetCredential,
  by: Doer,
  now: Date,
): Promise<{ id: number; rotated: boolean }> {
  const { bot, target, role, rotateBy } = given;
  if (rotateBy <= now.toISOString().slice(0, 10)) refuse({ kind: 'invalid', field: 'rotateBy', why: 'lies in the past' });
  const scopes = await scopesWanted(trx);
  if (!scopes.some(one => one.bot === bot && one.target === target && one.role === role))
    refuse({ kind: 'not-found', what: 'secret of a bot', id: `${bot} at ${target} as ${role}` });
  const own = await trx
    .selectFrom('robot_versions')
    .select('number')
    .where('bot', '=', bot)
    .where(row => row.or([row('author', '=', by.staffNo), row('approver', '=', by.staffNo)]))
    .executeTakeFirst();
  if (own) refuse({ kind: 'four-eyes', action: 'own a credential of a bot one wrote or approved' });
  await sql`select pg_advisory_xact_lock(hashtextextended(${`robot bot ${bot}`}, 0))`.execute(trx);
  const ended = await trx
    .updateTable('robot_credentials')
    .set({ sealed: null, key_id: null, ended_at: now, ended_by: by.staffNo })
    .where('bot', '=', bot)
    .where('target', '=', target)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const { keyId, sealed } = sealCredential(ring, given, given);
  const { id } = await trx
    .insertInto('robot_credentials')
    .values({
      ...{ bot, target, role, key_id: keyId, sealed, owner: by.staffNo, set_at: now, rotate_by: rotateBy },
      ...{ ended_at: null, ended_by: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rotated = ended.numUpdatedRows > 0n;
  const action = rotated ? 'robot-credential-rotated' : 'robot-credential-set';
  await audit(trx, { who: by.id, action, subject: `robot-credential/${id}`, details: { bot, target, role, rotateBy } });
  return { id, rotated };
}

const soonMs = 14 * 86_400_000;

/** What bots sign in with: set or missing, by whom, when it is to be renewed, and whether its target is locked. */
export async function listCredentials(db: Db, now: Date): Promise<CredentialList> {
  const wanted = await scopesWanted(db);
  const rows = await db
    .selectFrom('robot_credentials')
    .select(['id', 'bot', 'target', 'role', 'owner', 'set_at', 'rotate_by'])
    .select(row => [
      row
        .selectFrom('robot_credential_uses')
        .select(sql<number>`count(*)`.as('uses'))
        .whereRef('credential', '=', 'robot_credentials.id')
        .as('uses'),
      row
        .selectFrom('robot_credential_uses')
        .select(use => use.fn.max('at').as('last'))
        .whereRef('credential', '=', 'robot_credentials.id')
        .as('last'),
    ])
    .where('ended_at', 'is', null)
    .execute();
  const named = await namesOf(
    db,
    rows.map(({ owner }) => owner),
  );
  const keyOf = ({ bot, target, role }: { bot: string; target: string; role: string }) => JSON.stringify([bot, target, role]);
  const set = new Map(rows.map(row => [keyOf(row), row]));
  const scopes = new Map<string, Scope & { needed: boolean }>();
  for (const { bot, target, role } of rows)
    scopes.set(keyOf({ bot, target, role }), { bot, target, role, botTitle: bot, targetTitle: target, needed: false });
  for (const scope of wanted) scopes.set(keyOf(scope), { ...scope, needed: true });
  const stopped = new Set(
    (await db.selectFrom('robot_targets').select(['name', 'use']).execute()).flatMap(({ name, use }) =>
      use.broken?.why === 'failed-logins' ? [name] : [],
    ),
  );
  const today = now.toISOString().slice(0, 10);
  const soon = new Date(now.getTime() + soonMs).toISOString().slice(0, 10);
  return {
    credentials: [...scopes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, wantedScope]) => {
        const scope = { ...wantedScope, stopped: stopped.has(wantedScope.target) };
        const row = set.get(key);
        if (!row) return scope;
        const { id, owner, set_at, rotate_by, uses, last } = row;
        const due = rotate_by <= today ? 'overdue' : rotate_by <= soon ? 'soon' : 'later';
        return {
          ...scope,
          set: {
            ...{ id, owner: named(owner), setAt: set_at.toISOString(), rotateBy: rotate_by, due, uses: Number(uses ?? 0) },
            ...(last ? { lastUsedAt: new Date(last).toISOString() } : {}),
          },
        };
      }),
  };
}

/** The latest uses of a credential, replaced ones of the same scope too. */
export async function usesOf(db: Db, id: number): Promise<CredentialUses> {
  const uses = await db
    .selectFrom('robot_credential_uses as u')
    .innerJoin('robot_credentials as c', 'c.id', 'u.credential')
    .innerJoin('robot_credentials as asked', join =>
      join.onRef('asked.bot', '=', 'c.bot').onRef('asked.target', '=', 'c.target').onRef('asked.role', '=', 'c.role'),
    )
    .select(['u.run', 'u.step', 'u.at'])
    .where('asked.id', '=', id)
    .orderBy('u.id', 'desc')
    .limit(200)
    .execute();
  return { uses: uses.map(({ run, step, at }) => ({ run, step, at: at.toISOString() })) };
}

interface Scope {
  readonly bot: string;
  readonly botTitle: string;
  readonly botTitleEn?: string;
  readonly target: string;
  readonly targetTitle: string;
  readonly targetTitleEn?: string | undefined;
  readonly role: string;
  readonly roleEn?: string | undefined;
}

/** What the versions that run, or may soon, sign in with. */
async function scopesWanted(db: Db | Trx): Promise<readonly Scope[]> {
  const rows = await db
    .selectFrom('robot_versions')
    .select('body')
    .where('state', 'in', ['live', 'approved', 'submitted'])
    .orderBy('number')
    .execute();
  return rows.flatMap(({ body }) => {
    const bot = Bot.parse(body);
    return Object.values(bot.secrets).map(({ target, role, roleEn }) => ({
      bot: bot.bot,
      botTitle: bot.title,
      ...(bot.titleEn ? { botTitleEn: bot.titleEn } : {}),
      target,
      targetTitle: bot.targets[target]?.title ?? target,
      targetTitleEn: bot.targets[target]?.titleEn,
      role,
      roleEn,
    }));
  });
}
