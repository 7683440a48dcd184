import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { Happening } from '#domain/event.ts';
import { ConversationId, Position, SourceId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { alertRoutes } from '#server/alerts/alert-routes.ts';
import { answerAlert, answerWithinMs, claimsOf, ownClaims } from '#server/alerts/own-alerts.ts';
import { listAlerts, readAlert, rulePrecision } from '#server/alerts/read-alerts.ts';
import { reopenAlert, settleAlert, suggestExemption } from '#server/alerts/settle-alert.ts';
import { listSuggestions } from '#server/alerts/suggestions.ts';
import { takeAlerts } from '#server/alerts/take-alerts.ts';
import { buildHttp } from '#server/http.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { noLog } from '#server/log.ts';
import { signedIn } from '#test/kit/live-database.ts';
import { olderTransactionsOver } from '#test/kit/older-transactions.ts';
import { testDatabase } from '#test/kit/postgres.ts';

const day = 20260105;
const now = Date.parse('2026-01-05T09:00:00Z');
const call = (n: number) => ConversationId.parse(`${day}-001012345678900${n}`);
const violation = (rule: string, severity: 'serious' | 'general', change: Record<string, unknown> = {}) => ({
  kind: 'violation',
  key: `violation:${rule}#3`,
  from: { kind: 'rule', key: rule, version: 1 },
  evidence: [],
  loudness: 'line',
  rank: 1,
  title: `规则${rule}`,
  severity,
  why: '……',
  doNow: '……',
  recovered: false,
  times: 1,
  settled: 'fired',
  ...change,
});
const raised = (advice: object) => ({ op: 'raised', advice });
const updated = (advice: object) => ({ op: 'updated', advice });
const acted = (act: object) => ({ kind: 'acted', act }) as Happening;
const passed: Happening = { kind: 'passed' };
const assigned = (agent: string): Happening => ({ kind: 'assigned', agent });

/** Two calls: one of agent 1027 with everything that may happen to a claim, one of 1533 where a claim is withdrawn. */
const logs: readonly (readonly { what: Happening; advice?: readonly object[] }[])[] = [
  [
    { what: assigned('1027') },
    { what: passed, advice: [raised(violation('Q01', 'general')), raised(violation('Q40', 'serious'))] },
    { what: passed, advice: [updated(violation('Q01', 'general', { times: 2, recovered: true }))] },
    { what: acted({ kind: 'contested', key: 'violation:Q40#3', reason: '那是客户说的' }) },
    { what: assigned('1533') },
    { what: passed, advice: [raised(violation('Q02', 'general', { shadow: true }))] },
    { what: acted({ kind: 'acknowledged', key: 'violation:Q02#3' }) },
    { what: acted({ kind: 'acknowledged', key: 'violation:Q01#3' }) }, // not 1533's to answer: it stays fired
  ],
  [
    { what: assigned('1533') },
    { what: passed, advice: [raised(violation('Q40', 'serious'))] },
    { what: passed, advice: [{ op: 'withdrawn', key: 'violation:Q40#3', kind: 'violation' }] },
  ],
];

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await new DayTables(db).ensure(day);
  for (const [index, log] of logs.entries())
    await db
      .insertInto('events')
      .values(
        log.map(({ what, advice = [] }, at) => ({
          day,
          conversation: call(index),
          position: at + 1,
          source: 'desk',
          seq: at + 1,
          at_ms: at * 1000,
          what: JSON.stringify(what),
          advice: JSON.stringify(advice),
          stamps: JSON.stringify({ heardAt: now + at * 1000, detectedAt: now + at * 1000 + 5 }),
          ext: null,
          epoch: 1,
          ref: null,
        })),
      )
      .execute();
  await olderTransactionsOver(db);
  await consumeOnce(db, 'alerts', takeAlerts);
});
afterAll(() => database.close());

const line = (alert: {
  rule: { key: string };
  status: string;
  agent?: { staffNo: string } | undefined;
  times: number;
  recovered: boolean;
  shadow: boolean;
}) => [alert.rule.key, alert.status, alert.agent?.staffNo, alert.times, alert.recovered, alert.shadow].join(' ');

test('claims reach the list once, serious first, with the agent who had the call then; a withdrawn one waits for nobody', async () => {
  const open = await listAlerts(database.db, 'all', { state: 'unsettled', limit: 10 });
  const settled = await listAlerts(database.db, 'all', { state: 'settled', limit: 10 });
  expect({
    open: open.alerts.map(line),
    contest: open.alerts[0]?.contest,
    counts: [open.unsettled, open.serious],
    settled: settled.alerts.map(line),
  }).toEqual({
    open: ['Q40 contested 1027 1 false false', 'Q01 fired 1027 2 true false', 'Q02 acknowledged 1533 1 false true'],
    contest: '那是客户说的',
    counts: [3, 1],
    settled: ['Q40 withdrawn 1533 1 false false'],
  });
  expect(await listAlerts(database.db, ['nowhere'], { state: 'unsettled', limit: 10 })).toEqual({ alerts: [], unsettled: 0, serious: 0 });
});

test('whoever asks for one rule is told how many of it wait, and no more', async () => {
  const page = await listAlerts(database.db, 'all', { state: 'unsettled', rule: 'Q01', limit: 10 });
  expect([page.alerts.map(({ rule }) => rule.key), page.unsettled, page.serious]).toEqual([['Q01'], 1, 0]);
});

test('reading a claim is reading the call, and is recorded', async () => {
  const { db } = database;
  const { app } = await buildHttp({
    db,
    clock: new TestClock(Date.now()),
    log: noLog,
    host: '127.0.0.1',
    screens: '/nowhere',
    features: [alertRoutes({ db, clock: new TestClock(now), told: () => {} })],
  });
  const [alert] = (await listAlerts(db, 'all', { state: 'unsettled', limit: 1 })).alerts;
  const cookie = await signedIn(db, '3001', ['alert.settle', 'conversation.read.any']);
  const get = async (id: number) => (await app.inject({ url: `/v1/alerts/${id}`, headers: { cookie } })).statusCode;
  const answers = [await get(alert?.id ?? 0), await get(999_999)];
  await app.close();
  const read = await db.selectFrom('audit').select(['subject', 'details']).where('action', '=', 'conversation.read').execute();
  expect({ answers, read }).toEqual({ answers: [200, 404], read: [{ subject: alert?.conversation, details: { alert: alert?.id } }] });
});

test('pages follow one another and lose nothing', async () => {
  const seen: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 5; pages++) {
    const page = await listAlerts(database.db, 'all', { state: 'unsettled', limit: 1, after });
    seen.push(...page.alerts.map(({ rule }) => rule.key));
    after = page.next;
    if (!after) break;
  }
  expect(seen).toEqual(['Q40', 'Q01', 'Q02']);
});

test('one alert shows the log that led to it; nobody decides their own, and only once', async () => {
  const { db } = database;
  const { alerts } = await listAlerts(db, 'all', { state: 'unsettled', limit: 10 });
  const contested = alerts[0]?.id as number;
  const detail = await readAlert(db, 'all', contested, '2001');
  expect({ rows: detail.rows.length, may: detail.mayDecide, steps: detail.steps.map(({ what, reason }) => [what, reason]) }).toEqual({
    rows: 8,
    may: true,
    steps: [['contested', '那是客户说的']],
  });
  expect((await readAlert(db, 'all', contested, '1027')).mayDecide).toBe(false);

  const settle = (by: string) =>
    db.transaction().execute(trx => settleAlert(trx, contested, by, { outcome: 'dismissed', reason: '客户的话' }, now));
  await expect(settle('1027')).rejects.toThrow(new ProblemError({ kind: 'four-eyes', action: 'settle-alert' }));
  const reopen = (by: string, at: number) => db.transaction().execute(trx => reopenAlert(trx, contested, by, at));
  await settle('2001');
  await expect(reopen('2002', now)).rejects.toThrow(ProblemError);
  await expect(reopen('2001', now + 61_000)).rejects.toThrow(ProblemError);
  await reopen('2001', now + 9000);
  expect((await readAlert(db, 'all', contested, '2001')).alert.status).toBe('contested');
  await settle('2001');
  await expect(settle('2002')).rejects.toThrow(ProblemError);
  await db.transaction().execute(trx => suggestExemption(trx, contested, '2001', { unless: '客户说' }));

  const after = await readAlert(db, 'all', contested, '2001');
  expect([after.alert.status, after.alert.decidedBy?.staffNo, after.mayDecide, after.steps.map(({ what }) => what)]).toEqual([
    'dismissed',
    '2001',
    false,
    ['contested', 'dismissed', 'reopened', 'dismissed'],
  ]);
  expect((await listSuggestions(db)).map(({ rule, unless, alert }) => [rule, unless, alert])).toEqual([['Q40', '客户说', contested]]);
  expect((await rulePrecision(db, 'all', new Date(0))).rules.find(({ rule }) => rule === 'Q40')).toEqual({
    rule: 'Q40',
    title: '规则Q40',
    fired: 2,
    confirmed: 0,
    dismissed: 1,
    contested: 1,
    recovered: 0,
    unsettled: 0,
    precision: 0,
  });
});

test('after the call the agent sees what was claimed and decided, and may answer what nobody has decided, for a week', async () => {
  const { db } = database;
  const firedAt = (await db.selectFrom('alerts').select('fired_at').where('rule', '=', 'Q01').executeTakeFirstOrThrow()).fired_at.getTime();
  const seen = async (asker: string, at = firedAt) =>
    (await claimsOf(db, call(0), asker, at)).claims.map(({ alert, steps, answerUntil }) => [
      alert.rule.key,
      alert.status,
      steps.at(-1)?.reason ?? null,
      answerUntil !== undefined,
    ]);
  expect(await seen('1027')).toEqual([
    ['Q01', 'fired', null, true],
    ['Q40', 'dismissed', '客户的话', false],
    ['Q02', 'acknowledged', null, false],
  ]);
  expect((await seen('1533')).map(([rule]) => rule)).toEqual(['Q01', 'Q40']); // Q02 ran in shadow: 1533 never saw it
  expect((await seen('1027', firedAt + answerWithinMs + 1)).map(([, , , may]) => may)).toEqual([false, false, false]);

  const [own] = (await claimsOf(db, call(0), '1027', firedAt)).claims;
  const id = own?.alert.id as number;
  const answer = (by: string, what: Parameters<typeof answerAlert>[3], at = firedAt) =>
    db.transaction().execute(trx => answerAlert(trx, id, by, what, at));
  const refused = [
    () => answer('1533', { answer: 'contested', reason: '不是我' }),
    () => answer('1027', { answer: 'contested' }),
    () => answer('1027', { answer: 'contested', reason: '太晚了' }, firedAt + answerWithinMs + 1),
  ];
  for (const attempt of refused) await expect(attempt()).rejects.toThrow(ProblemError);
  await answer('1027', { answer: 'acknowledged' });
  await answer('1027', { answer: 'contested', reason: '客户先报的余额' });
  expect((await readAlert(db, 'all', id, '2001')).alert).toMatchObject({ status: 'contested', contest: '客户先报的余额' });
  expect(await ownClaims(db, '1027', day)).toEqual({ conversations: [{ conversation: call(0), claims: 2, waiting: 1, contested: 2 }] });
});

test('the database itself refuses that somebody decides on their own', async () => {
  const own = database.db.updateTable('alerts').set({ status: 'confirmed', decided_by: '1533' }).where('rule', '=', 'Q02').execute();
  await expect(own).rejects.toThrow('never_by_oneself');
});

test('what comes again after a decision changes its count, not the decision', async () => {
  const { db } = database;
  await consumeAgain();
  const row = await db
    .selectFrom('alerts')
    .select(['status', 'times'])
    .where('conversation', '=', call(0))
    .where('rule', '=', 'Q40')
    .executeTakeFirst();
  expect(row).toEqual({ status: 'dismissed', times: 3 });
});

async function consumeAgain(): Promise<void> {
  const advice = violation('Q40', 'serious', { times: 3 });
  await database.db.transaction().execute(trx =>
    takeAlerts(trx, [
      {
        conversation: call(0),
        event: { position: Position.parse(9), atMs: 9000, source: SourceId.parse('desk'), what: passed },
        advice: [updated(advice) as never],
        storedAt: new Date(),
      },
    ]),
  );
}
