import type { Anchor } from '#server/audit/anchor.ts';
import type { Db } from '#server/db/schema.ts';

/** Every row and anchor as one JSON object a line, in a fixed order: for keeping outside, and for other people's tools. */
export async function* exportAudit(db: Db): AsyncGenerator<string> {
  const heads = await db.selectFrom('audit_head').select('writer').orderBy('writer').execute();
  for (const { writer } of heads) {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('writer', '=', writer)
        .where('number', '>', after)
        .orderBy('number')
        .limit(1_000)
        .execute();
      for (const row of rows)
        yield JSON.stringify({
          kind: 'deed',
          ...row,
          at: row.at.toISOString(),
          previous: row.previous.toString('hex'),
          hash: row.hash.toString('hex'),
        });
      const last = rows.at(-1);
      if (!last) break;
      after = last.number;
    }
  }
  for (const anchor of await listAnchors(db)) yield JSON.stringify({ kind: 'anchor', ...anchor });
}

/** All anchors, in order. */
export async function listAnchors(db: Db): Promise<readonly Anchor[]> {
  const rows = await db.selectFrom('audit_anchor').selectAll().orderBy('number').execute();
  return rows.map(row => ({
    number: row.number,
    at: row.at.toISOString(),
    heads: row.heads as Anchor['heads'],
    previous: row.previous.toString('hex'),
    hash: row.hash.toString('hex'),
  }));
}
