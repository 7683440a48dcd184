import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { UserId } from '#domain/ids.ts';
import type { RobotHandoverList, RobotTaskList } from '#protocol/robot-tasks.ts';
import type { AskedForRun, BotDiff, BotList, BotWhole, CredentialList, SavedBotDraft, ScheduleList } from '#protocol/robots.ts';
import { buildHttp, type Http } from '#server/http.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { noLog } from '#server/log.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { openSession } from '#server/people/sessions.ts';
import { botRoutes } from '#server/robots/bots/bot-routes.ts';
import { credentialFor } from '#server/robots/bots/credential-for.ts';
import { credentialRoutes } from '#server/robots/bots/credential-routes.ts';
import { taskRoutes } from '#server/robots/tasks/task-routes.ts';
import { fireSchedules } from '#server/robots/triggers/fire-schedules.ts';
import { offersFor } from '#server/robots/triggers/offers.ts';
import { takeRobotEvents } from '#server/robots/triggers/take-events.ts';
import { triggerRoutes } from '#server/robots/triggers/trigger-routes.ts';
import { seedTicketPlan } from '#server/tickets/demo-tickets.ts';
import { keyRing } from '#server/vault/seal.ts';
import { olderTransactionsOver } from '#test/kit/older-transactions.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

const content = fileURLToPath(new URL('../../../../content/jianghai', import.meta.url));
const ring = keyRing(new Uint8Array(32).fill(7));
const canary = 'canary-Zq81';
const local = (text: string) => Date.parse(`${text}+08:00`);
let now = local('2026-02-13T12:00'); // the Friday before the make-up Saturday of the Spring Festival
const clock = { ...systemClock, now: () => now };
let database: TestDatabase;
let http: Http;
const sessions = new Map<string, { cookie: string; csrf: string }>();

beforeAll(async () => {
  database = await testDatabase({ poolSize: 8 });
  const { db } = database;
  await seedDemoPeople(db);
  await seedTicketPlan(db, content, '4001', '4002');
  http = await buildHttp({
    ...{ db, clock: systemClock, log: noLog, host: '127.0.0.1', screens: content, requestsPerMinute: 1_000_000 },
    features: [
      botRoutes({ db, clock }),
      credentialRoutes({ db, clock, ring }),
      taskRoutes({ db, clock }),
      triggerRoutes({ db, clock, ring }),
    ],
  });
  await http.app.ready();
  for (const staffNo of ['1027', '5001', '5002', '5003', '5004']) {
    const { id } = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
    const { token, csrf } = await openSession(db, systemClock, UserId.parse(id));
    sessions.set(staffNo, { cookie: `deskside=${token}`, csrf });
  }
});
afterAll(async () => {
  await http?.app.close();
  await database?.close();
});

const text = (more = '', title = '日终取数') => `format: 1
bot: daily
title: ${title}
purpose: extraction
targets: { core: { title: 核心系统, origin: 'http://core.bank' } }
secrets: { clerk: { target: core, role: 运行岗 } }
${more}steps:
  - { id: look, do: wait, ms: 5 }
`;
const triggers = `triggers:
  - { on: schedule, at: ['08:00'], days: working-days }
  - { on: queue, queue: days }
  - { on: process-started, process: P01, mode: start }
  - { on: wrap-up-confirmed, mode: start }
`;

test('a version lives through four eyes, and goes back with one click', async () => {
  const broken = await ask<SavedBotDraft>('5003', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text('lane: 7\n') });
  expect(broken).toEqual({ number: 1, revision: 1, problems: [{ line: 7, column: 7, field: 'lane', why: 'there is no field lane here' }] });
  expect(await problem('5003', 'POST', '/v1/robots/bots/daily/versions/1/submit', {})).toMatchObject({ kind: 'invalid', field: 'yaml' });
  expect(await problem('5003', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text(), revision: 7 })).toMatchObject({ kind: 'conflict' });
  await ask('5003', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text(triggers), revision: 1 });
  expect(await problem('5002', 'GET', '/v1/robots/bots/daily/versions/1')).toMatchObject({ kind: 'not-found' }); // a draft is its author's
  await ask('5003', 'POST', '/v1/robots/bots/daily/versions/1/submit', { note: '首版' });

  const decide = (who: string, decision: string) =>
    problem(who, 'POST', '/v1/robots/bots/daily/versions/1/decide', { decision, reason: '可以' });
  expect(await decide('5001', 'approved')).toMatchObject({ kind: 'not-allowed' });
  await grant('5003', 'robot-approver');
  expect(await decide('5003', 'approved')).toMatchObject({ kind: 'four-eyes' });
  const own = { state: 'approved', approver: '5003', decided_at: new Date() } as const;
  await expect(database.db.updateTable('robot_versions').set(own).where('bot', '=', 'daily').execute()).rejects.toThrow('bot_four_eyes');
  expect(await decide('5002', 'approved')).toBeUndefined();
  expect(await problem('5003', 'POST', '/v1/robots/bots/daily/versions/1/live', { reason: '上线' })).toMatchObject({ kind: 'four-eyes' });
  await ask('5002', 'POST', '/v1/robots/bots/daily/versions/1/live', { reason: '上线' });
  const edited = database.db.updateTable('robot_versions').set({ yaml: 'x' }).where('bot', '=', 'daily').execute();
  await expect(edited).rejects.toThrow('a submitted version does not change');

  await ask('5003', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text(triggers, '日终取数二') });
  await ask('5003', 'POST', '/v1/robots/bots/daily/versions/2/submit', {});
  await ask('5002', 'POST', '/v1/robots/bots/daily/versions/2/decide', { decision: 'approved' });
  await ask('5002', 'POST', '/v1/robots/bots/daily/versions/2/live', { reason: '新名称' });
  const diff = await ask<BotDiff>('5002', 'GET', '/v1/robots/bots/daily/diff?from=1&to=2');
  expect(diff.words).toEqual([{ where: 'title', change: 'changed', before: '日终取数', after: '日终取数二' }]);
  await ask('5002', 'POST', '/v1/robots/bots/daily/versions/1/live', { reason: '退回' });
  const whole = await ask<BotWhole>('5001', 'GET', '/v1/robots/bots/daily');
  expect(whole.versions.map(({ number, state }) => `${number} ${state}`)).toEqual(['2 approved', '1 live']);
  expect((await ask<BotList>('5001', 'GET', '/v1/robots/bots')).bots).toMatchObject([{ bot: 'daily', live: 1, submitted: [], drafts: 0 }]);
  await ask('5003', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text(triggers) });
  expect(await problem('5003', 'POST', '/v1/robots/bots/daily/versions/3/submit', {})).toMatchObject({
    kind: 'conflict',
    why: 'version 1 says the same and is live',
  });
});

test('a credential is set, renewed and used; nobody reads it, and neither author nor approver owns it', async () => {
  const set = { bot: 'daily', target: 'core', role: '运行岗', user: 'rpa01', password: canary, rotateBy: '2026-12-31' };
  for (const staffNo of ['5001', '5002', '1027'])
    expect(await problem(staffNo, 'GET', '/v1/robots/credentials')).toEqual({ kind: 'not-allowed', action: 'robot.credential' });
  await grant('5002', 'robot-credential-owner');
  expect(await problem('5002', 'PUT', '/v1/robots/credentials', set)).toMatchObject({ kind: 'four-eyes' });
  expect(await problem('5004', 'PUT', '/v1/robots/credentials', { ...set, role: '柜员' })).toMatchObject({ kind: 'not-found' });
  await ask('5004', 'PUT', '/v1/robots/credentials', set);
  expect(await ask('5004', 'PUT', '/v1/robots/credentials', { ...set, password: `${canary}2` })).toMatchObject({ rotated: true });
  const asked = { bot: 'daily', target: 'core', role: '运行岗', run: 'r1', step: 'sign-in' };
  expect(await credentialFor(database.db, ring, asked, new Date(now))).toEqual({ ok: true, user: 'rpa01', password: `${canary}2` });
  expect(await credentialFor(database.db, ring, { ...asked, bot: 'other' }, new Date(now))).toMatchObject({ ok: false });
  const newRing = keyRing(new Uint8Array(32).fill(8), [new Uint8Array(32).fill(7)]);
  await credentialFor(database.db, newRing, asked, new Date(now)); // sealed anew with the key in use
  expect(await credentialFor(database.db, ring, asked, new Date(now))).toMatchObject({ ok: false });
  await credentialFor(database.db, newRing, asked, new Date(now));

  const list = await inject('5004', 'GET', '/v1/robots/credentials');
  expect(list.body).not.toContain(canary);
  expect(list.json<CredentialList>().credentials).toMatchObject([
    { bot: 'daily', needed: true, stopped: false, set: { owner: { staffNo: '5004' }, uses: 3 } },
  ]);
  const { rows } = await sql<{ found: number }>`select count(*) as found from robot_credentials c, audit a
    where c::text like ${`%${canary}%`} or a::text like ${`%${canary}%`}`.execute(database.db);
  expect(rows).toEqual([{ found: 0 }]);
  await grant('5004', 'robot-author');
  expect(await problem('5004', 'PUT', '/v1/robots/bots/daily/draft', { yaml: text() })).toMatchObject({ kind: 'four-eyes' });
});

test('schedules: a make-up Saturday fires, holidays do not, two nodes fire once, what was missed is caught up once', async () => {
  const due = async () => (await ask<ScheduleList>('5001', 'GET', '/v1/robots/schedules')).schedules[0];
  const schedule = (await due())?.schedule;
  expect((await due())?.next.map(at => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16))).toEqual([
    '2026-02-14T08:00', // Saturday, worked
    '2026-02-24T08:00', // the Tuesday after nine days off
    '2026-02-25T08:00',
    '2026-02-26T08:00',
    '2026-02-27T08:00',
  ]);
  const fire = () => fireSchedules({ db: database.db, ring, clock, log: noLog });
  const both = async () => (await Promise.all([fire(), fire(), fire()])).reduce((sum, one) => sum + one, 0);
  now = local('2026-02-14T08:00:03');
  expect([await both(), await both()]).toEqual([1, 0]);
  now = local('2026-02-16T08:00:03'); // Monday, a holiday
  expect(await both()).toBe(0);
  now = local('2026-02-26T20:00'); // down since the 16th: three moments went by
  expect([await both(), await both()]).toEqual([1, 0]);
  expect((await due())?.last).toMatchObject({ due: new Date(local('2026-02-26T08:00')).toISOString(), missed: 3, run: expect.any(String) });
  await ask('5001', 'POST', `/v1/robots/schedules/daily/${schedule}`, { on: false });
  now = local('2026-03-02T08:00:03');
  expect(await both()).toBe(0);
  await ask('5001', 'POST', `/v1/robots/schedules/daily/${schedule}`, { on: true });
  expect(await both()).toBe(0); // nothing of the time it was off is caught up
});

test('events of conversations start a robot once each, and not for what happened before', async () => {
  const call = storedCallId(1);
  const topic = {
    kind: 'topic',
    key: 't',
    process: 'P01',
    title: '挂失',
    state: 'active',
    by: 'heard',
    confidence: 1,
    evidence: [],
    loudness: 'quiet',
  };
  await storeCall(database.db, call, { agent: '1027' });
  expect((await offersFor(database.db, { t: topic as never })).length).toBe(0); // daily starts by itself and is offered to nobody
  await storeRows(database.db, call, [
    { what: { kind: 'passed' }, advice: [{ op: 'raised', advice: topic }] },
    { what: { kind: 'passed' }, advice: [{ op: 'updated', advice: topic }] },
    { what: { kind: 'acted', act: { kind: 'wrapped' } } },
  ]);
  const take = takeRobotEvents(ring);
  await Promise.all([consumeOnce(database.db, 'robot-events', take), consumeOnce(database.db, 'robot-events', take)]);
  await consumeOnce(database.db, 'robot-events', take);
  await consumeOnce(database.db, 'robot-events-again', take); // even from the beginning of the log
  const runs = () =>
    database.db.selectFrom('robot_runs').select(['cause', 'asked_for']).where('conversation', '=', call).orderBy('seq').execute();
  const started = [
    { cause: { kind: 'event', on: 'process-started', position: 1 }, asked_for: '1027' },
    { cause: { kind: 'event', on: 'wrap-up-confirmed', position: 3 }, asked_for: '1027' },
  ];
  expect(await runs()).toEqual(started);
  await database.db
    .updateTable('robot_due')
    .set({ since: new Date(Date.now() + 3_600_000) })
    .execute();
  await storeRows(database.db, call, [{ what: { kind: 'acted', act: { kind: 'wrapped' } } }], 4);
  await consumeOnce(database.db, 'robot-events', take);
  expect(await runs()).toEqual(started);
});

const gatedBot = `format: 1
bot: gated
title: 事后登记
purpose: process
gate: { verified: true, consented: true }
triggers:
  - { on: process-started, process: P05, mode: start }
  - { on: node-reached, node: P05/tell, mode: start }
  - { on: slot-filled, slot: lossType, mode: start }
  - { on: hand-off-raised, mode: start }
  - { on: wrap-up-confirmed, process: P05, mode: start }
steps:
  - { id: look, do: wait, ms: 5 }
`;
const quiet = { evidence: [], loudness: 'quiet' };
const stepOf = (node: string, state: string, more: object = {}) => ({
  op: 'raised',
  advice: {
    ...quiet,
    ...{ key: `step:P05/${node}`, kind: 'step', process: 'P05', node, seq: 1, title: node, required: true, state, current: false },
    ...more,
  },
});
const verifiedNow = stepOf('verify', 'done', { establishes: 'verified' });
const agreed = (state: string) =>
  stepOf('confirm', state, { establishes: 'consented', evidence: [{ position: 2, revision: 0, span: [0, 2] }] });
const said = (position: number, speaker: string, words: string) => ({
  kind: 'heard',
  utterance: { position, revision: 0, speaker, text: words, startMs: 0, endMs: 1, confidence: 1 },
});
/** Everything a trigger may wait for. */
const happening = [
  {
    what: said(3, 'agent', '好的'),
    advice: [
      {
        ...{ op: 'raised' },
        advice: { ...quiet, ...{ key: 't', kind: 'topic', process: 'P05', title: '', state: 'active', by: 'heard', confidence: 1 } },
      },
      stepOf('tell', 'done'),
      { op: 'raised', advice: { ...quiet, key: 's', kind: 'slot', slot: 'lossType', title: '原因', value: '遗失', status: 'filled' } },
      { op: 'raised', advice: { ...quiet, key: 'h', kind: 'handoff' } },
    ],
  },
  { what: { kind: 'acted', act: { kind: 'wrapped' } } },
];
const occasions = ['hand-off-raised', 'node-reached', 'process-started', 'slot-filled', 'wrap-up-confirmed'];
const gates = [
  { when: 'all of it holds', before: [verifiedNow, agreed('done')], after: [], runs: occasions, why: null },
  { when: 'the customer did not agree', before: [verifiedNow, agreed('pending')], after: [], runs: [], why: 'locked: consented' },
  { when: 'nobody was verified', before: [agreed('done')], after: [], runs: [], why: 'locked: verified' },
  {
    when: 'it was taken back before the robot could be started',
    before: [verifiedNow, agreed('done')],
    after: [{ what: said(5, 'customer', '等等先别办'), advice: [agreed('pending')] }],
    runs: [],
    why: 'locked: consented',
  },
] as const;
test('the gate of a bot is judged whatever in a conversation sets it off; locked, nothing runs and it is kept why', async () => {
  await ask('5003', 'PUT', '/v1/robots/bots/gated/draft', { yaml: gatedBot });
  await ask('5003', 'POST', '/v1/robots/bots/gated/versions/1/submit', {});
  await ask('5002', 'POST', '/v1/robots/bots/gated/versions/1/decide', { decision: 'approved' });
  await ask('5002', 'POST', '/v1/robots/bots/gated/versions/1/live', { reason: '上线' });
  const { db } = database;
  const asked = [];
  for (const [at, { before, after }] of gates.entries()) {
    const call = storedCallId(40 + at);
    asked.push(call);
    await storeCall(db, call, { agent: '1027' });
    const rows = [{ what: said(1, 'agent', '确认办理吗') }, { what: said(2, 'customer', '办吧'), advice: before }, ...happening, ...after];
    await storeRows(db, call, rows as unknown as Parameters<typeof storeRows>[2]);
  }
  await olderTransactionsOver(db);
  await consumeOnce(db, 'robot-gates', takeRobotEvents(ring));
  const found = await Promise.all(
    asked.map(async (call, at) => {
      const runs = await db
        .selectFrom('robot_runs')
        .select(['cause', 'consent'])
        .where('bot', '=', 'gated')
        .where('conversation', '=', call)
        .execute();
      const fired = await db
        .selectFrom('robot_fired')
        .select(['why', 'run'])
        .where('bot', '=', 'gated')
        .where('occasion', 'like', `${call}%`)
        .execute();
      return {
        when: gates[at]?.when,
        runs: runs.flatMap(({ cause, consent }) => (cause.kind === 'event' && Number(consent) === 2 ? [cause.on] : ['?'])).sort(),
        fired: fired.map(({ why, run }) => (run === null ? why : null)),
      };
    }),
  );
  expect(found).toEqual(gates.map(({ when, runs, why }) => ({ when, runs, fired: occasions.map(() => why) })));
  const locked = await db.selectFrom('audit').select('details').where('action', '=', 'robot-run-locked').execute();
  expect(locked.length).toBe(occasions.length * gates.filter(({ why }) => why !== null).length);
  const { events } = await ask<ScheduleList>('5001', 'GET', '/v1/robots/schedules');
  expect(events.filter(({ bot }) => bot === 'gated').map(({ last }) => last?.why ?? last?.run !== undefined)).toHaveLength(
    occasions.length,
  );
});

test('a queue takes a reference once; an API key starts what says so; inputs are named where they are wrong', async () => {
  const post = (reference: string, inputs = {}) => ask<AskedForRun>('5001', 'POST', '/v1/robots/queues/days/items', { reference, inputs });
  const [first, second] = await Promise.all([post('D-1'), post('D-1')]);
  expect([first, second].map(one => one.kind === 'queued' && one.again).sort()).toEqual([false, true]);
  expect(first.kind === 'queued' && second.kind === 'queued' && first.run === second.run).toBe(true);
  expect(await post('D-2', { lane: 7 })).toEqual({ kind: 'refused', problems: [{ field: 'lane', why: 'this bot has no such input' }] });
  expect(await post('D-2')).toMatchObject({ kind: 'queued', again: false }); // refused before, mended now
  const { key } = await createApiKey(database.db, { name: 'core', scopes: ['robot.ask'], by: null });
  const byKey = await http.app.inject({
    method: 'POST',
    url: '/v1/robots/bots/daily/runs',
    headers: { authorization: `Bearer ${key}` },
    payload: {},
  });
  expect(byKey.json().problem).toEqual({ kind: 'not-allowed', action: 'start daily by API: it has no trigger on: api' });
  await grant('5003', 'robot-operator');
  expect(await problem('5003', 'POST', '/v1/robots/bots/daily/runs', {})).toMatchObject({ kind: 'four-eyes' });
  expect(await ask('5003', 'POST', '/v1/robots/bots/daily/versions/2/dry-run', {})).toMatchObject({ kind: 'queued' });
});

test('approval not by who asked; a decision needs a second person, who approves; 交接 is signed for', async () => {
  const { run } = (await ask<AskedForRun>('5001', 'POST', '/v1/robots/bots/daily/runs', {})) as { run: string };
  const [approval, decision] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await makeTask(approval, run, 'approval');
  await grant('5001', 'robot-approver');
  const settle = (who: string, task: string, kind: string) =>
    problem(who, 'POST', `/v1/robots/tasks/${task}/settle`, { answer: { kind }, reason: '核对无误' });
  expect(await settle('5001', approval, 'approved')).toEqual({ kind: 'four-eyes', action: 'robot.approval' });
  expect(await settle('5004', approval, 'approved')).toMatchObject({ kind: 'not-allowed' });
  expect(await settle('5002', approval, 'approved')).toBeUndefined();

  await database.db.updateTable('robot_runs').set({ asked_by: 'system' }).where('id', '=', run).execute();
  await makeTask(decision, run, 'decision', 'system');
  expect((await ask<RobotTaskList>('5001', 'GET', '/v1/robots/tasks')).tasks).toMatchObject([
    { id: decision, title: '日终取数', state: 'open' },
  ]);
  const given = await ask<{ id: number }>('5001', 'POST', '/v1/robots/handovers', { to: '5002', tasks: { [decision]: '已电话核实' } });
  expect(await problem('5001', 'POST', `/v1/robots/handovers/${given.id}/take`, {})).toMatchObject({ kind: 'not-allowed' });
  await ask('5002', 'POST', `/v1/robots/handovers/${given.id}/take`, { remark: '收到' });
  expect((await ask<RobotHandoverList>('5002', 'GET', '/v1/robots/handovers')).handovers).toMatchObject([
    { by: { staffNo: '5001' }, remark: '收到', tasks: [{ id: decision, title: '提交', note: '已电话核实', open: true }] },
  ]);
  expect(await settle('5001', decision, 'took-effect')).toBeUndefined();
  expect(await settle('5001', decision, 'took-effect')).toMatchObject({ kind: 'four-eyes' });
  expect((await ask<RobotTaskList>('5002', 'GET', '/v1/robots/tasks')).tasks).toMatchObject([{ state: 'second', by: { staffNo: '5001' } }]);
  expect(await settle('5002', decision, 'took-effect')).toBeUndefined();
  expect((await ask<RobotTaskList>('5002', 'GET', '/v1/robots/tasks')).tasks).toEqual([]);
});

test('whoever owns a credential has it used by nobody for them, and an author runs dry only', async () => {
  const { run } = (await ask<AskedForRun>('5001', 'POST', '/v1/robots/queues/days/items', { reference: 'D-9' })) as { run: string };
  const asked = { bot: 'daily', target: 'core', role: '运行岗', run, step: 'sign-in' };
  const newRing = keyRing(new Uint8Array(32).fill(8), [new Uint8Array(32).fill(7)]);
  const as = async (by: string, mode: 'real' | 'dry' = 'real') => {
    await database.db.updateTable('robot_runs').set({ asked_by: by, mode }).where('id', '=', run).execute();
    const found = await credentialFor(database.db, newRing, asked, new Date(now));
    return found.ok ? 'opened' : 'message' in found.trouble && found.trouble.message;
  };
  expect([await as('5004'), await as('5003'), await as('5003', 'dry'), await as('5001'), await as('system')]).toEqual([
    'whoever owns a credential does not have it used',
    'whoever wrote a version does not run it',
    ...['opened', 'opened', 'opened'],
  ]);
});

async function makeTask(id: string, run: string, kind: 'approval' | 'decision', askedBy = '5001'): Promise<void> {
  const { version } = await database.db.selectFrom('robot_runs').select('version').where('id', '=', run).executeTakeFirstOrThrow();
  await database.db
    .insertInto('robot_tasks')
    .values({
      ...{ id, run, path: 'look', step: 'look', bot: 'daily', version, kind, shows: JSON.stringify({ title: '提交', values: [] }) },
      ...{ until_at: null, otherwise: null, asked_by: askedBy, asked_for: null, conversation: null, made_at: new Date() },
      ...{ answer: null, reason: null, settled_by: null, settled_at: null, second_by: null, second_at: null },
    })
    .execute();
}

async function grant(staffNo: string, role: string): Promise<void> {
  const { id } = await database.db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
  await database.db.insertInto('person_role').values({ person: id, role, unit: 'centre' }).execute();
}

function inject(staffNo: string, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) {
  const { cookie, csrf } = sessions.get(staffNo) ?? { cookie: '', csrf: '' };
  return http.app.inject({ method, url, headers: { cookie, 'x-csrf': csrf }, ...(payload ? { payload } : {}) });
}

async function ask<T>(staffNo: string, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object): Promise<T> {
  const answer = await inject(staffNo, method, url, payload);
  if (answer.statusCode >= 400 && answer.statusCode !== 422) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.body === '' ? (undefined as T) : answer.json<T>();
}

async function problem(staffNo: string, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object): Promise<unknown> {
  const answer = await inject(staffNo, method, url, payload);
  return answer.body === '' ? undefined : answer.json().problem;
}
