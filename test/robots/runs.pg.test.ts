import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Bot } from '#domain/bot.ts';
import { cancelRun } from '#server/robots/runs/change-run.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { sweepRuns } from '#server/robots/runs/sweep.ts';
import { switchRobots } from '#server/robots/runs/targets.ts';
import { readToday } from '#server/robots/runs/today.ts';
import { patient } from '#test/kit/patient.ts';
import { commitStep as commit, httpStep as http, robotRunner } from '#test/kit/robot-runner.ts';

/** Switched on, nothing is taken out of what is kept: the search for a canary has to see that. */
const redacting = vi.hoisted(() => ({ isBroken: false }));
vi.mock('#server/robots/runs/redactor.ts', async original => {
  const { redactor } = await original<typeof import('#server/robots/runs/redactor.ts')>();
  const passing: ReturnType<typeof redactor> = { hide: () => {}, values: () => [], text: text => text, within: value => value };
  return { redactor: () => (redacting.isBroken ? passing : redactor()) };
});

let kit: Awaited<ReturnType<typeof robotRunner>>;
const canary = '6222029988770016';
const password = 'Kanarienvogel-88';
const logged: string[] = [];

beforeAll(async () => {
  const say = (...said: unknown[]) => void logged.push(JSON.stringify(said));
  kit = await robotRunner(() => ({
    log: { info: say, warn: say, error: say, debug: say } as never,
    credential: async () => ({ ok: true, user: 'T0099', password }),
  }));
});
afterAll(() => kit?.close());
afterEach(() => {
  kit.asked.length = 0;
  kit.bank.answers = {};
});

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
  kit.bank.answers = { 'GET /find': () => answer };
  const row = await kit.until(await kit.start(kit.botOf([http('find', 'GET', '/find')], more)), 'failed', 'done');
  expect({ state: row.state, trouble: row.trouble, times: kit.asked.length }).toMatchObject({ state, trouble: { code }, times });
});

test('a target that is busy costs no attempt', async () => {
  kit.bank.answers = { 'GET /find': count => (count <= 4 ? { status: 429, headers: { 'retry-after': '0' } } : { json: { ok: true } }) };
  const row = await kit.until(await kit.start(kit.botOf([http('find', 'GET', '/find')])), 'failed', 'done');
  expect({ state: row.state, failures: row.failures, asked: kit.asked.length }).toEqual({ state: 'done', failures: 0, asked: 5 });
});

test('the line breaks after a commit took effect: it is read, and not done again', async () => {
  let state = 'normal';
  kit.bank.answers = {
    'POST /lose': () => {
      state = 'lost';
      return { drop: 'drop' };
    },
    'GET /state': () => ({ json: { state } }),
  };
  const id = await kit.start(kit.botOf([commit()], { outputs: { state: 'vars.now.state' } }), { inputs: { cardNo: '6222020012340057' } });
  expect(await kit.until(id, 'done', 'failed', 'unknown')).toMatchObject({ state: 'done', outputs: { state: 'lost' } });
  expect(kit.asked).toEqual(['POST /lose', 'GET /state']);
  expect(await kit.journal(id)).toEqual(['lose begun 1', 'lose done 1']);

  const again = await kit.until(
    await kit.start(kit.botOf([commit()], { outputs: { state: 'vars.now.state' } }), { inputs: { cardNo: '6222020012340057' } }),
    'done',
    'failed',
  );
  expect(again).toMatchObject({ state: 'done', outputs: { state: 'lost' } });
  expect(kit.asked.filter(one => one.startsWith('POST'))).toEqual(['POST /lose']); // one key, one deed

  state = 'normal'; // undone meanwhile, or the target's books are new
  const doneAt = new Date('2024-02-29T15:59:00Z'); // however long ago
  await kit.db.updateTable('robot_deeds').set({ settled_at: doneAt }).where('run', '=', id).execute();
  const gone = await kit.start(kit.botOf([commit()]), { inputs: { cardNo: '6222020012340057' } });
  const number = id.slice(0, 8);
  expect(await kit.until(gone, 'done', 'failed')).toMatchObject({
    state: 'failed',
    trouble: {
      kind: 'business',
      code: 'DONE_BEFORE',
      message: `2024-02-29 23:59 已由运行 ${number} 办过，现在系统里查不到了：可能已被撤销，或系统已重置。机器人不会再办第二次，请核实后手工办理`,
      messageEn: expect.stringContaining(`Run ${number} did this on 2024-02-29 23:59`),
    },
  });
  expect(kit.asked.filter(one => one.startsWith('POST'))).toEqual(['POST /lose']);
});

test('the line breaks and reading tells nothing: a person decides, another agrees, and only then it is done again', async () => {
  let state = 'unclear';
  kit.bank.answers = {
    'POST /lose': count => {
      if (count > 1) state = 'lost';
      return count > 1 ? { json: {} } : { drop: 'drop' };
    },
    'GET /state': () => ({ json: { state } }),
  };
  const id = await kit.start(kit.botOf([commit()]), { inputs: { cardNo: '6222020012340065' } });
  expect(await kit.until(id, 'done', 'failed', 'unknown')).toMatchObject({ state: 'unknown', waits: { for: 'decision', step: 'lose' } });
  const task = await kit.taskOf(id);
  expect(task.shows.reading).toMatchObject({ says: 'cannot-tell', values: { now: '{"state":"unclear"}' } });
  await expect(kit.settle(task.id, { kind: 'rerun' }, '5001')).rejects.toMatchObject({ problem: { kind: 'four-eyes' } }); // who asked for it
  expect(await kit.settle(task.id, { kind: 'rerun' }, '5002')).toEqual({ kind: 'second' });
  expect(await kit.settle(task.id, { kind: 'rerun' }, '5002')).toEqual({ kind: 'second' }); // oneself is nobody else
  expect(await kit.settle(task.id, { kind: 'rerun' }, '5003')).toEqual({ kind: 'settled' });
  expect(await kit.until(id, 'done', 'failed')).toMatchObject({ state: 'done' });
  expect(kit.asked.filter(one => one.startsWith('POST')).length).toBe(2);
});

test('an approval is somebody else’s; refused it is a business error, given the run goes on', async () => {
  const bot = kit.botOf([
    { id: 'agree', do: 'approve', title: '同意挂失', show: [{ label: '卡号', value: '{{ inputs.cardNo }}' }], withinMs: 60_000 },
    http('find', 'GET', '/find'),
  ]);
  const [yes, no] = [
    await kit.start(bot, { inputs: { cardNo: '6222020012340073' } }),
    await kit.start(bot, { inputs: { cardNo: '6222020012340081' } }),
  ];
  await Promise.all([kit.until(yes, 'waiting'), kit.until(no, 'waiting')]);
  expect((await kit.taskOf(yes)).shows.values).toEqual([{ label: '卡号', value: '〔…0073〕' }]);
  await expect(kit.settle((await kit.taskOf(yes)).id, { kind: 'approved' }, '5001')).rejects.toMatchObject({
    problem: { kind: 'four-eyes' },
  });
  await kit.settle((await kit.taskOf(yes)).id, { kind: 'approved' }, '5002');
  await kit.settle((await kit.taskOf(no)).id, { kind: 'refused' }, '5002', '户名不符');
  expect(await kit.until(yes, 'done', 'failed')).toMatchObject({ state: 'done' });
  expect(await kit.until(no, 'done', 'failed')).toMatchObject({ state: 'failed', trouble: { kind: 'business', code: 'REFUSED' } });
  expect(kit.asked).toEqual(['GET /find']);
});

test('a dry run stops before the commit and keeps what it would have done', async () => {
  const bot = kit.botOf([http('find', 'GET', '/find'), commit(), http('after', 'GET', '/after')]);
  const id = await kit.start(bot, { mode: 'dry', inputs: { cardNo: '6222020012340099' } });
  expect(await kit.until(id, 'rehearsed', 'done', 'failed')).toMatchObject({ state: 'rehearsed' });
  expect(kit.asked).toEqual(['GET /find']);
  const last = await kit.db
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
  const bot = kit.botOf(
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
  const id = await kit.start(bot, { inputs: { rows: [{ name: '甲' }, { name: '乙' }, { name: '=1+1' }] } });
  const row = await kit.until(id, 'done', 'failed');
  expect(row).toMatchObject({ state: 'done', business: 1 });
  const file = await kit.db.selectFrom('robot_files').selectAll().where('run', '=', id).executeTakeFirstOrThrow();
  expect(file.bytes?.toString()).toBe("\uFEFF姓名\r\n甲\r\n乙\r\n'=1+1\r\n");
  const today = await readToday(kit.db, row.ended_at?.getTime() ?? 0, 'Asia/Shanghai'); // midnight may pass meanwhile
  expect(today.saved).toEqual([{ bot: 'loss', title: '挂失', items: 1, minutes: 6, source: '时间测定', on: '2026-11-01' }]);
});

test('the last day is told hour by hour and bot by bot, and what set bots off long ago is swept', async () => {
  const bot = kit.botOf([http('find', 'GET', '/find')], { bot: 'hourly', retry: { times: 0 } });
  const ends = [
    { at: '2030-01-01T05:59:59Z', status: 200 }, // a day ago and more
    { at: '2030-01-01T06:00:00Z', status: 200 },
    { at: '2030-01-02T05:10:00Z', status: 200 },
    { at: '2030-01-02T05:29:00Z', status: 404 },
  ];
  for (const { at, status } of ends) {
    kit.bank.answers = { 'GET /find': () => ({ status }) };
    const id = await kit.start(bot);
    await kit.until(id, 'done', 'failed');
    await kit.db
      .updateTable('robot_runs')
      .set({ ended_at: new Date(at) })
      .where('id', '=', id)
      .execute();
  }
  const { hours } = await readToday(kit.db, Date.parse('2030-01-02T05:30:00Z'), 'Asia/Shanghai');
  const at = (...counts: readonly (readonly [hour: number, runs: number])[]) =>
    Array.from({ length: 24 }, (_, hour) => counts.find(([one]) => one === hour)?.[1] ?? 0);
  expect([hours.starts.length, hours.starts[0], hours.starts.at(-1)]).toEqual([24, '2030-01-01T06:00:00.000Z', '2030-01-02T05:00:00.000Z']);
  expect(hours.bots).toEqual([{ bot: 'hourly', title: '挂失', done: at([0, 1], [23, 1]), failed: at([23, 1]) }]);

  const fired = (occasion: string, days: number) => ({
    ...{ bot: 'hourly', trigger: 'q', occasion, run: 'x', missed: 0, why: null },
    at: new Date(Date.now() - days * 86_400_000),
  });
  await kit.db
    .insertInto('robot_fired')
    .values([fired('old', 500), fired('older', 600), fired('new', 399)])
    .execute();
  await kit.db
    .insertInto('robot_fired')
    .values({ ...fired('last of its trigger', 500), trigger: 'other' })
    .execute();
  await sweepRuns(kit.db);
  const left = await kit.db.selectFrom('robot_fired').select('occasion').where('bot', '=', 'hourly').orderBy('occasion').execute();
  expect(left.map(({ occasion }) => occasion)).toEqual(['last of its trigger', 'new']);
});

test('switched off nothing begins; switched on it goes on; a cancelled run does nothing more', async () => {
  const operator = { id: '5001', staffNo: '5001' };
  const turn = (kind: 'off' | 'on') =>
    kit.db.transaction().execute(trx => switchRobots(trx, { kind: 'target', name: 'core' }, { kind, reason: '日终' }, operator));
  await turn('off');
  const [kept, dropped] = [
    await kit.start(kit.botOf([http('find', 'GET', '/kept')])),
    await kit.start(kit.botOf([http('find', 'GET', '/dropped')])),
  ];
  const free = await kit.start(
    Bot.parse({
      format: 1,
      bot: 'other',
      title: '乙',
      purpose: 'extraction',
      targets: { other: { title: '别处', origin: kit.origin } },
      steps: [http('find', 'GET', '/free', { target: 'other' })],
    }),
  );
  await kit.until(free, 'done');
  await kit.db.transaction().execute(trx => cancelRun(trx, dropped, operator, '不用了'));
  await turn('on');
  expect(await kit.until(kept, 'done')).toMatchObject({ state: 'done' });
  expect([...kit.asked].sort()).toEqual(['GET /free', 'GET /kept']);
  expect(await kit.rowOf(dropped)).toMatchObject({ state: 'cancelled' });
});

test('an edited row is found, and the database refuses to edit one', async () => {
  const id = await kit.start(kit.botOf([http('find', 'GET', '/find')]));
  await kit.until(id, 'done');
  expect(await verifyJournal(kit.db, id)).toEqual({ kind: 'ok', rows: 2 });
  await expect(kit.db.updateTable('robot_steps').set({ what: 'failed' }).where('run', '=', id).execute()).rejects.toThrow('append only');
  await sql`alter table robot_steps disable trigger robot_steps_stay`.execute(kit.db);
  await kit.db.updateTable('robot_steps').set({ what: 'failed' }).where('run', '=', id).where('number', '=', 2).execute();
  await sql`alter table robot_steps enable trigger robot_steps_stay`.execute(kit.db);
  expect(await verifyJournal(kit.db, id)).toEqual({ kind: 'broken', number: 2, why: 'the row was changed' });
});

test('two failed sign-ins in a row close the target until a person has looked', async () => {
  kit.bank.answers = { 'GET /sign-in': () => ({ status: 403 }) };
  const bot = kit.botOf([http('enter', 'GET', '/sign-in', { headers: { authorization: { secret: 'teller.password' } } })], {
    bot: 'sign',
    targets: { locked: { title: '核心', origin: kit.origin, concurrent: 1, perMinute: 6000 } },
    secrets: { teller: { target: 'locked', role: '柜员' } },
  });
  const steps = { ...bot, steps: bot.steps.map(step => ({ ...step, target: 'locked' })) } as Bot;
  const runs = [await kit.start(steps), await kit.start(steps), await kit.start(steps)];
  await vi.waitUntil(
    async () =>
      (await kit.db.selectFrom('robot_runs').select('id').where('id', 'in', runs).where('state', '=', 'failed').execute()).length === 2,
    patient,
  );
  const { use } = await kit.db.selectFrom('robot_targets').select('use').where('name', '=', 'locked').executeTakeFirstOrThrow();
  expect(use).toMatchObject({ failedLogins: 2, broken: { why: 'failed-logins', untilMs: null } });
  expect(kit.asked.length).toBe(2);
});

const leaky = () => {
  kit.bank.answers = {
    'GET /find': () => ({ json: { card: canary, spaced: '6222 0299 8877 0016', user: 'T0099', password } }),
    'POST /lose': () => ({ drop: 'drop' }),
    'GET /state': () => ({ json: { state: 'unclear', card: canary } }),
    [`GET /cards/${canary}?no=${canary}`]: () => ({ status: 500 }),
  };
  return [
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
};
const leakyOutputs = { card: 'vars.page.card' };

test('a canary in inputs, passwords and answers stands nowhere: database, files, log', async () => {
  const steps = leaky();
  const inputs = { cardNo: canary };
  const ends = [
    await kit.start(kit.botOf(steps, { outputs: leakyOutputs }), { inputs }),
    await kit.start(kit.botOf([...steps, commit({ key: 'second {{ inputs.cardNo }}' })], { outputs: leakyOutputs }), { inputs }),
    await kit.start(kit.botOf([...steps, http('gone', 'GET', '/cards/{{ inputs.cardNo }}?no={{ inputs.cardNo }}')]), { inputs }),
    await kit.start(
      kit.botOf([
        ...steps,
        { id: 'no', do: 'fail', kind: 'business', code: 'NO', message: '卡 {{ inputs.cardNo }} {{ vars.page.password }}' },
      ]),
      { inputs },
    ),
  ];
  for (const id of ends) await kit.until(id, 'done', 'failed', 'unknown');
  expect((await Promise.all(ends.map(kit.rowOf))).map(row => row.state)).toEqual(['done', 'unknown', 'failed', 'failed']);
  expect(await canaryHits()).toEqual([]);
});

test('the search finds the canary where redacting fails', async () => {
  redacting.isBroken = true;
  const steps = leaky();
  const bot = kit.botOf([...steps, commit({ key: 'third {{ inputs.cardNo }}' })], { outputs: leakyOutputs });
  await kit.until(await kit.start(bot, { inputs: { cardNo: canary } }), 'unknown', 'done', 'failed');
  redacting.isBroken = false;
  expect(await canaryHits()).toEqual(['robot_deeds', 'robot_files', 'robot_steps', 'robot_tasks']);
});

/** Where a secret of the canary stands, written one way or another. */
async function canaryHits(): Promise<readonly string[]> {
  const { rows: tables } = await sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(kit.db);
  expect(tables.length).toBeGreaterThan(40);
  const hits = new Set<string>();
  for (const secret of [canary, '6222 0299 8877 0016', password, Buffer.from(password).toString('base64')]) {
    const hex = Buffer.from(secret).toString('hex');
    for (const { name } of tables) {
      const { rows } = await sql<{ hits: number }>`select count(*)::int as hits from ${sql.table(name)} t
        where t::text like ${`%${secret}%`} or t::text like ${`%${hex}%`}`.execute(kit.db);
      if ((rows[0]?.hits ?? 0) > 0) hits.add(name);
    }
    if (logged.some(line => line.includes(secret))) hits.add('log');
  }
  return [...hits].sort();
}
