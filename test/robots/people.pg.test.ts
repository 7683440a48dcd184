import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { robotMakes } from '#commands/robot-makes.ts';
import { UserId } from '#domain/ids.ts';
import type { RobotTaskList } from '#protocol/robot-tasks.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { buildHttp, type Http } from '#server/http.ts';
import { noLog } from '#server/log.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { openSession } from '#server/people/sessions.ts';
import { takeOverByHand } from '#server/robots/runs/change-run.ts';
import { expireTasks } from '#server/robots/runs/expire-tasks.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { runRoutes } from '#server/robots/runs/run-routes.ts';
import { readToday } from '#server/robots/runs/today.ts';
import { taskRoutes } from '#server/robots/tasks/task-routes.ts';
import { seedTicketPlan } from '#server/tickets/demo-tickets.ts';
import { Vault } from '#server/vault/vault.ts';
import { patient } from '#test/kit/patient.ts';
import { commitStep, httpStep, robotRunner, scriptedBrowser } from '#test/kit/robot-runner.ts';
import { storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

const content = fileURLToPath(new URL('../../content/jianghai', import.meta.url));
let kit: Awaited<ReturnType<typeof robotRunner>>;
let http: Http;
let calls = 0;
/** What the page shows, and what happens while something is done on it. */
const page = { amount: '100', state: 'none', during: async (_act: string) => {} };
const { browser, did } = scriptedBrowser(
  into => (into === 'amount' ? page.amount : page.state),
  act => page.during(act),
);
const operator = { id: '5001', staffNo: '5001' };
const sessions = new Map<string, { cookie: string; csrf: string }>();

beforeAll(async () => {
  kit = await robotRunner((db, ring) => {
    const tickets = {
      ...{ db, clock: systemClock, vault: new Vault(db, ring), mayRead: mayReadBy(db), namesFor: async () => (own: string) => own },
      engines: { latest: () => Promise.reject(new Error('no content is asked for')) },
    };
    return {
      ...robotMakes(tickets, { referable: async () => ({ articles: new Set<string>(), concepts: new Set<string>() }) }),
      browser,
      credential: async () => ({ ok: true, user: 'T0099', password: 'Kanarienvogel-88' }),
    };
  });
  const { db, ring } = kit;
  await seedDemoPeople(db);
  await seedTicketPlan(db, content, '4001', '4002');
  http = await buildHttp({
    ...{ db, clock: systemClock, log: noLog, host: '127.0.0.1', screens: content, requestsPerMinute: 1_000_000 },
    features: [
      runRoutes({ db, clock: systemClock, ring, timeZone: 'Asia/Shanghai', browser: () => browser.known() }),
      taskRoutes({ db, clock: systemClock }),
    ],
  });
  await http.app.ready();
  for (const staffNo of ['1027', '5001', '5002', '5003', '5004', '6001']) {
    const { id } = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
    const { token, csrf } = await openSession(db, systemClock, UserId.parse(id));
    sessions.set(staffNo, { cookie: `deskside=${token}`, csrf });
  }
});
afterAll(async () => {
  await http?.app.close();
  await kit?.close();
});
afterEach(() => {
  kit.asked.length = 0;
  kit.bank.answers = {};
  did.length = 0;
  Object.assign(page, { amount: '100', state: 'none', during: async () => {} });
});

const common = { evidence: [], loudness: 'quiet' };
const node = (name: string, state: string, more: object = {}) => ({
  op: 'raised',
  advice: {
    ...common,
    ...{ key: `step:P01/${name}`, kind: 'step', process: 'P01', node: name, seq: 1, title: name, required: true, state, current: false },
    ...more,
  },
});
const consent = (state: string) =>
  node('confirmDo', state, { establishes: 'consented', evidence: [{ position: 2, revision: 0, span: [0, 2] }] });
const verified = (state: string) => node('verify', state, { establishes: 'verified' });
const heard = (position: number, speaker: string, text: string) => ({
  kind: 'heard',
  utterance: { position, revision: 0, speaker, text, startMs: 0, endMs: 1, confidence: 1 },
});
const complete = [
  { what: heard(1, 'agent', '现在为您办理挂失吗'), advice: [verified('done'), node('tellValidity', 'done', { title: '告知有效期' })] },
  { what: heard(2, 'customer', '办吧'), advice: [consent('done')] },
];
const takenBack = { what: heard(3, 'customer', '等等先别办'), advice: [consent('pending')] };
const wrongAfterAll = {
  what: heard(3, 'agent', '信息不对'),
  advice: [verified('pending'), { op: 'withdrawn', key: 'step:P01/tellValidity' }],
};
const retracted = (why: string, whyEn: string) => ({
  state: 'cancelled',
  trouble: {
    ...{ kind: 'business', code: 'RETRACTED', message: `通话中已不成立：${why}；提交前已停下，没有提交` },
    messageEn: `No longer so in the call: ${whyEn}; it stopped before submitting, nothing was submitted`,
  },
});
const noConsent = retracted('客户本人同意', 'the customer’s own consent');

const premises = [
  {
    when: 'nothing was taken back',
    rows: [],
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: { position: 2, consent: 2 },
  },
  {
    when: 'the customer took it back while the robot read',
    on: 'GET /find',
    rows: [takenBack],
    ends: noConsent,
    asked: ['GET /find'],
    journal: ['find begun 1', 'find done 1', 'lose failed 1'],
    call: { position: 3, missing: ['consented'] },
  },
  {
    when: 'verification failed after all, and what had to be told was withdrawn',
    on: 'GET /find',
    rows: [wrongAfterAll],
    ends: retracted('身份核实、P01/tellValidity', 'identity verified, P01/tellValidity'),
    asked: ['GET /find'],
    journal: ['find begun 1', 'find done 1', 'lose failed 1'],
    call: { position: 3, missing: ['verified', 'P01/tellValidity'] },
  },
  {
    when: 'it was taken back when the commit had begun: that is finished',
    on: 'POST /lose',
    rows: [takenBack],
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: { position: 2, consent: 2 },
  },
  {
    when: 'what happened in the call set it off, and the customer took it back since',
    on: 'GET /find',
    rows: [takenBack],
    cause: { kind: 'event', on: 'wrap-up-confirmed', position: 2 },
    ends: noConsent,
    asked: ['GET /find'],
    journal: ['find begun 1', 'find done 1', 'lose failed 1'],
    call: { position: 3, missing: ['consented'] },
  },
  {
    when: 'the run stands on no card: nothing in the call is asked for',
    on: 'GET /find',
    rows: [takenBack],
    cause: { kind: 'person' },
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: undefined,
  },
] as const;
test.each(premises)('a run of a call, $when', async ({ rows, ends, asked, journal, call, ...more }) => {
  const conversation = await storedCall();
  let state = 'normal';
  const meanwhile = async (what: string) => {
    if ('on' in more && more.on === what && rows.length > 0) await storeRows(kit.db, conversation, rows, 3);
  };
  kit.bank.answers = {
    'GET /find': () => meanwhile('GET /find').then(() => ({})),
    'POST /lose': async () => {
      await meanwhile('POST /lose');
      state = 'lost';
      return {};
    },
    'GET /state': () => ({ json: { state } }),
  };
  const bot = kit.botOf([httpStep('find', 'GET', '/find'), commitStep({ key: `premise ${conversation}` })], {
    gate: { nodes: ['P01/tellValidity'], verified: true, consented: true },
  });
  const cause = 'cause' in more ? more.cause : ({ kind: 'card' } as const);
  const id = await kit.start(bot, { askedBy: '1027', askedFor: '1027', conversation, consent: 2, cause });
  const { state: ended, trouble } = await kit.until(id, 'done', 'failed', 'cancelled', 'unknown');
  expect({ state: ended, trouble }).toEqual(ends);
  expect([kit.asked, await kit.journal(id)]).toEqual([asked, journal]);
  const { details } = await kit.db
    .selectFrom('robot_steps')
    .select('details')
    .where('run', '=', id)
    .where('path', '=', 'lose')
    .orderBy('number')
    .executeTakeFirstOrThrow();
  expect((details as { call?: object }).call).toEqual(call);
  expect(await verifyJournal(kit.db, id)).toMatchObject({ kind: 'ok' });
  if (ended !== 'cancelled') return;
  kit.bank.answers = {};
  const again = await kit.start(bot, { conversation, consent: 2, cause: { kind: 'requeued', from: id, reason: '再试' }, requeuedFrom: id });
  expect(await kit.until(again, 'done', 'failed', 'cancelled')).toMatchObject(ends);
});

async function storedCall() {
  calls += 1;
  const id = storedCallId(500 + calls);
  await storeCall(kit.db, id, { agent: '1027', status: 'open' });
  await storeRows(kit.db, id, complete as Parameters<typeof storeRows>[2]);
  return id;
}

const signIn = {
  ...{ id: 'sign-in', do: 'browser', target: 'core', effect: 'read' },
  actions: [
    { act: 'open', path: '/login' },
    { act: 'fill', at: ['#password'], value: { secret: 'teller.password' } },
    { act: 'click', at: ['#enter'] },
  ],
};
const enter = {
  ...{ id: 'enter', do: 'browser', target: 'core', effect: 'read' },
  actions: [
    { act: 'open', path: '/order' },
    { act: 'fill', at: ['#amount'], value: '{{ inputs.amount }}' },
    { act: 'read', at: ['#amount'], into: 'amount' },
  ],
};
const agree = { id: 'agree', do: 'approve', title: '复核', show: [{ label: '金额', value: '{{ vars.amount }}' }], withinMs: 60_000 };
const submit = (verify: readonly object[] = [{ act: 'open', path: '/list' }]) => ({
  ...{ id: 'submit', do: 'browser', target: 'core', effect: 'commit', key: 'order {{ run.id }}' },
  actions: [{ act: 'click', at: ['#submit'] }],
  verify: {
    actions: [...verify, { act: 'read', at: ['#state'], into: 'state' }],
    took: 'vars.state == "done"',
    not: 'vars.state == "none"',
  },
});
const pageBot = (...steps: readonly object[]) =>
  kit.botOf(steps, { inputs: { amount: { title: '金额', type: 'text', initial: '100' } }, queue: { withinMs: 60_000 } });
const acts = (session: number) => did.filter(one => one.startsWith(`${session} `)).map(one => one.slice(`${session} `.length));
const last = () => Number(did.at(-1)?.split(' ')[0]);
const submitted = (act: string) => {
  if (act.endsWith('click #submit')) page.state = 'done';
};

test('after an approval the form is filled again in a new session, and only then submitted; the picture shows it filled', async () => {
  page.during = async act => submitted(act);
  const id = await kit.start(pageBot(signIn, enter, agree, submit()));
  await kit.until(id, 'waiting', 'failed');
  const first = last();
  const { shows, id: task } = await kit.taskOf(id);
  expect([shows.values, await pictureOf(shows.after)]).toEqual([[{ label: '金额', value: '100' }], `main: ${first} read #amount`]);
  await kit.settle(task, { kind: 'approved' }, '5002');
  expect(await kit.until(id, 'done', 'failed', 'unknown')).toMatchObject({ state: 'done' });
  const back = ['open /login', 'fill #password', 'click #enter', 'open /order', 'fill #amount', 'read #amount'];
  expect([acts(first), acts(first + 1)]).toEqual([back, [...back, 'click #submit', 'open /list', 'read #state']]);
});

test('what was approved is not what the page says any more: nothing is submitted', async () => {
  const id = await kit.start(pageBot(signIn, enter, agree, submit()));
  await kit.until(id, 'waiting');
  page.amount = '900';
  await kit.settle((await kit.taskOf(id)).id, { kind: 'approved' }, '5002');
  expect(await kit.until(id, 'done', 'failed', 'unknown')).toMatchObject({
    state: 'failed',
    trouble: { code: 'WRONG_TEXT', message: 'amount of enter is not what it was when the run decided: start it again' },
  });
  expect(did.filter(act => act.includes('submit'))).toEqual([]);
});

test('a runner dies before it asks for an approval: the next one goes back to the page and shows it', async () => {
  const { held, letGo } = hold();
  kit.bank.answers = { 'GET /hold': count => (count === 1 ? held.then(() => ({})) : {}) };
  const id = await kit.start(pageBot(signIn, enter, httpStep('hold', 'GET', '/hold'), agree, submit()));
  await vi.waitUntil(() => kit.asked.includes('GET /hold'), patient);
  const first = last();
  await kit.crash();
  await kit.until(id, 'waiting', 'failed');
  letGo();
  const { shows } = await kit.taskOf(id);
  expect([await pictureOf(shows.after), acts(first + 1).length]).toEqual([`main: ${first + 1} read #amount`, 6]);
});

test('a runner dies in a commit that took effect: what the readings say now is no reason to doubt it', async () => {
  const { held, letGo } = hold();
  page.during = async act => {
    if (!act.endsWith('click #submit')) return;
    submitted(act);
    page.amount = 'gone'; // the page says something else because it was submitted
    await held;
  };
  const id = await kit.start(pageBot(signIn, enter, submit([])));
  await vi.waitUntil(() => did.some(act => act.endsWith('click #submit')), patient);
  await kit.crash();
  const row = await kit.until(id, 'done', 'failed', 'unknown');
  letGo();
  expect([row.state, did.filter(act => act.endsWith('click #submit')).length]).toEqual(['done', 1]);
  expect(await kit.journal(id)).toEqual([
    ...['sign-in begun 1', 'sign-in done 1', 'enter begun 1', 'enter done 1', 'submit begun 1'],
    ...[' taken-over 1', 'sign-in redone 1', 'enter redone 1', 'submit verified 1', 'submit done 1'],
  ]);
});

const takenOver = [
  { answer: { kind: 'handed-back', values: { state: 'done' } }, ends: 'done', deed: 'done', after: 'read #after' },
  { answer: { kind: 'finished' }, ends: 'done', deed: 'done', after: null },
  { answer: { kind: 'abandoned' }, ends: 'failed', deed: 'void', after: null },
] as const;
test.each(takenOver)('a person takes a commit over and says $answer.kind', async ({ answer, ends, deed, after }) => {
  const { held, letGo } = hold();
  page.during = async act => (act.endsWith('read #amount') ? held : undefined);
  const look = {
    ...signIn,
    id: 'look',
    actions: [
      { act: 'open', path: '/list' },
      { act: 'read', at: ['#after'], into: 'after' },
    ],
  };
  const id = await kit.start(pageBot(signIn, enter, submit(), look));
  await vi.waitUntil(() => did.some(act => act.endsWith('read #amount')), patient);
  await kit.db.transaction().execute(trx => takeOverByHand(trx, id, operator, '客户在线等'));
  letGo();
  expect(await kit.until(id, 'waiting', 'done', 'failed')).toMatchObject({ state: 'waiting', waits: { for: 'hand-over', step: 'submit' } });
  const deedOf = async () => (await kit.db.selectFrom('robot_deeds').select('state').where('run', '=', id).executeTakeFirst())?.state;
  expect(await deedOf()).toBe('begun'); // no other run does it beside the person
  did.length = 0;
  await kit.settle((await kit.taskOf(id)).id, answer, '5001');
  expect([(await kit.until(id, 'done', 'failed')).state, await deedOf()]).toEqual([ends, deed]);
  expect(did.at(-1)?.replace(/^\d+ /, '') ?? null).toBe(after);
});

const inCall = { nodes: ['P01/tellValidity'], verified: true, consented: true };
const read = (id: string) => httpStep(id, 'GET', `/${id}`);
const byHand = { id: 'rest', do: 'hand-over', why: '余下手工' };
const takenOverInCall = [
  { when: 'the commit, while all of it holds', during: 'find', ends: { state: 'done' }, row: 'lose by-hand 2', missing: undefined },
  {
    when: 'the commit, when the customer had taken it back',
    during: 'find',
    back: 'before',
    ends: noConsent,
    row: 'lose failed 3',
    missing: ['consented'],
  },
  {
    when: 'a reading before the commit, when it had been taken back',
    during: 'see',
    back: 'before',
    ends: noConsent,
    row: 'find failed 3',
    missing: ['consented'],
  },
  {
    when: 'the commit, and it is taken back in their hands',
    during: 'find',
    back: 'then',
    ends: { state: 'done' },
    row: 'lose by-hand 3',
    missing: ['consented'],
  },
  {
    when: 'what comes after the commit',
    during: 'state',
    back: 'before',
    ends: { state: 'done' },
    row: 'look by-hand -',
    missing: undefined,
  },
  {
    when: 'what the bot hands over itself, when it had been taken back',
    during: 'find',
    bot: [read('find'), byHand, commitStep({ key: 'never' })],
    wish: 'none',
    back: 'before',
    ends: noConsent,
    row: 'rest failed 3',
    missing: ['consented'],
  },
] as const;
test.each(takenOverInCall)('a person takes over in a call: $when', async ({ during, ends, row, missing, ...more }) => {
  const conversation = await storedCall();
  const back = 'back' in more ? more.back : 'never';
  const takeBack = () => storeRows(kit.db, conversation, [takenBack], 3);
  let id = '';
  let state = 'normal';
  const { held, letGo } = hold();
  const when = async (what: string) => {
    if (what !== during) return {};
    await held;
    if (back === 'before') await takeBack();
    if (!('wish' in more)) await kit.db.transaction().execute(trx => takeOverByHand(trx, id, operator, '客户在线等'));
    return {};
  };
  kit.bank.answers = {
    ...Object.fromEntries(['see', 'find'].map(what => [`GET /${what}`, () => when(what)])),
    'POST /lose': () => {
      state = 'lost';
      return {};
    },
    'GET /state': () => when('state').then(() => ({ json: { state } })),
  };
  const steps = 'bot' in more ? more.bot : [read('see'), read('find'), commitStep({ key: `hands ${conversation}` }), read('look')];
  id = await kit.start(kit.botOf(steps, { gate: inCall }), {
    askedBy: '1027',
    askedFor: '1027',
    conversation,
    consent: 2,
    cause: { kind: 'card' },
  });
  letGo();
  const first = await kit.until(id, 'waiting', 'done', 'failed', 'cancelled');
  if (first.state === 'waiting') {
    if (back === 'then') await takeBack();
    await kit.settle((await kit.taskOf(id)).id, { kind: 'finished' }, '5001');
  }
  expect(await kit.until(id, 'done', 'failed', 'cancelled')).toMatchObject(ends);
  const last = await kit.db
    .selectFrom('robot_steps')
    .select(['path', 'what', 'details'])
    .where('run', '=', id)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  const { call } = last.details as { call?: { position: number; missing?: readonly string[] } };
  expect({ row: `${last.path} ${last.what} ${call?.position ?? '-'}`, missing: call?.missing }).toEqual({ row, missing });
});

const late = [
  { otherwise: 'abort', ends: 'failed', waits: null },
  { otherwise: 'hand-over', ends: 'waiting', waits: { for: 'hand-over', step: 'agree' } },
] as const;
test.each(late)('nobody approves in time, and the bot says $otherwise', async ({ otherwise, ends, waits }) => {
  const id = await kit.start(kit.botOf([{ ...agree, show: [{ label: '甲', value: '乙' }], otherwise }], { queue: { withinMs: 1000 } }));
  await kit.until(id, 'waiting');
  const { id: task } = await kit.taskOf(id);
  expect((await readToday(kit.db, Date.now(), 'Asia/Shanghai')).atRisk.map(one => one.run)).toContain(id);
  await kit.db
    .updateTable('robot_tasks')
    .set({ until_at: new Date(Date.now() - 1000) })
    .where('id', '=', task)
    .execute();
  await expireTasks(kit.db);
  await vi.waitUntil(async () => (await kit.rowOf(id)).waits?.for !== 'approval' && (await kit.rowOf(id)).state === ends, patient);
  const row = await kit.rowOf(id);
  expect(row.waits).toEqual(waits);
  if (ends === 'failed') expect(row.trouble).toMatchObject({ kind: 'business', code: 'NOT_APPROVED' });
  await expect(kit.settle(task, { kind: 'approved' }, '5002')).rejects.toMatchObject({ problem: { why: 'it is expired already' } });
});

test('an announcement and a ticket are made once, by the functions the screens call; a refusal says why', async () => {
  const { held, letGo } = hold();
  kit.bank.answers = { 'GET /hold': count => (count === 1 ? held.then(() => ({})) : {}) };
  const announce = {
    id: 'tell',
    do: 'announce',
    kind: 'case',
    title: '风险提示',
    text: '谨防冒充客服',
    teams: ['team-cards-a'],
    key: 'tell {{ run.id }}',
  };
  const ticket = {
    id: 'file',
    do: 'ticket',
    kind: 'complaint',
    title: '回访',
    text: '请回访',
    fields: { demand: '回电{{ run.for }}' },
    key: 'file {{ run.id }}',
    into: 'number',
  };
  const bot = kit.botOf([announce, ticket, httpStep('hold', 'GET', '/hold')], { outputs: { number: 'vars.number' } });
  const id = await kit.start(bot, { askedFor: '1027' });
  await vi.waitUntil(() => kit.asked.includes('GET /hold'), patient);
  await kit.crash(); // what was made is in the journal: it is not made again
  expect(await kit.until(id, 'done', 'failed')).toMatchObject({ state: 'done', outputs: { number: expect.stringMatching(/\d{4}$/) } });
  letGo();
  const made = await kit.db.selectFrom('announcements').select(['state', 'doc']).execute();
  expect(made.map(({ state, doc }) => [state, doc.title, doc.body, doc.targets.units])).toEqual([
    ['published', '风险提示', '谨防冒充客服', ['team-cards-a']],
  ]);
  expect(await kit.db.selectFrom('tickets').select(['made_by', 'title', 'description', 'fields']).execute()).toEqual([
    { made_by: '1027', title: '回访', description: '请回访', fields: { demand: '回电1027' } },
  ]);
  const nobody = await kit.start(kit.botOf([{ ...announce, teams: ['nowhere'] }]), { askedFor: '1027' });
  expect(await kit.until(nobody, 'done', 'failed')).toMatchObject({
    state: 'failed',
    trouble: { code: 'BAD_INPUT', message: 'targets reach nobody with a desk' },
  });
  expect(await kit.db.selectFrom('robot_deeds').select('state').where('run', '=', nobody).execute()).toEqual([{ state: 'void' }]);
});

test('who may look, operate and settle over HTTP', async () => {
  const save = { id: 'save', do: 'save', rows: '[{"name": "甲"}]', columns: { 姓名: 'name' }, file: 'list.csv', into: 'list' };
  const id = await kit.start(pageBot(signIn, save, enter, agree, submit()));
  await kit.until(id, 'waiting');
  const file = await kit.db.selectFrom('robot_files').select('id').where('run', '=', id).executeTakeFirstOrThrow();
  const { id: task, shows } = await kit.taskOf(id);
  const body = { reason: '测试' };
  const yes = { answer: { kind: 'approved' }, reason: '' };
  const rows = [
    ['GET', `/v1/robots/runs?bot=loss&state=waiting`, { 5001: 200, 5002: 200, 5003: 200, 6001: 200, 5004: 403, 1027: 403 }],
    ['GET', `/v1/robots/runs/${id}`, { 5001: 200, 5004: 403, 1027: 403 }],
    ['GET', `/v1/robots/runs/${id}/journal`, { 6001: 200, 1027: 403 }],
    ['GET', `/v1/robots/runs/${id}/verify`, { 6001: 200, 5004: 403 }],
    ['GET', '/v1/robots/today', { 5002: 200, 1027: 403 }],
    ['GET', '/v1/robots/targets', { 5001: 200, 5004: 403 }],
    ['GET', `/v1/robots/pictures/${shows.after}`, { 5002: 200, 5004: 403, 1027: 403 }],
    ['GET', `/v1/robots/pictures/${'0'.repeat(64)}`, { 5002: 404 }],
    ['GET', `/v1/robots/files/${file.id}`, { 5001: 200, 6001: 200, 5004: 403, 1027: 403 }],
    ['GET', '/v1/robots/tasks', { 5001: 200, 5002: 200, 5003: 403, 1027: 403 }],
    ['PATCH', '/v1/robots/targets/core', { 5002: 403, 1027: 403, 5001: 204 }, { perMinute: 5999 }],
    ['POST', '/v1/robots/targets/core/mend', { 5003: 403, 5001: 204 }, body],
    ['POST', '/v1/robots/switch', { 5003: 403, 1027: 403 }, { ...body, kind: 'bot', name: 'other', turn: 'off' }],
    ['POST', '/v1/robots/requeue', { 5002: 403 }, { ...body, runs: [id] }],
    ['POST', `/v1/robots/runs/${id}/take-over`, { 5002: 403, 5001: 409 }, body], // it waits already
    ['POST', `/v1/robots/tasks/${task}/settle`, { 1027: 403, 5001: 403, 5003: 403 }, yes],
    ['POST', `/v1/robots/tasks/${task}/settle`, { 5002: 200 }, yes],
    ['POST', `/v1/robots/tasks/${task}/settle`, { 5002: 409 }, yes],
    ['POST', `/v1/robots/runs/${id}/cancel`, { 5002: 403, 1027: 403 }, body],
  ] as const;
  for (const [method, url, expected, payload] of rows) {
    const answered: Record<string, number> = {};
    for (const staffNo of Object.keys(expected)) answered[staffNo] = (await ask(staffNo, method, url, payload)).statusCode;
    expect({ method, url, answered }).toEqual({ method, url, answered: { ...expected } });
  }
  const opened = await kit.db.selectFrom('audit').select('details').where('action', '=', 'robot-file-opened').execute();
  expect(opened.map(({ details }) => details)).toEqual([{ file: file.id }, { file: file.id }]); // every download is recorded
  const settled = (await ask('5002', 'GET', '/v1/robots/tasks?state=settled')).json<RobotTaskList>().tasks.find(one => one.id === task);
  expect(settled).toMatchObject({ kind: 'approval', state: 'settled', answer: { kind: 'approved' }, shows: { title: '复核' } });
});

function ask(staffNo: string, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const { cookie = '', csrf = '' } = sessions.get(staffNo) ?? {};
  return http.app.inject({ method, url, headers: { cookie, 'x-csrf': csrf }, ...(payload ? { payload } : {}) });
}

async function pictureOf(sha: string | undefined): Promise<string | undefined> {
  const row = await kit.db
    .selectFrom('robot_pictures')
    .select('bytes')
    .where('sha', '=', sha ?? '')
    .executeTakeFirst();
  return row?.bytes.toString();
}

function hold() {
  const { promise: held, resolve } = Promise.withResolvers<void>();
  return { held, letGo: () => resolve() };
}
