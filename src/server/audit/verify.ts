import { sql } from 'kysely';
import { type Anchor, sealOf } from '#server/audit/anchor.ts';
import { chainHash, genesis } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** Whole, or the first place where it is not. */
export type AuditVerdict =
  | { readonly kind: 'ok'; readonly rows: number; readonly writers: number; readonly anchors: number }
  | { readonly kind: 'broken'; readonly where: string; readonly number: number; readonly why: string };

/** What to hold the database against besides itself: the seal's key, and anchors that were kept outside. */
export type Witness = { readonly key?: Uint8Array; readonly anchors?: readonly Anchor[] };

/** Reads the whole record in one snapshot and recomputes every hash. */
export async function verifyAudit(db: Db, witness: Witness = {}): Promise<AuditVerdict> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      await sql`set local statement_timeout = 0`.execute(trx);
      const heads = await trx.selectFrom('audit_head').selectAll().orderBy('writer').execute();
      const stray = await trx
        .selectFrom('audit')
        .select(['writer', 'number'])
        .where('writer', 'not in', row => row.selectFrom('audit_head').select('writer'))
        .limit(1)
        .executeTakeFirst();
      if (stray) return { kind: 'broken', where: stray.writer, number: stray.number, why: 'the chain has no head' };

      let rows = 0;
      for (const head of heads) {
        const broken = await verifyChain(trx, head);
        if (broken) return broken;
        rows += head.number;
      }
      const anchors = await verifyAnchors(trx, witness);
      return typeof anchors === 'number' ? { kind: 'ok', rows, writers: heads.length, anchors } : anchors;
    });
}

type Broken = Extract<AuditVerdict, { kind: 'broken' }>;

const batch = 2_000;

async function verifyChain(trx: Trx, head: { writer: string; number: number; hash: Buffer }): Promise<Broken | undefined> {
  const broken = (number: number, why: string): Broken => ({ kind: 'broken', where: head.writer, number, why });
  let number = 0;
  let previous: Buffer = genesis;
  for (;;) {
    const rows = await trx
      .selectFrom('audit')
      .selectAll()
      .where('writer', '=', head.writer)
      .where('number', '>', number)
      .orderBy('number')
      .limit(batch)
      .execute();
    for (const row of rows) {
      number += 1;
      if (row.number !== number) return broken(number, 'the row is missing');
      if (!row.previous.equals(previous)) return broken(number, 'the row does not follow the one before');
      if (!row.hash.equals(chainHash(row))) return broken(number, 'the row was changed');
      previous = row.hash;
    }
    if (rows.length < batch) break;
  }
  if (head.number !== number) return broken(number + 1, 'the end of the chain is missing');
  return head.hash.equals(previous) ? undefined : broken(number, 'the head does not match the last row');
}

async function verifyAnchors(trx: Trx, witness: Witness): Promise<number | Broken> {
  const kept = await trx.selectFrom('audit_anchor').selectAll().orderBy('number').execute();
  const outside = new Map(witness.anchors?.map(anchor => [anchor.number, anchor]));
  let previous: Buffer = genesis;
  for (const [index, row] of kept.entries()) {
    const broken = (why: string): Broken => ({ kind: 'broken', where: 'anchors', number: index + 1, why });
    const heads = row.heads as Anchor['heads'];
    const anchor = { number: row.number, at: row.at.toISOString(), heads, previous: row.previous.toString('hex') };
    if (row.number !== index + 1) return broken('the anchor is missing');
    if (!row.previous.equals(previous)) return broken('the anchor does not follow the one before');
    if (!row.hash.equals(sealOf(anchor, witness.key))) return broken('the anchor was changed or sealed with another key');
    const copy = outside.get(row.number);
    if (copy && copy.hash !== row.hash.toString('hex')) return broken('the anchor is not the one that was kept outside');
    outside.delete(row.number);
    for (const head of heads) {
      const found = await trx
        .selectFrom('audit')
        .select('hash')
        .where('writer', '=', head.writer)
        .where('number', '=', head.number)
        .executeTakeFirst();
      if (found?.hash.toString('hex') !== head.hash) return broken(`row ${head.number} of ${head.writer} is not the one that was anchored`);
    }
    previous = row.hash;
  }
  const lost = [...outside.keys()][0];
  if (lost !== undefined) return { kind: 'broken', where: 'anchors', number: lost, why: 'the anchor that was kept outside is missing' };
  return kept.length;
}
