import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { plainParts } from '#bench/robots/runner-process.ts';
import { robotMakes } from '#commands/robot-makes.ts';
import { type PracticeBank, startPracticeBank } from '#practice/practice-bank.ts';
import { practiceUsers } from '#practice/staff.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { credentialFor } from '#server/robots/bots/credential-for.ts';
import { seedDemoBots } from '#server/robots/bots/demo-bots.ts';
import { Runner } from '#server/robots/runs/runner.ts';
import { settleTask } from '#server/robots/runs/settle-task.ts';
import { startRun } from '#server/robots/runs/start-run.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const bots = fileURLToPath(new URL('../../content/jianghai/robots', import.meta.url));
const ring = keyRing(new Uint8Array(32).fill(7));
const approver = { id: '5002', staffNo: '5002' };
const patiently = { timeout: 120_000, interval: 50 };

/** The finished robots on the practice bank, with the browser and the runner they have in the product. */
describe.skipIf(!hasBrowser())('the finished robots', () => {
  let database: TestDatabase;
  let bank: PracticeBank;
  let runner: Runner;
  const browser = playwrightBrowser({ find: () => findBrowser({ ...process.env, DESKSIDE_BROWSER: process.env.CHROMIUM_PATH }) });

  beforeAll(async () => {
    database = await testDatabase({ poolSize: 8 });
    const { db } = database;
    const began = Date.now();
    bank = await startPracticeBank({ port: 0, clock: () => began }); // its day does not end in the middle of a run
    await seedDemoPeople(db);
    const accounts = practiceUsers.map(({ duty, staffNo, password }) => ({ role: duty, user: staffNo, password }));
    const people = { author: '5003', approver: '5002', owner: '5004' };
    await seedDemoBots(db, ring, bots, { origin: bank.origin, accounts }, people, new Date());
    runner = new Runner({
      ...plainParts({ url: database.url, node: 'practice', atOnce: 3 }),
      ...{ db, ring, browser },
      credential: asked => credentialFor(db, ring, asked, new Date()),
      ...robotMakes(
        {
          db,
          clock: systemClock,
          vault: new Vault(db, ring),
          mayRead: mayReadBy(db),
          namesFor: async () => own => own,
          engines: { latest: () => Promise.reject(new Error('no content is asked for')) },
        },
        { referable: async () => ({ articles: new Set<string>(), concepts: new Set<string>() }) },
      ),
    });
    await runner.start();
  });
  afterAll(async () => {
    await runner?.close();
    await browser.close();
    await bank?.stop();
    await database?.close();
  });

  test('each does what it is for, once; also when the line breaks after an order took effect', async () => {
    const offer = bank.state().offers.find(({ state }) => state === '已接受')?.no ?? '';
    const [loss, daily, notice] = await Promise.all([
      run('card-loss', { phone: '19900000027', cardTail: '6620', customerName: '林晓岚' }),
      run('daily-extract', {}),
      run('publish-notice', {}),
    ]);
    bank.faults({ dropAfter: 1 });
    const order = await run('product-order', { offer });
    const again = await run('product-order', { offer });

    expect([loss, daily, notice, order, again]).toMatchObject([
      { state: 'done', outputs: { state: '口头挂失', time: expect.stringMatching(/^\d\d:\d\d$/) } },
      { state: 'done', outputs: { lines: expect.any(Number) } },
      { state: 'done', outputs: { document: '江海银通〔2026〕103号' } },
      { state: 'done', outputs: { order: expect.stringMatching(/^DD/) } },
      { state: 'failed', trouble: { kind: 'business', code: 'NOT_ACCEPTED' } },
    ]);
    const { deeds, offers, signIns } = bank.state();
    expect({
      deeds: deeds.map(({ kind, by }) => `${kind} ${by}`).sort(),
      orders: offers.find(({ no }) => no === offer)?.orders,
      failed: signIns.failed,
    }).toEqual({ deeds: ['loss 6101', 'notice 6105', 'order 6103'], orders: 1, failed: 0 });
    const told = await database.db.selectFrom('announcements').select(['state', 'doc']).execute();
    expect(told.map(({ state, doc }) => [state, doc.kind, doc.title, doc.body.slice(0, 18)])).toEqual([
      ['published', 'case', '关于防范冒充客服退款诈骗的提示', '文号江海银通〔2026〕103号。近'],
    ]);
    const approval = await database.db
      .selectFrom('robot_tasks')
      .select(['shows'])
      .where('bot', '=', 'product-order')
      .where('kind', '=', 'approval')
      .executeTakeFirstOrThrow();
    expect(approval.shows.values.slice(-3)).toMatchObject([
      { label: '金额(元)', value: expect.stringMatching(/^[\d,]+\.00$/), was: expect.stringMatching(/^\d+$/) },
      { label: '期限(月)', value: expect.stringMatching(/^\d+$/), was: expect.stringMatching(/^\d+$/) },
      { label: '客户答复', labelEn: 'Customer’s answer', value: '已下单', valueEn: '已下单 (ordered)', was: '已接受' },
    ]);
    const filled = await database.db
      .selectFrom('robot_steps')
      .select('details')
      .where('step', '=', 'enter')
      .where('what', '=', 'done')
      .executeTakeFirstOrThrow();
    expect(filled.details).toMatchObject({ title: '订单复核', after: expect.any(String) });
    expect(approval.shows.after).toMatch(/^[0-9a-f]{64}$/);
    const files = await database.db.selectFrom('robot_files').select(['name', 'size']).execute();
    expect(files).toEqual([{ name: expect.stringMatching(/^当日清单-\d{4}-\d\d-\d\d\.xlsx$/), size: expect.any(Number) }]);
  });

  test('the care list: everybody is booked but those who want to be left alone', async () => {
    const cared = await run('customer-care', {});
    expect(cared).toMatchObject({ state: 'done', business: 2, outputs: { asked: 19, booked: 17, left: 2 } });
    expect(bank.state().care.filter(({ booked }) => booked !== null)).toHaveLength(17);
  });

  /** Runs a bot to its end; whoever did not ask for it agrees to what it shows. */
  async function run(bot: string, inputs: Readonly<Record<string, unknown>>) {
    const { db } = database;
    const asked = { bot, inputs, mode: 'real', askedBy: '5001', cause: { kind: 'person' } } as const;
    const started = await db.transaction().execute(trx => startRun(trx, ring, asked));
    if (started.kind === 'refused') throw new Error(JSON.stringify(started.problems));
    const { id } = started;
    return vi.waitUntil(async () => {
      const task = await db
        .selectFrom('robot_tasks')
        .select(['id', 'kind'])
        .where('run', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (task?.kind === 'approval')
        await db.transaction().execute(trx => settleTask(trx, task.id, { answer: { kind: 'approved' }, reason: '' }, approver));
      const row = await db
        .selectFrom('robot_runs')
        .select(['state', 'outputs', 'trouble', 'business', 'ended_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return row.ended_at !== null && row;
    }, patiently);
  }
});
