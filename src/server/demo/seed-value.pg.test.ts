import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedValue } from '#server/demo/seed-value.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { readGroups, reportOf } from '#server/value/read-value.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const nowMs = Date.parse('2026-11-23T02:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedDemoPeople(database.db);
  await seedValue(database.db, nowMs);
});
afterAll(() => database.close());

const report = async () =>
  reportOf(await readGroups(database.db, { kind: 'all' }, { from: '2026-09-28', to: '2026-11-30' }, new Date(nowMs)));

test('the demo has eight weeks of both arms to compare, all marked as invented, and a start later adds none twice', async () => {
  const first = await report();
  await seedValue(database.db, nowMs);
  const again = await report();
  const of = (metric: string) => first.rows.find(row => row.metric === metric);
  expect(again.calls).toEqual(first.calls);
  expect(first.invented).toBe(first.calls.assisted + first.calls.silent);
  expect(of('answered-15')?.weeks).toHaveLength(8);
  expect(of('answered-15')?.weeks.every(({ intervals }) => intervals.assisted && intervals.silent)).toBe(true);
  expect(of('handling-seconds')?.difference?.high).toBeLessThan(0);
  expect(of('unread')?.assisted.value).toBeLessThan(10);
});

test('nobody judged invented calls: no figure of violations counts them', async () => {
  const { rows } = await report();
  const claims = rows.filter(({ metric }) => /^(serious|general)/.test(metric));
  expect(claims.map(({ assisted, silent }) => [assisted.n, silent.n])).toEqual(Array(4).fill([0, 0]));
});
