import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { systemClock } from '#adapters/clock/system-clock.ts';
import type { Happening } from '#domain/event.ts';
import { type ConversationId, UserId } from '#domain/ids.ts';
import type { DeskBots, DeskRuns, StartedFromDesk } from '#protocol/robot-desk.ts';
import { buildHttp, type Http } from '#server/http.ts';
import type { Owner } from '#server/live/owner.ts';
import { noLog } from '#server/log.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { openSession } from '#server/people/sessions.ts';
import { seedDemoBots } from '#server/robots/bots/demo-bots.ts';
import { deskRobotRoutes } from '#server/robots/desk/desk-robot-routes.ts';
import { DeskRobots } from '#server/robots/desk/desk-robots.ts';
import { tellCalls } from '#server/robots/desk/tell-calls.ts';
import { keyRing } from '#server/vault/seal.ts';
import { patient } from '#test/kit/patient.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

const ring = keyRing(new Uint8Array(32).fill(7));
const bots = fileURLToPath(new URL('../../../../content/jianghai/robots', import.meta.url));
let database: TestDatabase;
let http: Http;
let bot: DeskBots['bots'][number];
const sessions = new Map<string, { cookie: string; csrf: string }>();
const bus = new BusInProcess(error => {
  throw error;
});

beforeAll(async () => {
  database = await testDatabase({ poolSize: 8 });
  const { db } = database;
  await seedDemoPeople(db);
  const people = { author: '5003', approver: '5002', owner: '5004' };
  await seedDemoBots(db, ring, bots, { origin: 'http://127.0.0.1:9', accounts: [] }, people, new Date());
  http = await buildHttp({
    ...{ db, clock: systemClock, log: noLog, host: '127.0.0.1', screens: bots, requestsPerMinute: 1_000_000 },
    features: [deskRobotRoutes({ db, ring, bus, clock: systemClock })],
  });
  await http.app.ready();
  for (const staffNo of ['1027', '1533']) {
    const { id } = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
    const { token, csrf } = await openSession(db, systemClock, UserId.parse(id));
    sessions.set(staffNo, { cookie: `deskside=${token}`, csrf });
  }
  const offered = (await ask('1027', 'GET', '/v1/desk/robots')).json<DeskBots>();
  expect(offered.bots.map(one => one.bot)).toEqual(['card-loss']);
  bot = offered.bots[0] as typeof bot;
});
afterAll(async () => {
  await http?.app.close();
  await database?.close();
});

const common = { evidence: [], loudness: 'quiet' };
const topic = {
  ...common,
  key: 'topic:P01',
  kind: 'topic',
  process: 'P01',
  title: '口头挂失',
  state: 'active',
  by: 'heard',
  confidence: 1,
};
const step = (node: string, state: string, more: object = {}) => ({
  op: 'raised',
  advice: {
    ...common,
    key: `step:P01/${node}`,
    kind: 'step',
    process: 'P01',
    node,
    seq: 1,
    title: node,
    required: true,
    state,
    current: false,
    ...more,
  },
});
const words = (position: number) => ({ position, revision: 0, span: [0, 2] });
const consent = (state: string, ...positions: readonly number[]) =>
  step('confirmDo', state, { establishes: 'consented', evidence: positions.map(words) });
const heard = (position: number, speaker: string, text: string) => ({
  kind: 'heard',
  utterance: { position, revision: 0, speaker, text, startMs: 0, endMs: 1, confidence: 1 },
});
const verified = step('verify', 'done', { establishes: 'verified' });
/** A call as far as 办吧: everything the gate asks for is there. */
const complete = [
  { what: heard(1, 'agent', '确认现在为您办理挂失吗'), advice: [{ op: 'raised', advice: topic }, verified] },
  { what: heard(2, 'customer', '办吧'), advice: [step('tellValidity', 'done'), step('tellUnloss', 'out-of-order'), consent('done', 1, 2)] },
];
const inputs = { phone: '19900000016', cardTail: '4417', customerName: '周明远', lossType: '遗失' };
let calls = 0;

const cases: readonly { when: string; rows: readonly object[]; agent?: string; inputs?: object; version?: string; answer: string }[] = [
  { when: 'everything is said and the customer agreed', rows: complete, answer: 'started, consent 2' },
  {
    when: 'the process has not begun',
    rows: [{ what: heard(1, 'customer', '你好') }],
    answer: 'conflict: card-loss is not offered in this call now',
  },
  {
    when: 'nothing is verified and nothing told',
    rows: [{ what: heard(1, 'customer', '我卡丢了'), advice: [{ op: 'raised', advice: topic }] }],
    answer: 'conflict: locked: verified, P01/tellValidity, P01/tellUnloss, consented',
  },
  {
    when: 'the customer took it back meanwhile',
    rows: [...complete, { what: heard(3, 'customer', '等等先别办'), advice: [consent('pending', 1, 2)] }],
    answer: 'conflict: locked: consented',
  },
  {
    when: 'verification failed after all',
    rows: [...complete, { what: heard(3, 'agent', '信息不对'), advice: [step('verify', 'pending', { establishes: 'verified' })] }],
    answer: 'conflict: locked: verified',
  },
  {
    when: 'the consent was ticked by hand',
    rows: [...complete, { what: { kind: 'acted', act: { kind: 'wrapped' } }, advice: [consent('done')] }],
    answer: 'conflict: locked: consented',
  },
  {
    when: 'consent came before what had to be told',
    rows: [...complete, { what: heard(3, 'customer', '嗯'), advice: [consent('out-of-order', 1, 2)] }],
    answer: 'conflict: locked: consented',
  },
  {
    when: 'only the agent spoke of consent',
    rows: [...complete, { what: heard(3, 'agent', '嗯'), advice: [consent('done', 1)] }],
    answer: 'conflict: locked: consented',
  },
  { when: "it is somebody else's call", rows: complete, agent: '1533', answer: 'not-found' },
  {
    when: 'the card shows a version that is not live any more',
    rows: complete,
    version: 'old',
    answer: 'conflict: another version of card-loss is live by now: look at the card again',
  },
  {
    when: 'an input is wrong',
    rows: complete,
    inputs: { ...inputs, cardTail: '44' },
    answer: 'invalid: cardTail has 4 digits and nothing else',
  },
];
test.each(cases)('start when $when: $answer', async ({ rows, agent = '1027', inputs: given = inputs, version = bot.version, answer }) => {
  const conversation = await call(rows, agent);
  const { statusCode, json } = await ask('1027', 'POST', '/v1/desk/robots/runs', start(conversation, { inputs: given, version }));
  const said = json<{ problem?: { kind: string; why?: string; field?: string } } & StartedFromDesk>();
  const run = await database.db.selectFrom('robot_runs').selectAll().where('conversation', '=', conversation).executeTakeFirst();
  if (answer.startsWith('started')) {
    expect({ statusCode, answer: `started, consent ${run?.consent}` }).toEqual({ statusCode: 200, answer });
    expect([run?.asked_by, run?.asked_for, run?.cause, run?.priority]).toEqual(['1027', '1027', { kind: 'card' }, 9]);
    expect(JSON.stringify(run)).not.toContain('19900000016');
  } else {
    const { kind, why, field } = said.problem ?? { kind: '' };
    expect(`${kind}${why ? `: ${field ? `${field} ` : ''}${why}` : ''}`).toBe(answer);
    expect(run).toBeUndefined();
  }
});

test('the same card asking again gets its run; another card waits until that is over; two calls do not meet', async () => {
  const [one, other] = [await call(complete), await call(complete)];
  const ref = randomUUID();
  const first = await Promise.all([1, 2, 3].map(() => ask('1027', 'POST', '/v1/desk/robots/runs', start(one, { ref }))));
  const runs = new Set(first.map(answered => answered.json<StartedFromDesk>().run));
  expect([runs.size, first.map(({ statusCode }) => statusCode)]).toEqual([1, [200, 200, 200]]);
  const [run] = runs;
  expect(why(await ask('1027', 'POST', '/v1/desk/robots/runs', start(one, {})))).toBe(`card-loss is under way in this call: run ${run}`);
  expect((await ask('1027', 'POST', '/v1/desk/robots/runs', start(other, { inputs: { ...inputs, cardTail: '7781' } }))).statusCode).toBe(
    200,
  );
  expect(why(await ask('1533', 'POST', `/v1/desk/robots/runs/${run}/by-hand`, {}))).toBe('not-found');
  expect((await ask('1027', 'POST', `/v1/desk/robots/runs/${run}/by-hand`, {})).statusCode).toBe(200);
});

test('desks are told how a run stands, and the call what became of it, once', async () => {
  const conversation = await call(complete);
  const { run } = (await ask('1027', 'POST', '/v1/desk/robots/runs', start(conversation, {}))).json<StartedFromDesk>();
  const told: { ref: string; what: Happening }[] = [];
  const owner: Pick<Owner, 'tell'> = {
    tell: (id, _source, ref, what, settle) => {
      if (id === conversation && !told.some(one => one.ref === ref)) told.push({ ref, what });
      settle(null);
    },
  };
  const robots = new DeskRobots({ db: database.db, bus, clock: systemClock, log: noLog, owner });
  const seen: DeskRuns[] = [];
  const leave = robots.follow(conversation, runs => seen.push(runs));
  await vi.waitUntil(() => seen.length > 0, patient);
  expect(seen[0]?.runs).toMatchObject([
    { id: run, bot: 'card-loss', state: 'queued', askedBy: '1027', consent: 2, outputs: {}, takingOver: false },
  ]);
  expect(seen[0]?.runs[0]?.steps.map(({ title, titleEn, state }) => `${title} ${titleEn} ${state}`)).toEqual([
    '签到 Sign in pending',
    '查询卡片 Look up the card pending',
    '查看卡状态 Look at the card’s state pending',
    '填写挂失登记 Fill in the report of loss pending',
    '提交挂失 Submit the report of loss pending',
    '核对结果 Check the result pending',
  ]);
  const outputs = JSON.stringify({ time: '10:42', serial: 'GS20261122114417', seen: '持卡人手机19900000016' });
  await database.db.updateTable('robot_runs').set({ state: 'done', outputs, ended_at: new Date() }).where('id', '=', run).execute();
  await vi.waitUntil(() => seen.at(-1)?.runs[0]?.state === 'done', patient);
  leave();
  robots.close();
  await tellCalls(database.db, owner);
  expect(told).toEqual([
    {
      ref: `${run}:asked`,
      what: {
        kind: 'informed',
        about: 'robot/card-loss',
        fields: { 'run.id': run, 'run.by': '1027', 'run.consent': '2', 'run.state': 'asked' },
      },
    },
    {
      ref: `${run}:ended`,
      what: {
        kind: 'informed',
        about: 'robot/card-loss',
        fields: {
          time: '10:42',
          serial: 'GS20261122114417',
          seen: '持卡人手机••••0016',
          'run.id': run,
          'run.by': '1027',
          'run.state': 'done',
        },
      },
    },
  ]);
});

test('a call that cannot be told now is told later', async () => {
  const conversation = await call(complete);
  const { run } = (await ask('1027', 'POST', '/v1/desk/robots/runs', start(conversation, {}))).json<StartedFromDesk>();
  const standing = async () =>
    (await database.db.selectFrom('robot_cards').select('told').where('run', '=', run).executeTakeFirstOrThrow()).told;
  await tellCalls(database.db, {
    tell: (_id, _source, _ref, _what, settle) => settle({ kind: 'unavailable', what: 'owner', retryAfterMs: 1 }),
  });
  expect(await standing()).toBe('nothing');
  await tellCalls(database.db, { tell: (_id, _source, _ref, _what, settle) => settle(null) });
  expect(await standing()).toBe('asked');
});

async function call(rows: readonly object[], agent = '1027'): Promise<ConversationId> {
  calls += 1;
  const id = storedCallId(10 + calls);
  await storeCall(database.db, id, { agent, status: 'open' });
  await storeRows(database.db, id, rows as Parameters<typeof storeRows>[2]);
  return id;
}

function start(conversation: ConversationId, more: object) {
  return {
    conversation,
    ref: randomUUID(),
    bot: 'card-loss',
    version: bot.version,
    inputs: { ...inputs, cardTail: String(1000 + calls) },
    ...more,
  };
}

async function ask(staffNo: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const { cookie = '', csrf = '' } = sessions.get(staffNo) ?? {};
  const headers = { cookie, 'x-csrf': csrf };
  return http.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
}

function why(answered: Awaited<ReturnType<typeof ask>>): string {
  const { problem } = answered.json<{ problem?: { kind: string; why?: string } }>();
  return problem?.why ?? problem?.kind ?? '';
}
