import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ConversationMeta } from '#domain/conversation.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { notePresence } from '#server/people/presence.ts';
import { readGroups, reportOf, type ValueScope } from '#server/value/read-value.ts';
import { fillAfterCall, takeFacts } from '#server/value/take-facts.ts';
import { valueCsv } from '#server/value/value-csv.ts';
import { patient } from '#test/kit/patient.ts';
import { testDatabase } from '#test/kit/postgres.ts';
import { type StoredRow, storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

const asked = { from: '2026-01-05', to: '2026-01-12' };
const later = new Date('2026-02-01T00:00:00Z');
const all: ValueScope = { kind: 'all' };
const answer = (value: number, startMs: number) => ({
  op: 'updated',
  advice: { key: 'metric:answer', kind: 'metric', name: 'answer', value, startMs, endMs: startMs + value },
});
const leaf = { op: 'raised', advice: { key: 'category', kind: 'category', ranking: [{ code: '020101' }] } };
const hired = (agent: string) => ({ what: { kind: 'assigned', agent, hiredOn: '2025-11-01' } });

const calls: readonly { n: number; agent: string; meta?: Partial<ConversationMeta>; rows: readonly StoredRow[] }[] = [
  {
    n: 1,
    agent: '1027',
    meta: { customerRef: 'C1', queue: '借记卡' },
    rows: [
      hired('1027'),
      { what: { kind: 'passed' }, advice: [answer(8000, 0), leaf] },
      { what: { kind: 'acted', act: { kind: 'looked-up', article: 'K01', tookMs: 6000 } } },
      { what: { kind: 'closed', by: 'customer' } },
      { what: { kind: 'acted', act: { kind: 'wrapped' } } },
    ],
  },
  {
    n: 2,
    agent: '1533',
    meta: { customerRef: 'C1', queue: '借记卡', openedAt: '2026-01-08T01:00:00.000Z' },
    rows: [
      hired('1533'),
      { what: { kind: 'passed' }, advice: [answer(9000, 0), leaf] },
      { what: { kind: 'passed' }, advice: [answer(21_000, 30_000)] },
      { what: { kind: 'closed', by: 'customer' } },
    ],
  },
  {
    n: 3,
    agent: '1533',
    meta: { arm: 'silent', queue: '借记卡' },
    rows: [hired('1533'), { what: { kind: 'passed' }, advice: [answer(30_000, 0)] }, { what: { kind: 'closed', by: 'customer' } }],
  },
  { n: 4, agent: '1533', rows: [hired('1533'), { what: { kind: 'passed' }, advice: [answer(1, 0)] }] }, // still open
];

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  for (const { n, agent, meta, rows } of calls) {
    const id = storedCallId(n);
    await storeCall(db, id, { agent, ...(meta ? { meta } : {}) });
    await storeRows(db, id, rows);
  }
  const alert = {
    day: 20260105,
    conversation: storedCallId(1),
    rule: 'Q40',
    version: 1,
    title: 't',
    agent: '1027',
    position: 2,
    at_ms: 1,
    fired_at: later,
    times: 1,
    recovered: false,
    shadow: false,
    contest: null,
    decided_at: null,
    reason: null,
  };
  await db
    .insertInto('alerts')
    .values([
      { ...alert, advice: 'a', severity: 'serious', status: 'confirmed', decided_by: '9001', decided_at: later },
      { ...alert, advice: 'b', severity: 'serious', status: 'fired', decided_by: null },
      { ...alert, advice: 'c', severity: 'general', status: 'withdrawn', decided_by: null },
    ] as never)
    .execute();
  let taken = 0;
  await vi.waitUntil(async () => {
    taken += await consumeOnce(db, 'facts-test', takeFacts);
    return taken >= calls.reduce((sum, { rows }) => sum + rows.length, 0);
  }, patient);
});
afterAll(() => database.close());

const figures = async (scope: ValueScope, ...metrics: string[]) => {
  const { rows } = reportOf(await readGroups(database.db, scope, asked, later));
  return Object.fromEntries(rows.filter(row => metrics.includes(row.metric)).map(row => [row.metric, [row.assisted, row.silent]]));
};

test('calls that are over are counted by arm, with what each figure is a share of', async () => {
  expect(
    await figures(all, 'answered-15', 'look-ups', 'look-up-seconds', 'serious', 'serious-confirmed', 'general', 'again-7', 'unchanged'),
  ).toEqual({
    'answered-15': [
      { value: expect.closeTo(66.67, 1), n: 3 },
      { value: 0, n: 1 },
    ],
    'look-ups': [
      { value: 0.5, n: 2 },
      { value: null, n: 0 },
    ],
    'look-up-seconds': [
      { value: 6, n: 1 },
      { value: null, n: 0 },
    ],
    serious: [
      { value: 100, n: 2 },
      { value: 0, n: 1 },
    ],
    'serious-confirmed': [
      { value: 50, n: 2 },
      { value: 0, n: 1 },
    ],
    general: [
      { value: 0, n: 2 },
      { value: 0, n: 1 },
    ],
    'again-7': [
      { value: 50, n: 2 },
      { value: null, n: 0 },
    ],
    unchanged: [
      { value: 100, n: 1 },
      { value: null, n: 0 },
    ],
  });
});

test('an agent reads own calls and nobody else’s; a team leader those of the units', async () => {
  expect(await figures({ kind: 'own', staffNo: '1027' }, 'answered-15')).toEqual({
    'answered-15': [
      { value: 100, n: 1 },
      { value: null, n: 0 },
    ],
  });
  expect(await figures({ kind: 'units', units: ['elsewhere'] }, 'answered-15')).toEqual({
    'answered-15': [
      { value: null, n: 0 },
      { value: null, n: 0 },
    ],
  });
});

test('the table behind it names nobody', async () => {
  const csv = valueCsv(await readGroups(database.db, all, asked, later));
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(csv).not.toMatch(/1027|1533/);
});

test('after-call time of a silent call comes from what telephony said of its agent', async () => {
  const { db } = database;
  const closedAt = Date.now() - 600_000;
  await db
    .updateTable('call_facts')
    .set({ closed_at: new Date(closedAt), after_ms: null })
    .where('conversation', '=', storedCallId(3))
    .execute();
  const said = (state: string, afterMs: number) =>
    notePresence(db, { agent: '1533', state, at: new Date(closedAt + afterMs).toISOString() } as never);
  await said('wrapping', 100);
  await said('wrapping', 5_000);
  await said('ready', 42_000);
  expect(await fillAfterCall(db)).toBe(1);
  expect(await figures(all, 'after-share')).toMatchObject({ 'after-share': [{}, { n: 44 }] }); // 2 s of talk and 42 s after it
});
