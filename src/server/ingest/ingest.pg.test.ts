import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestAnswer } from '#protocol/answer.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { liveServer } from '#test/kit/live-server.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let demo: string; // file
let server: Awaited<ReturnType<typeof liveServer>>;
let key: string;

beforeAll(async () => {
  database = await testDatabase();
  demo = await demoFile();
  server = await liveServer({ url: database.url, node: 'ingest-test', port: 0, artefact: demo });
  key = (await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null })).key;
});

afterAll(async () => {
  await server?.close();
  await database?.close();
});

const address = () => `127.0.0.1:${server.port}/v1/ingest`;
const openAs = (source: string, conversation = 'c1') => ({
  type: 'open',
  protocol: 1,
  conversation,
  source,
  channel: 'voice',
  clock: 'source',
  openedAt: '2026-01-05T09:00:00+08:00',
});
const heard = (seq: number, text: string, conversation = 'c1', source = 'asr') => ({
  type: 'event',
  conversation,
  source,
  seq,
  event: { kind: 'heard', speaker: 'customer', text, startMs: seq * 1000, endMs: seq * 1000 + 800 },
});

/** Sends frames one after another on one connection, waiting for the answer to each. */
async function talk(frames: readonly (string | object)[]): Promise<readonly Partial<IngestAnswer>[]> {
  const client = new IngestClient(`ws://${address()}`, key);
  for (const [index, frame] of frames.entries()) {
    await client.raw(typeof frame === 'string' ? frame : JSON.stringify(frame));
    await expect.poll(() => client.answers.length, { interval: 2 }).toBe(index + 1);
  }
  client.close();
  return client.answers.map(answer => ('id' in answer ? { ...answer, id: undefined } : answer));
}

const refusedBy = (problem: object, about: object = {}) => ({ type: 'refused', ...about, problem });
const about = (seq?: number, source = 'asr', conversation = 'c1') => ({ conversation, source, ...(seq === undefined ? {} : { seq }) });

test('a source opens, is acknowledged, resumes, and every trouble has its name and costs the connection nothing', async () => {
  const frames: readonly (readonly [string | object, object])[] = [
    [heard(1, '早了'), refusedBy({ kind: 'not-found', what: 'conversation opened by this source on this connection', id: 'c1' }, about(1))],
    [openAs('asr'), { type: 'opened', conversation: 'c1', source: 'asr', nextSeq: 1 }],
    [heard(1, '我银行卡丢了'), { type: 'ack', ...about(1) }],
    [heard(1, '我银行卡丢了'), { type: 'ack', ...about(1) }],
    [heard(3, '跳号'), refusedBy({ kind: 'gap', source: 'asr', expectedSeq: 2 }, about(3))],
    ['{"type": "event", ', refusedBy({ kind: 'broken-frame', why: 'is not JSON' })],
    [
      { ...heard(2, 'x'), colour: 'red' },
      refusedBy({ kind: 'invalid', field: 'colour', why: 'is not a field we know; use ext' }, about(2)),
    ],
    [
      { ...heard(2, 'x'), event: { ...heard(2, 'x').event, startMs: -1 } },
      refusedBy({ kind: 'invalid', field: 'event.startMs', why: 'Too small: expected number to be >=0' }, about(2)),
    ],
    [
      { ...heard(2, 'x'), event: { ...heard(2, 'x').event, endMs: 0 } },
      refusedBy({ kind: 'invalid', field: 'event.endMs', why: 'speech cannot end before it starts' }, about(2)),
    ],
    [heard(2, 'a\u0000b'), refusedBy({ kind: 'invalid', field: 'text', why: 'holds a NUL or half of a surrogate pair' }, about(2))],
    [
      JSON.stringify(heard(2, '字'.repeat(4001))).slice(0, 60_000),
      refusedBy({ kind: 'invalid', field: 'event.text', why: 'Too big: expected string to have <=4000 characters' }, about(2)),
    ],
    [JSON.stringify(heard(2, '字'.repeat(30_000))), refusedBy({ kind: 'too-large', limitBytes: 65_536 })],
    [
      { type: 'event', ...about(2), event: { kind: 'corrected', ofSeq: 7, text: '挂失' } },
      refusedBy({ kind: 'invalid', field: 'event.ofSeq', why: 'is no utterance of this source' }, about(2)),
    ],
    [
      { type: 'event', ...about(2), event: { kind: 'corrected', ofSeq: 1, text: '我银行卡丢了,要挂失' } },
      { type: 'ack', ...about(2) },
    ],
    [openAs('asr'), { type: 'opened', conversation: 'c1', source: 'asr', nextSeq: 3 }],
    [openAs('crm'), { type: 'opened', conversation: 'c1', source: 'crm', nextSeq: 1 }],
    [{ type: 'beat', conversation: 'c1', source: 'asr', nowMs: 9000 }, { type: 'beat' }],
    [{ type: 'beat' }, { type: 'beat' }],
    [
      { type: 'event', ...about(3), event: { kind: 'closed', by: 'customer', atMs: 10_000 } },
      { type: 'ack', ...about(3) },
    ],
    [heard(4, '收线之前说的'), { type: 'ack', ...about(4) }],
    [
      { ...heard(5, '收线之后'), event: { ...heard(5, '收线之后').event, startMs: 20_000, endMs: 21_000 } },
      refusedBy({ kind: 'closed', conversation: 'c1' }, about(5)),
    ],
  ];
  expect(await talk(frames.map(([frame]) => frame))).toEqual(frames.map(([, answer]) => answer));
});

test('a wrong key, a key without the scope and a frame of 10 MB', async () => {
  const ticket = (await createApiKey(database.db, { name: 'other', scopes: ['search.use'], by: null })).key;
  const post = (bearer: string, body: string) =>
    fetch(`http://${address()}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body,
    }).then(async answer => [answer.status, ((await answer.json()) as { problem: object }).problem]);
  expect([
    await post(`dk_0123456789ab_${'x'.repeat(43)}`, '[]'),
    await post(ticket, '[]'),
    await post(key, '[]'),
    await post(key, 'no'),
    await post(key, JSON.stringify([heard(1, 'x'.repeat(10_000_000))])),
  ]).toEqual([
    [401, { kind: 'wrong-key' }],
    [403, { kind: 'not-allowed', action: 'ingest.send' }],
    [400, { kind: 'invalid', field: 'body', why: 'Too small: expected array to have >=1 items' }],
    [400, { kind: 'broken-frame', why: 'the body is not JSON' }],
    [413, { kind: 'too-large', limitBytes: 1 << 20 }],
  ]);
});

test('the same messages by HTTP, in order, each with its answer', async () => {
  const answer = await fetch(`http://${address()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      openAs('chat', 'h1'),
      heard(1, '你好', 'h1', 'chat'),
      heard(2, '在吗', 'h1', 'chat'),
      heard(4, '跳号', 'h1', 'chat'),
      heard(1, '谁', 'h2', 'chat'),
    ]),
  });
  const { answers } = (await answer.json()) as { answers: IngestAnswer[] };
  expect(answers.map(one => ('id' in one ? { ...one, id: undefined } : one))).toEqual([
    { type: 'opened', conversation: 'h1', source: 'chat', nextSeq: 1 },
    { type: 'ack', ...about(1, 'chat', 'h1') },
    { type: 'ack', ...about(2, 'chat', 'h1') },
    refusedBy({ kind: 'gap', source: 'chat', expectedSeq: 3 }, about(4, 'chat', 'h1')),
    refusedBy({ kind: 'not-found', what: 'conversation', id: 'h2' }, about(1, 'chat', 'h2')),
  ]);
});

test('the database stops: the source is told `unavailable`, and once it is back nothing acknowledged is missing', async () => {
  const client = new IngestClient(`ws://${address()}`, key);
  const opened = await client.open({ ...openAs('asr', 'd1'), source: 'asr' } as never);
  const before = await client.ask(heard(1, '第一句', 'd1') as never);
  const name = new URL(database.url).pathname.slice(1);
  const admin = new URL(database.url);
  admin.pathname = '/postgres';
  await onServer(admin.href, `alter database ${name} allow_connections false`);
  await onServer(
    admin.href,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
  );
  const during = await client.ask(heard(2, '第二句', 'd1') as never);
  await onServer(admin.href, `alter database ${name} allow_connections true`);

  await expect.poll(async () => (await client.ask(heard(2, '第二句', 'd1') as never))?.type, { interval: 100 }).toBe('ack');
  client.close();
  const rows = await database.db
    .selectFrom('events')
    .select(['seq', 'what'])
    .where('conversation', '=', opened.id)
    .where('source', '=', 'asr')
    .orderBy('position')
    .execute();
  expect({
    before: before?.type,
    during: during?.type === 'refused' ? during.problem.kind : during,
    rows: rows.map(({ seq, what }) => [seq, what.kind === 'heard' ? what.utterance.text : '']),
  }).toEqual({
    before: 'ack',
    during: 'unavailable',
    rows: [
      [1, '第一句'],
      [2, '第二句'],
    ],
  });
});

async function onServer(url: string, text: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
