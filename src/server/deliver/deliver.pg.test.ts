import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { ProblemError } from '#domain/problem.ts';
import { putCodes, readCodes } from '#server/deliver/codes.ts';
import { listDeliveries, sendAgain, standingOf } from '#server/deliver/deliveries.ts';
import { keepDelivering } from '#server/deliver/keep-delivering.ts';
import { takeWrapups } from '#server/deliver/take-wrapups.ts';
import { listWebhooks, makeWebhook, switchWebhook } from '#server/deliver/webhooks.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { openLog } from '#server/log.ts';
import { keyRing } from '#server/vault/seal.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { patient } from '#test/kit/patient.ts';
import { testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

const day = 20260105;
const call = (n: number) => storedCallId(n);
const ring = keyRing(new Uint8Array(32).fill(7));
const log = openLog({ level: 'silent' });

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: Server;
let url = '';
let answers: (number | 'hang-up')[] = []; // what the receiver does next; empty: takes it
let got: { id: string; body: string; signature: string; timestamp: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name]);
      got.push({ id: header('webhook-id'), body, signature: header('webhook-signature'), timestamp: header('webhook-timestamp') });
      const answer = answers.shift() ?? 204;
      if (answer === 'hang-up') request.socket.destroy();
      else response.writeHead(answer, answer === 429 ? { 'retry-after': '600' } : {}).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes`;
});
afterAll(async () => {
  server.close();
  await database.close();
});
beforeEach(async () => {
  answers = [];
  got = [];
  const { db } = database;
  await db.deleteFrom('webhooks').execute();
});

const make = (on = url) =>
  database.db.transaction().execute(trx => makeWebhook(trx, ring, { name: '小结接口', url: on, topics: ['wrapup.confirmed'] }, '9001'));

/** Notes about calls that have been confirmed, without the way through the log. */
async function queue(webhook: string, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const now = new Date(0);
    await database.db
      .insertInto('deliveries')
      .values({
        webhook,
        topic: 'wrapup.confirmed',
        subject: key.split('.')[0] as string,
        key,
        body: JSON.stringify({ key }),
        made_at: now,
        next_at: now,
        leased_until: null,
        delivered_at: null,
        trouble: null,
        again_by: null,
      })
      .execute();
  }
}

/** Lets the deliverer work while the clock goes on, until what is asked for is so. */
async function deliver(until: () => Promise<boolean>, stepMs = 1_000, withinMs?: number): Promise<void> {
  const clock = new TestClock(Date.now());
  const stop = keepDelivering({ db: database.db, clock, log, ring, ...(withinMs === undefined ? {} : { withinMs }) });
  await vi.waitUntil(async () => {
    clock.move(stepMs);
    return until();
  }, patient);
  await stop();
}

const states = async () =>
  (await listDeliveries(database.db, { limit: 50 })).deliveries.map(({ state, tries, trouble }) => ({ state, tries, trouble }));
const nothingWaits = async () => (await states()).every(({ state }) => state !== 'queued');

test('a confirmed wrap-up becomes one signed note in the bank’s own codes', async () => {
  const { db } = database;
  const engine = await demoEngine();
  const [code, leaf] = [...engine.content('zh').leaves][0] as [string, { path: readonly string[] }];
  const { id, secret } = await make();
  await db
    .transaction()
    .execute(trx =>
      putCodes(
        trx,
        id,
        readCodes(`kind,ours,bank\nleaf,${code},GS-77\nleaf,x1,GS-1\nleaf,050601,GS-9\nfield,cardTail,ZD07\nfield,lossPlace,ZD09\n`).rows,
      ),
    );
  await storeCall(db, call(1), { status: 'wrapped' });
  await db
    .insertInto('wrapups')
    .values({
      day,
      conversation: call(1),
      position: 9,
      category: code,
      further: JSON.stringify([{ code: '050601', path: ['短信通知签约'] }]),
      slots: JSON.stringify([
        { slot: 'cardTail', label: '卡尾号', value: '5521', status: 'edited' },
        { slot: 'lossTime', label: '遗失时间', value: '今天上午', status: 'filled', on: '2026-01-05', evidence: [2] },
        { slot: 'phone', label: '手机', value: '⟦phone:1 …0016 ✓⟧', status: 'unsure' },
      ]),
      summary: JSON.stringify([{ part: 'reason', text: '客户来电挂失。', evidence: [2, 99] }]),
      suggested: JSON.stringify({
        category: { code: 'x1', path: ['别的'] },
        slots: [
          { slot: 'cardTail', label: '卡尾号', value: '4417' },
          { slot: 'lossPlace', label: '遗失地点', value: '超市' },
        ],
      }),
      by: '1027',
    })
    .execute();
  const said = { position: 2, speaker: 'customer', startMs: 4000, endMs: 5000 } as const;
  await storeRows(
    db,
    call(1),
    [
      { what: { kind: 'heard', utterance: { ...said, revision: 0, text: '今天上五丢的' } as never } },
      { what: { kind: 'corrected', utterance: { ...said, revision: 1, text: '今天上午丢的' } as never } },
    ],
    2,
  );
  await storeRows(db, call(1), [{ what: { kind: 'acted', act: { kind: 'wrapped' } } }], 9);
  const consume = takeWrapups({ get: async () => engine, latest: async () => ({ release: 'r', artefact: 'a', engine }) });
  expect(await consumeOnce(db, 'deliver-test', consume)).toBeGreaterThan(0);
  await deliver(nothingWaits);

  const { confirmedAt, ...note } = JSON.parse(got[0]?.body ?? '{}');
  expect(note).toEqual({
    type: 'wrapup.confirmed',
    version: 1,
    conversation: call(1),
    externalId: `of ${call(1)}`,
    channel: 'voice',
    agent: '1027',
    openedAt: '2026-01-05T01:00:00.000Z',
    revision: 1,
    category: { code, path: leaf.path, bank: 'GS-77', suggested: { code: 'x1', path: ['别的'], bank: 'GS-1' } },
    further: [{ code: '050601', path: ['短信通知签约'], bank: 'GS-9' }],
    fields: [
      { key: 'cardTail', label: '卡尾号', value: '5521', sure: true, suggested: '4417', evidence: [], bank: 'ZD07' },
      { key: 'lossTime', label: '遗失时间', value: '今天上午', on: '2026-01-05', sure: true, evidence: [2], bank: null },
      { key: 'phone', label: '手机', value: '⟦phone:1 …0016 ✓⟧', sure: false, evidence: [], bank: null },
    ],
    emptied: [{ key: 'lossPlace', label: '遗失地点', suggested: '超市', bank: 'ZD09' }],
    summary: { reason: '客户来电挂失。', process: '', result: '' },
    rests: { reason: [2], process: [], result: [] },
    turns: [{ position: 2, speaker: 'customer', atMs: 4000, text: '今天上午丢的' }],
  });
  const { id: noteId, timestamp, body, signature } = got[0] as (typeof got)[number];
  const key = Buffer.from(secret.slice(6), 'base64');
  expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${noteId}.${timestamp}.${body}`).digest('base64')}`);
  expect(await standingOf(db, [call(1)])).toEqual(new Map([[call(1), 'delivered']]));
});

test('a receiver that is down, slow to say so and busy gets every note once under one id', async () => {
  const { id } = await make();
  await queue(id, `${call(1)}.1`, `${call(2)}.1`);
  answers = [500, 'hang-up', 429, 503];
  await deliver(nothingWaits, 60_000);
  expect((await states()).map(({ state, trouble }) => ({ state, trouble }))).toEqual([
    { state: 'delivered', trouble: undefined },
    { state: 'delivered', trouble: undefined },
  ]);
  expect(new Set(got.map(note => note.id))).toEqual(new Set([`${call(1)}.1`, `${call(2)}.1`]));
  expect(got).toHaveLength(6);
});

/** What a receiver that files notes does with the first tries of one; after these it takes it. It files an id once, whatever it answers. */
type Way = 'late' | 'files-and-hangs-up' | 'at-it' | 'busy';

/** A receiver that removes doubles by the key: what it filed, and every try it saw. `late` answers 200 when nobody waits any more. */
async function filingReceiver(ways: Readonly<Record<string, Way[]>>) {
  const filed: { id: string; body: string }[] = [];
  const tries: { id: string; key: string; body: string }[] = [];
  const filing = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      tries.push({ id, key: String(request.headers['idempotency-key']), body });
      const way = ways[id]?.shift();
      if (way === 'busy') return response.writeHead(503).end();
      if (way === 'at-it') return response.writeHead(409).end();
      if (!filed.some(note => note.id === id)) filed.push({ id, body });
      if (way === 'files-and-hangs-up') return request.socket.destroy();
      if (way === 'late') return response.on('close', () => response.writeHead(200).end());
      return response.writeHead(200).end();
    });
  });
  await new Promise<void>(done => filing.listen(0, '127.0.0.1', done));
  const close = () => new Promise(done => filing.close(done));
  return { filed, tries, url: `http://127.0.0.1:${(filing.address() as AddressInfo).port}/`, close };
}

test('a receiver that takes a note after we stopped waiting, or loses the line, files it once by its key and it counts as delivered', async () => {
  const notes = [6, 7, 8, 9].map(n => `${call(n)}.1`) as [string, string, string, string];
  const next = `${call(6)}.2`;
  const ways: Record<string, Way[]> = {
    [notes[0]]: ['late'],
    [notes[1]]: ['files-and-hangs-up'],
    [notes[2]]: ['late', 'at-it', 'at-it'],
    [notes[3]]: ['busy', 'late', 'files-and-hangs-up', 'late'],
  };
  const receiver = await filingReceiver(ways);
  const { id } = await make(receiver.url);
  await queue(id, ...notes, next);
  await deliver(nothingWaits, 60_000, 150);
  await receiver.close();

  const { deliveries } = await listDeliveries(database.db, { limit: 50 });
  expect(deliveries.map(({ subject, state, tries }) => `${subject} ${state} ${tries}`).sort()).toEqual(
    [
      `${call(6)} delivered 1`,
      `${call(6)} delivered 2`,
      `${call(7)} delivered 2`,
      `${call(8)} delivered 4`,
      `${call(9)} delivered 5`,
    ].sort(),
  );
  expect(receiver.filed.map(note => note.id).sort()).toEqual([...notes, next].sort());
  expect(receiver.tries.map(({ id, body }) => `${id} ${body}`)).toEqual(
    receiver.tries.map(({ key }) => `${key} ${JSON.stringify({ key })}`.replace('":"', '": "')),
  );
  expect(receiver.filed.findIndex(note => note.id === notes[0])).toBeLessThan(receiver.filed.findIndex(note => note.id === next));
});

test('one that always takes notes too late has each once, and they are listed as failed after a day', async () => {
  const note = `${call(10)}.1`;
  const receiver = await filingReceiver({ [note]: Array.from({ length: 30 }, () => 'late' as const) });
  const { id } = await make(receiver.url);
  await queue(id, note);
  await deliver(nothingWaits, 3_700_000, 30);
  await receiver.close();
  expect(await states()).toEqual([{ state: 'failed', tries: 30, trouble: 'no answer within 0.03 s' }]);
  expect(receiver.filed).toHaveLength(1);
});

test('two nodes that deliver at once to a slow receiver try no note at the same time', async () => {
  const notes = Array.from({ length: 12 }, (_, n) => `${call(20 + n)}.1`);
  const receiver = await filingReceiver(Object.fromEntries(notes.map(note => [note, ['late'] as Way[]])));
  const { id } = await make(receiver.url);
  await queue(id, ...notes);
  const clock = new TestClock(Date.now());
  const parts = { db: database.db, clock, log, ring, withinMs: 150 };
  const stops = [keepDelivering(parts), keepDelivering(parts)];
  await vi.waitUntil(() => {
    clock.move(500);
    return nothingWaits();
  }, patient);
  await Promise.all(stops.map(stop => stop()));
  await receiver.close();
  expect(await states()).toEqual(notes.map(() => ({ state: 'delivered', tries: 2, trouble: undefined })));
  expect(receiver.filed.map(note => note.id).sort()).toEqual([...notes].sort());
  expect(receiver.tries).toHaveLength(24);
});

test('a note the receiver refuses is listed as failed at once, and sent again by a person', async () => {
  const { id } = await make();
  await queue(id, `${call(3)}.1`);
  answers = [422];
  await deliver(nothingWaits);
  expect(await states()).toEqual([{ state: 'failed', tries: 1, trouble: 'answered 422' }]);
  expect(await standingOf(database.db, [call(3)])).toEqual(new Map([[call(3), 'failed']]));

  const [failed] = (await listDeliveries(database.db, { limit: 1, state: 'failed' })).deliveries;
  await database.db.transaction().execute(trx => sendAgain(trx, failed?.id ?? 0, new Date(), '9001'));
  await deliver(nothingWaits);
  const [note] = (await listDeliveries(database.db, { limit: 1 })).deliveries;
  expect(note).toMatchObject({ state: 'delivered', tries: 1, by: { staffNo: '9001' } });
  await expect(database.db.transaction().execute(trx => sendAgain(trx, note?.id ?? 0, new Date(), '9001'))).rejects.toThrow(ProblemError);
});

test('a receiver that never answers is given up after a day, and listed', async () => {
  const { id } = await make('http://127.0.0.1:9/');
  await queue(id, `${call(4)}.1`);
  await deliver(nothingWaits, 3_700_000);
  expect(await states()).toEqual([{ state: 'failed', tries: 30, trouble: expect.stringMatching(/^not reached/) }]);
});

test('notes about one subject keep their order; one that is off sends nothing until it is on', async () => {
  const { id } = await make();
  await queue(id, `${call(5)}.1`, `${call(5)}.2`, `${call(5)}.3`);
  answers = [503];
  await database.db.transaction().execute(trx => switchWebhook(trx, id, false));
  const clock = new TestClock(Date.now());
  const stop = keepDelivering({ db: database.db, clock, log, ring });
  clock.move(5_000);
  await stop();
  expect(got).toEqual([]);
  await database.db.transaction().execute(trx => switchWebhook(trx, id, true));
  await deliver(nothingWaits, 20_000);
  expect(got.map(note => note.id.split('.')[1])).toEqual(['1', '1', '2', '3']);
  expect(await listWebhooks(database.db)).toMatchObject([{ id, on: true, waiting: 0, failed: 0 }]);
});

test.each([
  ['http://bank.example/notes', 'https only; http is for a receiver on this very machine'],
  ['https://me:secret@bank.example/', 'an address with a password in it would stand in lists: receivers check our signature instead'],
  ['ftp://bank.example/', 'https only; http is for a receiver on this very machine'],
])('%s is no address for notes', async (address, why) => {
  await expect(make(address)).rejects.toMatchObject({ problem: { kind: 'invalid', field: 'url', why } });
});
