import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationMeta } from '#domain/conversation.ts';
import { ValueMetric } from '#domain/value.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { notePresence } from '#server/people/presence.ts';
import { readReachGroups } from '#server/value/read-reach.ts';
import { readGroups, reportOf } from '#server/value/read-value.ts';
import { fillAfterCall, takeFacts } from '#server/value/take-facts.ts';
import { valueCsv } from '#server/value/value-csv.ts';
import type { ValueScope } from '#server/value/value-group.ts';
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
const opened = (layout: string) => ({ what: { kind: 'opened', meta: { channel: 'voice', layout } } });
const said = { what: { kind: 'heard', utterance: { speaker: 'agent', text: '您好请问有什么可以帮您', startMs: 0, endMs: 2000 } } };
const measured = (name: string, value: number) => ({
  op: 'updated',
  advice: { key: `metric:${name}`, kind: 'metric', name, value, startMs: 1, endMs: 1 + value },
});
const hired = (agent: string) => ({ what: { kind: 'assigned', agent, hiredOn: '2025-11-01' } });

const calls: readonly { n: number; agent: string; meta?: Partial<ConversationMeta>; rows: readonly StoredRow[] }[] = [
  {
    n: 1,
    agent: '1027',
    meta: { customerRef: 'C1', queue: '借记卡' },
    rows: [
      opened('dual'),
      hired('1027'),
      said,
      { what: { kind: 'passed' }, advice: [answer(8000, 0), leaf, measured('talk-over', 2500), measured('silence', 1500)] },
      { what: { kind: 'acted', act: { kind: 'looked-up', article: 'K01', tookMs: 6000 } } },
      { what: { kind: 'closed', by: 'customer' } },
      { what: { kind: 'acted', act: { kind: 'wrapped' } } },
    ],
  },
  {
    n: 2,
    agent: '1533',
    meta: { customerRef: 'C1', queue: '借记卡', layout: 'mono', openedAt: '2026-01-08T01:00:00.000Z' },
    rows: [
      opened('mono'),
      hired('1533'),
      { what: { kind: 'passed' }, advice: [answer(9000, 0), leaf] },
      {
        what: { kind: 'heard', utterance: { speaker: 'customer', text: '喂?', startMs: 67_000, endMs: 68_000 } },
        advice: [answer(21_000, 30_000), answer(7000, 60_000)], // the second ends with the customer's own words
      },
      { what: { kind: 'closed', by: 'customer' } },
    ],
  },
  {
    n: 3,
    agent: '1533',
    meta: { arm: 'silent', queue: '借记卡' },
    rows: [
      opened('dual'),
      hired('1533'),
      { what: { kind: 'passed' }, advice: [answer(30_000, 0)] },
      { what: { kind: 'closed', by: 'customer' } },
    ],
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
  await consumeOnce(db, 'facts-test', takeFacts);
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

test('questions that got no answer are a share of all questions, and in no other figure', async () => {
  expect(await figures(all, 'unanswered')).toEqual({
    unanswered: [
      { value: 25, n: 4 },
      { value: 0, n: 1 },
    ],
  });
});

test('what was measured of the sound; who spoke over whom only where each side has a channel', async () => {
  expect(await figures(all, 'answer-seconds', 'silence-share', 'hold-seconds', 'talk-overs', 'speech-rate')).toEqual({
    'answer-seconds': [
      { value: expect.closeTo(12.67, 1), n: 3 },
      { value: 30, n: 1 },
    ],
    'silence-share': [
      { value: expect.closeTo(16.67, 1), n: 9 }, // 1.5 s of 9
      { value: 0, n: 3 },
    ],
    'hold-seconds': [
      { value: 0, n: 2 },
      { value: 0, n: 1 },
    ],
    'talk-overs': [
      { value: 1, n: 1 },
      { value: 0, n: 1 },
    ],
    'speech-rate': [
      { value: 330, n: 0 },
      { value: null, n: 0 },
    ],
  });
  expect(reportOf(await readGroups(database.db, all, asked, later)).oneChannel).toBe(1);
});

test('announcements: painted of those on shift while it was shown, acknowledged of those asked, by the week of the bank’s clock and the team then', async () => {
  const { db } = database;
  const writer = '00000000-0000-4000-8000-000000000001';
  await sql`insert into unit (id, kind, name) values ('u', 'centre', 'u')`.execute(db);
  await sql`insert into person (id, staff_no, name, unit) values (${writer}, '4001', 'w', 'u')`.execute(db);
  const sent = async (
    publishedAt: string,
    importance: string,
    state: string,
    painted: readonly string[],
    acknowledged: readonly string[],
  ) => {
    const { rows } = await sql<{ id: number }>`
      insert into announcements (series, version, state, doc, author, made_at, saved_at, published_at, expires_at, ended_at)
      values (0, ${++versions}, ${state}, ${JSON.stringify({ importance, schedule: { kind: 'now' }, said: [] })}, ${writer}, now(), now(), ${publishedAt},
        ${publishedAt}::timestamptz + interval '7 days', case when ${state} = 'recalled' then ${publishedAt}::timestamptz end) returning id`.execute(
      db,
    );
    const id = rows[0]?.id as number;
    const targets = [...agents].map((agent, at) => ({ announcement: id, agent, unit: at < 3 ? 'A' : 'B' }));
    await db.insertInto('announcement_targets').values(targets).execute();
    const reports = (some: readonly string[], state: 'painted' | 'acknowledged') =>
      some.map(agent => ({ announcement: id, agent, occasion: 0, state, at: later, open_ms: null }));
    await db
      .insertInto('announcement_reports')
      .values([...reports(painted, 'painted'), ...reports(acknowledged, 'acknowledged')])
      .execute();
  };
  const here = ['1', '2', '3', '4', '5']; // 6 was away all week
  await db
    .insertInto('shift')
    .values(here.map(staff_no => ({ staff_no, starts_at: '2026-01-09T01:00:00Z', ends_at: '2026-01-09T09:00:00Z' })))
    .execute();
  let versions = 0;
  const agents = ['1', '2', '3', '4', '5', '6'];
  await sent('2026-01-04T16:30:00Z', 'confirm', 'published', ['1', '2', '3', '4'], ['1']); // Monday there
  await sent('2026-01-07T01:00:00Z', 'glance', 'published', ['1', '5'], ['5']); // nobody was asked to acknowledge
  await sent('2026-01-07T01:00:00Z', 'confirm', 'recalled', ['6'], []);
  await sent('2026-01-11T16:30:00Z', 'confirm', 'published', ['6'], []); // the next week there
  const of = async (scope: ValueScope, more: object = {}) => {
    const { rows } = reportOf(await readReachGroups(db, scope, { ...asked, ...more }, later, 'Asia/Shanghai'));
    return rows
      .filter(row => row.metric === 'reach' || row.metric === 'acknowledged')
      .map(({ assisted, weeks }) => [assisted.n, Math.round(assisted.value ?? -1), weeks.map(({ week }) => week).join()]);
  };
  expect(await of(all)).toEqual([
    [10, 60, '2026-01-05'],
    [6, 17, '2026-01-05'],
  ]);
  expect(await of({ kind: 'units', units: ['B'] })).toEqual([
    [4, 50, '2026-01-05'],
    [3, 0, '2026-01-05'],
  ]);
  expect(await of({ kind: 'own', staffNo: '2' })).toEqual([
    [2, 50, '2026-01-05'],
    [1, 0, '2026-01-05'],
  ]);
  expect(await of(all, { queue: '借记卡' })).toEqual([
    [0, -1, ''],
    [0, -1, ''],
  ]);
});

test('the tables behind it: every figure by week, team, queue and tenure', async () => {
  const { tables } = reportOf(await readGroups(database.db, all, asked, later));
  const short = (by: keyof typeof tables) =>
    tables[by]?.map(({ key, calls, figures }) => [key, calls.assisted, calls.silent, figures['look-up-seconds'].assisted.value]);
  expect({ week: short('week'), unit: short('unit'), queue: short('queue'), tenure: short('tenure') }).toEqual({
    week: [['2026-01-05', 2, 1, 6]],
    unit: [['', 2, 1, 6]],
    queue: [['借记卡', 2, 1, 6]],
    tenure: [['under-6', 2, 1, 6]],
  });
  expect(Object.keys(tables.week[0]?.figures ?? {})).toEqual(ValueMetric.options);
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

test('the CSV holds figures, their sums and definitions, and names nobody', async () => {
  const groups = await readGroups(database.db, all, asked, later);
  const csv = valueCsv(groups, new Map([['', '无班组']]), 'en');
  const [head = '', ...lines] = csv.slice(1).split('\r\n');
  const blank = lines.indexOf('');
  const cell = (line: number, name: string) => lines[line]?.split(',')[head.split(',').indexOf(name)];
  expect(csv).not.toMatch(/1027|1533/);
  expect({
    lines: lines.slice(0, blank).map(line => line.split(',').slice(0, 7).join()),
    figure: ['', ': sum', ': divided by'].map(part => cell(0, `Answered in 15 s${part}`)),
    definitions: lines
      .slice(blank + 1)
      .map(line => line.split(',').slice(0, 3).join())
      .slice(0, 3),
    last: lines.slice(blank + 2).filter(line => line !== '').length,
  }).toEqual({
    lines: ['无班组,2026-01-05,借记卡,under 6 months,assisted,2,0', '无班组,2026-01-05,借记卡,under 6 months,silent,1,0'],
    figure: ['66.667', '2', '3'],
    definitions: ['Figure,Written as,Divided by', 'Answered in 15 s,%,answers', 'Unanswered,%,questions'],
    last: ValueMetric.options.length,
  });
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
  expect(await figures(all, 'after-share')).toMatchObject({ 'after-share': [{}, { n: 45 }] }); // 3 s of talk and 42 s after it
});
