import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { IngestAnswer } from '#protocol/answer.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { liveServer } from '#test/kit/live-server.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

/**
 * Bad input in the middle of a good call: each row is sent between two sentences that are acknowledged. Whatever the server thought of
 * it, every acknowledged sentence stands in the log once and nothing else does. Each single refusal is told in `ingest.pg.test.ts`.
 */
let database: TestDatabase;
let demo: string; // file
let server: Awaited<ReturnType<typeof liveServer>>;
let key: string;

beforeAll(async () => {
  database = await testDatabase();
  demo = await demoFile();
  server = await liveServer({ url: database.url, node: 'refused-test', port: 0, artefact: demo });
  key = (await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null })).key;
});

afterAll(async () => {
  await server?.close();
  await database?.close();
});

const address = () => `ws://127.0.0.1:${server.port}/v1/ingest`;
const open = (conversation: string, more: object = {}) => ({
  type: 'open',
  protocol: 1,
  conversation,
  source: 'asr',
  channel: 'voice',
  clock: 'source',
  openedAt: '2026-01-05T09:00:00+08:00',
  ...more,
});
const heard = (conversation: string, seq: number, text: string, more: object = {}) => ({
  type: 'event',
  conversation,
  source: 'asr',
  seq,
  event: { kind: 'heard', speaker: 'customer', text, startMs: seq * 1000, endMs: seq * 1000 + 800, ...more },
});
const kilobytes = (count: number) => ({ note: 'x'.repeat(count * 1024) });

/** What is sent, and what the sender is told; `cut` means that the connection was ended. */
const cases: readonly (readonly [what: string, frame: (conversation: string) => string, told: string])[] = [
  ['half a frame', call => JSON.stringify(heard(call, 2, 'x')).slice(0, 40), 'broken-frame'],
  ['an array', () => '[]', 'invalid'],
  ['a message we do not know', () => '{"type":"shout"}', 'invalid type'],
  ['another protocol', call => JSON.stringify(open(call, { protocol: 99 })), 'invalid protocol'],
  ['a field we do not know', call => JSON.stringify(heard(call, 2, 'x', { mood: 'angry' })), 'invalid event.mood'],
  ['an ext of 5 kB', call => JSON.stringify(open(call, { source: 'crm', ext: kilobytes(5) })), 'invalid ext'],
  ['a number too high', call => JSON.stringify(heard(call, 9, 'x')), 'gap 2'],
  ['a number again', call => JSON.stringify(heard(call, 1, '别的话')), 'ack'],
  ['a call nobody opened', () => JSON.stringify(heard('nobody', 1, 'x')), 'not-found'],
  ['an utterance of 10 MB', call => JSON.stringify(heard(call, 2, 'x'.repeat(10_000_000))), 'cut'],
];

test.each(cases)('%s between two good sentences', async (what, frame, told) => {
  const call = `between ${what}`;
  const client = new IngestClient(address(), key);
  const { id } = await client.open(open(call) as never);
  const before = await client.ask(heard(call, 1, '第一句') as never);
  const answer = await answerTo(frame(call), call);
  const after = await insist(client, call, heard(call, 2, '第二句'));
  client.close();

  expect({ before: before?.type, answer, after, log: await sentencesOf(id) }).toEqual({
    before: 'ack',
    answer: told,
    after: 'ack',
    log: ['第一句', '第二句'],
  });
});

test('a wrong key does not get as far as a socket', async () => {
  expect(await refusedStatus(`dk_0123456789ab_${'x'.repeat(43)}`)).toBe(401);
  expect(await refusedStatus('')).toBe(401);
});

test('after the hang-up nothing is taken any more, by any connection, and the log stays as it was', async () => {
  const client = new IngestClient(address(), key);
  const { id } = await client.open(open('over') as never);
  await client.ask(heard('over', 1, '第一句') as never);
  await client.ask({ ...heard('over', 2, ''), event: { kind: 'closed', by: 'customer', atMs: 5000 } } as never);
  const late = await client.ask(heard('over', 3, '太晚了', { startMs: 60_000, endMs: 61_000 }) as never);
  client.close();
  const other = new IngestClient(address(), key);
  await other.open(open('over') as never);
  const again = await other.ask(heard('over', 3, '换条线再说', { startMs: 60_000, endMs: 61_000 }) as never);
  other.close();

  const kinds = [late, again].map(answer => (answer?.type === 'refused' ? answer.problem.kind : answer?.type));
  expect({ kinds, log: await sentencesOf(id) }).toEqual({ kinds: ['closed', 'closed'], log: ['第一句'] });
});

/** Sends one frame on a connection of its own that has joined the call, and says in a word what came back. */
async function answerTo(frame: string, call: string): Promise<string> {
  const socket = new WebSocket(address(), { headers: { authorization: `Bearer ${key}` } });
  const answers: IngestAnswer[] = [];
  const cut = new Promise<'cut'>(resolve => socket.on('close', () => resolve('cut')));
  socket.on('error', () => {});
  await new Promise(resolve => socket.once('open', resolve));
  const next = () => new Promise<void>(resolve => socket.once('message', data => resolve(void answers.push(JSON.parse(String(data))))));
  const joined = next();
  socket.send(JSON.stringify(open(call)));
  await joined;
  const answered = next();
  socket.send(frame);
  const end = await Promise.race([answered, cut]);
  socket.close();
  return end ?? told(answers.at(-1));
}

function told(answer: IngestAnswer | undefined): string {
  if (answer?.type !== 'refused') return answer?.type ?? 'nothing';
  const { problem } = answer;
  if (problem.kind === 'gap') return `gap ${problem.expectedSeq}`;
  return problem.kind === 'invalid' ? `invalid ${problem.field}`.trim() : problem.kind;
}

/** Sends until it is acknowledged, joining again when the connection was lost. */
async function insist(client: IngestClient, call: string, event: object): Promise<string> {
  const answer = await client.ask(event as never);
  if (answer !== null) return answer.type;
  await client.open(open(call) as never);
  return insist(client, call, event);
}

async function sentencesOf(id: string): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('events').select('what').where('conversation', '=', id).orderBy('position').execute();
  return rows.flatMap(({ what }) => (what.kind === 'heard' ? [what.utterance.text] : []));
}

function refusedStatus(bearer: string): Promise<number | undefined> {
  const socket = new WebSocket(address(), { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });
  socket.on('error', () => {});
  return new Promise(resolve => socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)));
}
