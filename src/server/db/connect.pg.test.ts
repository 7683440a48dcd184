import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#server/db/connect.ts';
import { databaseProblem } from '#server/db/database-problem.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ poolSize: 2 });
});
afterAll(() => database.close());

const down = { kind: 'unavailable', what: 'database', retryAfterMs: 2_000 };

test('large numbers are numbers, days are text, and what is too large to be exact is refused', async () => {
  const { rows } = await sql`select 9007199254740991::bigint as n, '2026-01-05'::date as d`.execute(database.db);
  expect(rows).toEqual([{ n: 9007199254740991, d: '2026-01-05' }]);
  await expect(sql`select 9007199254740993::bigint as n`.execute(database.db)).rejects.toThrow(/too large/);
});

test('a connection that breaks in the middle of a transaction fails that one only', async () => {
  const { db } = database;
  const broken = db.transaction().execute(async trx => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(db); // from the other connection, while this one waits
    await new Promise(done => setImmediate(done));
    await sql`select 1`.execute(trx);
  });
  expect(await broken.catch(databaseProblem)).toEqual(down);
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});

const failing = [
  { when: 'a statement that takes too long', statement: `set local statement_timeout = 20; select pg_sleep(5)`, problem: down },
  {
    when: 'a lock that is held too long',
    statement: `do $$ begin raise exception using errcode = '55P03'; end $$`,
    problem: { kind: 'busy', retryAfterMs: 200 },
  },
  {
    when: 'two that wait for one another',
    statement: `do $$ begin raise exception using errcode = '40P01'; end $$`,
    problem: { kind: 'busy', retryAfterMs: 200 },
  },
  {
    when: 'a full disk',
    statement: `do $$ begin raise exception using errcode = '53100'; end $$`,
    problem: { kind: 'unavailable', what: 'disk', retryAfterMs: 30_000 },
  },
  { when: 'a fault of ours', statement: `select no_such_column`, problem: undefined },
];
test.each(failing)('$when', async ({ statement, problem }) => {
  const error = await sql
    .raw(statement)
    .execute(database.db)
    .catch((why: unknown) => why);
  expect(error).toBeInstanceOf(Error);
  expect(databaseProblem(error)).toEqual(problem);
});

test('a server that is not there is a named problem', async () => {
  const { db } = connect('postgres://nobody@127.0.0.1:1/none');
  expect(databaseProblem(await sql`select 1`.execute(db).catch((why: unknown) => why))).toEqual(down);
  await db.destroy();
});
