import { createHash, createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { genesis } from '#server/audit/audit.ts';
import { canonical } from '#server/canonical.ts';
import type { Db } from '#server/db/schema.ts';

/** Where every chain stood at one moment. Kept outside the database, it shows later that nothing before it was changed. */
export type Anchor = {
  readonly number: number;
  readonly at: string;
  readonly heads: readonly { readonly writer: string; readonly number: number; readonly hash: string }[];
  readonly previous: string;
  readonly hash: string;
};

/** Anchors all heads; once an hour. With a key (of the secrets, not of the database) nobody can make one up. */
export async function anchorAudit(db: Db, key?: Uint8Array): Promise<Anchor> {
  return await db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtextextended('deskside audit anchor', 0))`.execute(trx);
    const heads = await trx
      .selectFrom('audit_head')
      .select(['writer', 'number', 'hash'])
      .where('number', '>', 0)
      .orderBy('writer')
      .execute();
    const last = await trx.selectFrom('audit_anchor').select(['number', 'hash']).orderBy('number', 'desc').limit(1).executeTakeFirst();
    const unsealed = {
      number: (last?.number ?? 0) + 1,
      at: new Date().toISOString(),
      heads: heads.map(head => ({ writer: head.writer, number: head.number, hash: head.hash.toString('hex') })),
      previous: (last?.hash ?? genesis).toString('hex'),
    };
    const hash = sealOf(unsealed, key);
    await trx
      .insertInto('audit_anchor')
      .values({
        number: unsealed.number,
        at: unsealed.at,
        heads: JSON.stringify(unsealed.heads),
        previous: Buffer.from(unsealed.previous, 'hex'),
        hash,
      })
      .execute();
    return { ...unsealed, hash: hash.toString('hex') };
  });
}

/** The seal of an anchor. */
export function sealOf(anchor: Omit<Anchor, 'hash'>, key?: Uint8Array): Buffer {
  const { number, at, heads, previous } = anchor;
  const text = canonical({ number, at, heads, previous });
  return (key ? createHmac('sha256', key) : createHash('sha256')).update(text).digest();
}
