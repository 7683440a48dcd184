import { afterAll, beforeAll, expect, test } from 'vitest';
import { crashPoints, crashRound } from '#bench/robots/crash.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

test('a runner killed at every point: no commit twice, none lost, and what nobody can tell waits for a person', async () => {
  const rows = await crashRound(database.db, database.url, 1);
  expect(rows.map(({ point, state, commits, journal }) => ({ point, state, commits, journal }))).toEqual(
    crashPoints.map(point => ({ point, state: point === 'commit-blind' ? 'unknown' : 'done', commits: 1, journal: 'ok' })),
  );
});
