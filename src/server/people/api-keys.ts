import { createHash, randomBytes } from 'node:crypto';
import type { Permission } from '#domain/permission.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { permissionsFrom } from '#server/people/roles.ts';
import type { Who } from '#server/people/who.ts';

/** A key as it may be shown: never the key itself. */
export type ApiKeyHead = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: string;
  readonly lastUsedAt?: string;
  readonly revokedAt?: string;
};

/** Makes a key. It is returned once; only its hash is kept. */
export async function createApiKey(
  trx: Trx | Db,
  wanted: { name: string; scopes: readonly Permission[]; by: string | null },
): Promise<{ id: string; key: string }> {
  const id = randomBytes(6).toString('hex');
  const key = `dk_${id}_${randomBytes(32).toString('base64url')}`;
  await trx
    .insertInto('api_key')
    .values({ id, name: wanted.name, key_hash: hashKey(key), scopes: [...wanted.scopes], created_by: wanted.by })
    .execute();
  return { id, key };
}

/** Takes a key back; processes forget it within five seconds. False when there is no such live key. */
export async function revokeApiKey(trx: Trx | Db, clock: Clock, id: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('api_key')
    .set({ revoked_at: new Date(clock.now()) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lists all keys, newest first. */
export async function listApiKeys(db: Db): Promise<readonly ApiKeyHead[]> {
  const rows = await db.selectFrom('api_key').selectAll().orderBy('created_at', 'desc').limit(1_000).execute();
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    scopes: permissionsFrom(row.scopes),
    createdAt: row.created_at.toISOString(),
    ...(row.last_used_at ? { lastUsedAt: row.last_used_at.toISOString() } : {}),
    ...(row.revoked_at ? { revokedAt: row.revoked_at.toISOString() } : {}),
  }));
}

type KeyWho = Extract<Who, { kind: 'key' }>;

const rememberMs = 5_000;
const mostRemembered = 1_000;

/** Looks keys up for one process, remembering each answer for five seconds: ingest asks often. */
export function apiKeyLookup(db: Db, clock: Clock): (key: string) => Promise<KeyWho | undefined> {
  const remembered = new Map<string, { readonly who: KeyWho; readonly until: number }>();
  return async key => {
    if (!/^dk_[0-9a-f]{12}_[0-9A-Za-z_-]{43}$/.test(key)) return undefined;
    const hash = hashKey(key);
    const name = hash.toString('hex');
    const known = remembered.get(name);
    if (known && known.until > clock.now()) return known.who;

    const row = await db.selectFrom('api_key').selectAll().where('key_hash', '=', hash).where('revoked_at', 'is', null).executeTakeFirst();
    remembered.delete(name);
    if (!row) return undefined;
    const now = clock.now();
    if (!row.last_used_at || now - row.last_used_at.getTime() > 60_000)
      await db
        .updateTable('api_key')
        .set({ last_used_at: new Date(now) })
        .where('id', '=', row.id)
        .execute();
    const who: KeyWho = { kind: 'key', id: row.id, name: row.name, may: new Set(permissionsFrom(row.scopes)) };
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(name, { who, until: now + rememberMs });
    return who;
  };
}

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
