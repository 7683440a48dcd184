import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { plainParts } from '#bench/robots/runner-process.ts';
import { Bot } from '#domain/bot.ts';
import { hashOf } from '#server/canonical.ts';
import { cancelRun } from '#server/robots/runs/change-run.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { settleTask } from '#server/robots/runs/settle-task.ts';
import { queueRun, type RunAsked } from '#server/robots/runs/start-run.ts';
import { switchRobots } from '#server/robots/runs/targets.ts';
import { readToday } from '#server/robots/runs/today.ts';
import { keyRing } from '#server/vault/seal.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let runner: Runner;
const ring = keyRing(new Uint8Array(32).fill(7));
const canary = '6222029988770016';
const password = 'Kanarienvogel-88';
const logged: string[] = [];

/** The bank: what it was asked, and how it answers, by path. */
const asked: string[] = [];
let answers: Record<
  string,
  (count: number, body: string) => { status?: number; json?: unknown; drop?: 'drop'; headers?: Record<string, string> }
> = {};
const bank = createServer((request, response) => {
  let body = '';
  request.on('data', chunk => (body += chunk));
  request.on('end', () => {
    const what = `${request.method} ${request.url}`;
    asked.push(what);
    const answer = answers[what]?.(asked.filter(one => one === what).length, body) ?? { json: { ok: true } };
    if (answer.drop) return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.json ?? {}));
  });
});
let origin = '';

beforeAll(async () => {
  database = await testDatabase({ poolSize: 10 });
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  origin = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
  const say = (...said: unknown[]) => void logged.push(JSON.stringify(said));
  runner = new Runner({
    ...plainParts({ url: database.url, node: 'test', atOnce: 8 }),
    db: database.db,
    readAfterMs: [0, 50],
    log: { info: say, warn: say, error: say, debug: say } as never,
    credential: async () => ({ ok: true, user: 'T0099', password }),
  });
  await runner.start();
});
afterAll(async () => {
  await runner?.close();
  bank.closeAllConnections();
  bank.close();
  await database?.close();
});
afterEach(() => {
  asked.length = 0;
  answers = {};
});

const http = (id: string, method: string, path: string, more: Record<string, unknown> = {}) => ({
  id,
  do: 'http',
  target: 'core',
  effect: 'read',
  method,
  path,
  ...more,
});
const reading = { request: { path: '/state', into: 'now' }, took: 'vars.now.state == "lost"', not: 'vars.now.state == "normal"' };
const commit = (more: Record<string, unknown> = {}) =>
  http('lose', 'POST', '/lose', {
    effect: 'commit',
    key: 'loss {{ inputs.cardNo }}',
    json: { card: '{{ inputs.cardNo }}' },
    verify: reading,
    ...more,
  });

function botOf(steps: unknown[], more: Record<string, unknown> = {}): Bot {
  return Bot.parse({
    format: 1,
    bot: 'loss',
    title: '挂失',
    purpose: 'process',
    inputs: { cardNo: { title: '卡号', type: 'card', required: false }, rows: { title: '行', type: 'rows', required: false } },
    secrets: { teller: { target: 'core', role: '柜员' } },
    targets: { core: { title: '核心', origin, concurrent: 20, perMinute: 6000, breaker: { failedLogins: 2 } } },
    retry: { times: 2, firstMs: 100, factor: 1 },
    steps,
    ...more,
  });
}
async function start(bot: Bot, more: Partial<RunAsked> = {}): Promise<string> {
  const started = await database.db
    .transaction()
    .execute(trx =>
      queueRun(
        trx,
        ring,
        { bot, version: hashOf(bot) },
        {},
        { inputs: {}, mode: 'real', askedBy: '5001', cause: { kind: 'person' }, ...more },
      ),
    );
  if (started.kind === 'refused') throw new Error(JSON.stringify(started.problems));
  return started.id;
}
const rowOf = (id: string) => database.db.selectFrom('robot_runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
async function until(id: string, ...states: string[]) {
  await vi.waitUntil(async () => states.includes((await rowOf(id)).state), { timeout: 30_000, interval: 20 });
  return rowOf(id);
}
const journal = async (id: string) =>
  (await database.db.selectFrom('robot_steps').select(['path', 'what', 'attempt']).where('run', '=', id).orderBy('number').execute()).map(
    row => `${row.path} ${row.what} ${row.attempt}`,
  );
const taskOf = (id: string) =>
  database.db
    .selectFrom('robot_tasks')
    .selectAll()
    .where('run', '=', id)
    .where('state', 'in', ['open', 'second'])
    .executeTakeFirstOrThrow();
const settle = (task: string, answer: Parameters<typeof settleTask>[2]['answer'], staffNo: string, reason = '已核对') =>
  database.db.transaction().execute(trx => settleTask(trx, task, { answer, reason }, { id: staffNo, staffNo }));

const troubles = [
  {
    when: 'the bank says no: one attempt',
    answer: { status: 404 },
    more: { retry: { times: 0 } },
    state: 'failed',
    code: 'HTTP_STATUS',
    times: 1,
  },
  { when: 'system trouble: as often as the bot says', answer: { status: 500 }, more: {}, state: 'failed', code: 'HTTP_STATUS', times: 3 },
  { when: 'a wrong password is not tried again', answer: { status: 401 }, more: {}, state: 'failed', code: 'LOGIN_FAILED', times: 1 },
] as const;
test.each(troubles)('$when', async ({ answer, more, state, code, times }) => {
  answers = { 'GET /find': () => answer };
  const row = await until(await start(botOf([http('find', 'GET', '/find')], more)), 'failed', 'done');
  expect({ state: row.state, trouble: row.trouble, times: asked.length }).toMatchObject({ state, trouble: { code }, times });
});

test('a target that is busy costs no attempt', async () => {
  answers = { 'GET /find': count => (count <= 4 ? { status: 429, headers: { 'retry-after': '0' } } : { json: { ok: true } }) };
  const row = await until(await start(botOf([http('find', 'GET', '/find')])), 'failed', 'done');
  expect({ state: row.state, failures: row.failures, asked: asked.length }).toEqual({ state: 'done', failures: 0, asked: 5 });
});

test('the line breaks after a commit took effect: it is read, and not done again', async () => {
  let state = 'normal';
  answers = {
    'POST /lose': () => {
      state = 'lost';
      return { drop: 'drop' };
    },
    'GET /state': () => ({ json: { state } }),
  };
  const id = await start(botOf([commit()], { outputs: { state: 'vars.now.state' } }), { inputs: { cardNo: '6222020012340057' } });
  expect(await until(id, 'done', 'failed', 'unknown')).toMatchObject({ state: 'done', outputs: { state: 'lost' } });
  expect(asked).toEqual(['POST /lose', 'GET /state']);
  expect(await journal(id)).toEqual(['lose begun 1', 'lose done 1']);

  const again = await until(
    await start(botOf([commit()], { outputs: { state: 'vars.now.state' } }), { inputs: { cardNo: '6222020012340057' } }),
    'done',
    'failed',
  );
  expect(again).toMatchObject({ state: 'done', outputs: { state: 'lost' } });
  expect(asked.filter(one => one.startsWith('POST'))).toEqual(['POST /lose']); // one key, one deed
});

test('the line breaks and reading tells nothing: a person decides, another agrees, and only then it is done again', async () => {
  let state = 'unclear';
  answers = {
    'POST /lose': count => {
      if (count > 1) state = 'lost';
      return count > 1 ? { json: {} } : { drop: 'drop' };
    },
    'GET /state': () => ({ json: { state } }),
  };
  const id = await start(botOf([commit()]), { inputs: { cardNo: '6222020012340065' } });
  expect(await until(id, 'done', 'failed', 'unknown')).toMatchObject({ state: 'unknown', waits: { for: 'decision', step: 'lose' } });
  const task = await taskOf(id);
  expect(task.shows.reading).toMatchObject({ says: 'cannot-tell', values: { now: '{"state":"unclear"}' } });
  await expect(settle(task.id, { kind: 'rerun' }, '5001')).rejects.toMatchObject({ problem: { kind: 'four-eyes' } }); // who asked for it
  expect(await settle(task.id, { kind: 'rerun' }, '5002')).toEqual({ kind: 'second' });
  expect(await settle(task.id, { kind: 'rerun' }, '5002')).toEqual({ kind: 'second' }); // oneself is nobody else
  expect(await settle(task.id, { kind: 'rerun' }, '5003')).toEqual({ kind: 'settled' });
  expect(await until(id, 'done', 'failed')).toMatchObject({ state: 'done' });
  expect(asked.filter(one => one.startsWith('POST')).length).toBe(2);
});

test('an approval is somebody else’s; refused it is a business error, given the run goes on', async () => {
  const bot = botOf([
    { id: 'agree', do: 'approve', title: '同意挂失', show: [{ label: '卡号', value: '{{ inputs.cardNo }}' }], withinMs: 60_000 },
    http('find', 'GET', '/find'),
  ]);
  const [yes, no] = [
    await start(bot, { inputs: { cardNo: '6222020012340073' } }),
    await start(bot, { inputs: { cardNo: '6222020012340081' } }),
  ];
  await Promise.all([until(yes, 'waiting'), until(no, 'waiting')]);
  expect((await taskOf(yes)).shows.values).toEqual([{ label: '卡号', value: '〔…0073〕' }]);
  await expect(settle((await taskOf(yes)).id, { kind: 'approved' }, '5001')).rejects.toMatchObject({ problem: { kind: 'four-eyes' } });
  await settle((await taskOf(yes)).id, { kind: 'approved' }, '5002');
  await settle((await taskOf(no)).id, { kind: 'refused' }, '5002', '户名不符');
  expect(await until(yes, 'done', 'failed')).toMatchObject({ state: 'done' });
  expect(await until(no, 'done', 'failed')).toMatchObject({ state: 'failed', trouble: { kind: 'business', code: 'REFUSED' } });
  expect(asked).toEqual(['GET /find']);
});

test('a dry run stops before the commit and keeps what it would have done', async () => {
  const bot = botOf([http('find', 'GET', '/find'), commit(), http('after', 'GET', '/after')]);
  const id = await start(bot, { mode: 'dry', inputs: { cardNo: '6222020012340099' } });
  expect(await until(id, 'rehearsed', 'done', 'failed')).toMatchObject({ state: 'rehearsed' });
  expect(asked).toEqual(['GET /find']);
  const last = await database.db
    .selectFrom('robot_steps')
    .select(['what', 'details'])
    .where('run', '=', id)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  expect(last).toMatchObject({
    what: 'rehearsed',
    details: {
      key: 'loss 〔…0099〕',
      would: [
        { label: 'POST', value: '/lose' },
        { label: 'json', value: '{"card":"〔…0099〕"}' },
      ],
    },
  });
});

test('a loop goes on after a business error, saves a file no spreadsheet runs, and the day counts it', async () => {
  const bot = botOf(
    [
      {
        id: 'each',
        do: 'loop',
        over: 'inputs.rows',
        as: 'row',
        onBusinessError: 'next',
        steps: [
          { id: 'no', if: 'vars.row.name == "乙"', do: 'fail', kind: 'business', code: 'NO', message: '没有' },
          http('mark', 'GET', '/mark/{{ vars.row.name }}'),
        ],
      },
      { id: 'file', do: 'save', rows: 'inputs.rows', columns: { 姓名: 'name' }, file: '名单-{{ run.today }}.csv', into: 'list' },
    ],
    { byHand: { minutes: 6, source: '时间测定', on: '2026-11-01' } },
  );
  const id = await start(bot, { inputs: { rows: [{ name: '甲' }, { name: '乙' }, { name: '=1+1' }] } });
  expect(await until(id, 'done', 'failed')).toMatchObject({ state: 'done', business: 1 });
  const file = await database.db.selectFrom('robot_files').selectAll().where('run', '=', id).executeTakeFirstOrThrow();
  expect(file.bytes?.toString()).toBe("\uFEFF姓名\r\n甲\r\n乙\r\n'=1+1\r\n");
  const today = await readToday(database.db, Date.now(), 'Asia/Shanghai');
  expect(today.saved).toEqual([{ bot: 'loss', title: '挂失', items: 1, minutes: 6, source: '时间测定', on: '2026-11-01' }]);
});

test('switched off nothing begins; switched on it goes on; a cancelled run does nothing more', async () => {
  const operator = { id: '5001', staffNo: '5001' };
  const turn = (kind: 'off' | 'on') =>
    database.db.transaction().execute(trx => switchRobots(trx, { kind: 'target', name: 'core' }, { kind, reason: '日终' }, operator));
  await turn('off');
  const [kept, dropped] = [await start(botOf([http('find', 'GET', '/kept')])), await start(botOf([http('find', 'GET', '/dropped')]))];
  const free = await start(
    Bot.parse({
      format: 1,
      bot: 'other',
      title: '乙',
      purpose: 'extraction',
      targets: { other: { title: '别处', origin } },
      steps: [http('find', 'GET', '/free', { target: 'other' })],
    }),
  );
  await until(free, 'done');
  await database.db.transaction().execute(trx => cancelRun(trx, dropped, operator, '不用了'));
  await turn('on');
  expect(await until(kept, 'done')).toMatchObject({ state: 'done' });
  expect([...asked].sort()).toEqual(['GET /free', 'GET /kept']);
  expect(await rowOf(dropped)).toMatchObject({ state: 'cancelled' });
});

test('an edited row is found, and the database refuses to edit one', async () => {
  const id = await start(botOf([http('find', 'GET', '/find')]));
  await until(id, 'done');
  expect(await verifyJournal(database.db, id)).toEqual({ kind: 'ok', rows: 2 });
  await expect(database.db.updateTable('robot_steps').set({ what: 'failed' }).where('run', '=', id).execute()).rejects.toThrow(
    'append only',
  );
  await sql`alter table robot_steps disable trigger robot_steps_stay`.execute(database.db);
  await database.db.updateTable('robot_steps').set({ what: 'failed' }).where('run', '=', id).where('number', '=', 2).execute();
  await sql`alter table robot_steps enable trigger robot_steps_stay`.execute(database.db);
  expect(await verifyJournal(database.db, id)).toEqual({ kind: 'broken', number: 2, why: 'the row was changed' });
});

test('two failed sign-ins in a row close the target until a person has looked', async () => {
  answers = { 'GET /sign-in': () => ({ status: 403 }) };
  const bot = botOf([http('enter', 'GET', '/sign-in', { headers: { authorization: { secret: 'teller.password' } } })], {
    bot: 'sign',
    targets: { locked: { title: '核心', origin, concurrent: 1, perMinute: 6000 } },
    secrets: { teller: { target: 'locked', role: '柜员' } },
  });
  const steps = { ...bot, steps: bot.steps.map(step => ({ ...step, target: 'locked' })) } as Bot;
  const runs = [await start(steps), await start(steps), await start(steps)];
  await vi.waitUntil(
    async () =>
      (await database.db.selectFrom('robot_runs').select('id').where('id', 'in', runs).where('state', '=', 'failed').execute()).length ===
      2,
    { timeout: 30_000 },
  );
  const { use } = await database.db.selectFrom('robot_targets').select('use').where('name', '=', 'locked').executeTakeFirstOrThrow();
  expect(use).toMatchObject({ failedLogins: 2, broken: { why: 'failed-logins', untilMs: null } });
  expect(asked.length).toBe(2);
});

test('a canary in inputs, passwords and answers stands nowhere: database, files, log', async () => {
  answers = {
    'GET /find': () => ({ json: { card: canary, spaced: '6222 0299 8877 0016', user: 'T0099', password } }),
    'POST /lose': () => ({ drop: 'drop' }),
    'GET /state': () => ({ json: { state: 'unclear', card: canary } }),
    [`GET /cards/${canary}?no=${canary}`]: () => ({ status: 500 }),
  };
  const steps = [
    http('find', 'GET', '/find', { headers: { authorization: { secret: 'teller.password' } }, into: 'page' }),
    { id: 'rows', do: 'set', values: { rows: '[vars.page]' } },
    {
      id: 'file',
      do: 'save',
      rows: 'vars.rows',
      columns: { 卡: 'card', 密: 'password', 空: 'spaced' },
      file: '{{ inputs.cardNo }}.csv',
      into: 'list',
    },
  ];
  const outputs = { card: 'vars.page.card' };
  const ends = [
    await start(botOf(steps, { outputs }), { inputs: { cardNo: canary } }),
    await start(botOf([...steps, commit({ key: 'second {{ inputs.cardNo }}' })], { outputs }), { inputs: { cardNo: canary } }),
    await start(botOf([...steps, http('gone', 'GET', '/cards/{{ inputs.cardNo }}?no={{ inputs.cardNo }}')]), {
      inputs: { cardNo: canary },
    }),
    await start(
      botOf([...steps, { id: 'no', do: 'fail', kind: 'business', code: 'NO', message: '卡 {{ inputs.cardNo }} {{ vars.page.password }}' }]),
      { inputs: { cardNo: canary } },
    ),
  ];
  for (const id of ends) await until(id, 'done', 'failed', 'unknown');
  expect((await Promise.all(ends.map(rowOf))).map(row => row.state)).toEqual(['done', 'unknown', 'failed', 'failed']);

  const { rows: tables } = await sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    database.db,
  );
  const hits: string[] = [];
  for (const secret of [canary, '6222 0299 8877 0016', password, Buffer.from(password).toString('base64')]) {
    const hex = Buffer.from(secret).toString('hex');
    for (const { name } of tables) {
      const { rows } = await sql<{ hits: number }>`select count(*)::int as hits from ${sql.table(name)} t
        where t::text like ${`%${secret}%`} or t::text like ${`%${hex}%`}`.execute(database.db);
      if ((rows[0]?.hits ?? 0) > 0) hits.push(name);
    }
    if (logged.some(line => line.includes(secret))) hits.push('log');
  }
  expect(hits).toEqual([]);
  expect(tables.length).toBeGreaterThan(40);
});
