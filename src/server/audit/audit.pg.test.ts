import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anchorAudit } from '#server/audit/anchor.ts';
import { audit } from '#server/audit/audit.ts';
import { exportAudit, listAnchors } from '#server/audit/export.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import type { Db } from '#server/db/schema.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let db: Db;

beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  for (const subject of ['one', 'two', 'three'])
    await db
      .transaction()
      .execute(trx => audit(trx, { who: 'system', action: 'tried', subject, details: { b: [1, { d: 2, c: '座右' }], a: 1.5 } }));
});
afterEach(() => database.close());

test('a whole record is found whole, with its anchors, and exported', async () => {
  await anchorAudit(db);
  await db.transaction().execute(trx => audit(trx, { who: 'system', action: 'tried', subject: 'four', details: {} }));
  await anchorAudit(db);

  expect(await verifyAudit(db)).toEqual({ kind: 'ok', rows: 4, writers: 1, anchors: 2 });
  const lines = [];
  for await (const line of exportAudit(db)) lines.push(JSON.parse(line));
  expect(lines.map(line => [line.kind, line.number])).toEqual([
    ['deed', 1],
    ['deed', 2],
    ['deed', 3],
    ['deed', 4],
    ['anchor', 1],
    ['anchor', 2],
  ]);
});

test('what is rolled back is not recorded, and many writers at once keep one chain', async () => {
  await db
    .transaction()
    .execute(async trx => {
      await audit(trx, { who: 'system', action: 'undone', subject: 'x', details: {} });
      throw new Error('undone');
    })
    .catch(() => undefined);
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      db.transaction().execute(trx => audit(trx, { who: 'system', action: 'tried', subject: `s${n}`, details: {} })),
    ),
  );
  expect(await verifyAudit(db)).toEqual({ kind: 'ok', rows: 15, writers: 1, anchors: 0 });
});

const refused = [
  { what: 'changing a row', statement: `update audit set who = 'me'` },
  { what: 'deleting a row', statement: `delete from audit` },
  { what: 'emptying the record', statement: `truncate audit` },
  { what: 'turning a head back', statement: `update audit_head set number = 0` },
  { what: 'deleting a head', statement: `delete from audit_head` },
  { what: 'deleting an anchor', statement: `delete from audit_anchor` },
];
test.each(refused)('the database refuses $what', async ({ statement }) => {
  await anchorAudit(db);
  await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append only|only moves on/);
});

const tampered = [
  { what: 'a changed subject', statement: `update audit set subject = 'other' where number = 2`, number: 2, why: 'the row was changed' },
  { what: 'a changed detail', statement: `update audit set details = '{"a":2}' where number = 3`, number: 3, why: 'the row was changed' },
  {
    what: 'a changed time',
    statement: `update audit set at = at + interval '1 second' where number = 1`,
    number: 1,
    why: 'the row was changed',
  },
  { what: 'a removed row', statement: `delete from audit where number = 2`, number: 2, why: 'the row is missing' },
  { what: 'a removed end', statement: `delete from audit where number = 3`, number: 3, why: 'the end of the chain is missing' },
  { what: 'a removed head', statement: `delete from audit_head`, number: 1, why: 'the chain has no head' },
];
test.each(tampered)('$what, done past the triggers, is found at its first row', async ({ statement, number, why }) => {
  await tamper(statement);
  expect(await verifyAudit(db)).toMatchObject({ kind: 'broken', number, why });
});

test('an end cut off together with its head is found by the anchor; anchors cut off too, by the copy kept outside', async () => {
  const key = new Uint8Array(32).fill(7);
  await anchorAudit(db, key);
  const outside = await listAnchors(db);
  expect(await verifyAudit(db, { key, anchors: outside })).toMatchObject({ kind: 'ok', anchors: 1 });
  expect(await verifyAudit(db)).toMatchObject({ kind: 'broken', why: 'the anchor was changed or sealed with another key' });

  await tamper(`delete from audit where number = 3`);
  await tamper(`update audit_head set number = 2, hash = (select hash from audit where number = 2)`);
  expect(await verifyAudit(db, { key })).toMatchObject({ kind: 'broken', where: 'anchors', number: 1 });

  await tamper(`delete from audit_anchor`);
  expect(await verifyAudit(db, { key })).toMatchObject({ kind: 'ok', rows: 2 });
  expect(await verifyAudit(db, { key, anchors: outside })).toMatchObject({ kind: 'broken', where: 'anchors', number: 1 });
});

/** What a superuser could do. */
async function tamper(statement: string): Promise<void> {
  await db.connection().execute(async one => {
    await sql`set session_replication_role = replica`.execute(one);
    await sql.raw(statement).execute(one);
    await sql`set session_replication_role = origin`.execute(one);
  });
}
