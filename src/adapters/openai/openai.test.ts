import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAi } from '#adapters/openai/openai.ts';

type Manner = (request: IncomingMessage, response: ServerResponse) => void;
let manner: Manner = () => {};
let server: Server;
let url = '';
const asked: { authorization: string | undefined; body: string; path: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', piece => {
      body += piece;
    });
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body, path: request.url });
      manner(request, response);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
});
afterAll(() => server.close().closeAllConnections());

const says =
  (content: unknown): Manner =>
  (_request, response) =>
    void response.end(JSON.stringify({ choices: [{ message: { content } }] }));
const ends =
  (status: number, body = ''): Manner =>
  (_request, response) =>
    void response.writeHead(status).end(body);

const cases: readonly { when: string; server: Manner; answer: unknown }[] = [
  { when: 'the model answers', server: says('{"reason":"挂失"}'), answer: { ok: true, text: '{"reason":"挂失"}' } },
  { when: 'the server never answers', server: () => {}, answer: { ok: false, why: 'slow' } },
  {
    when: 'it sends the head and then nothing',
    server: (_, response) => void response.writeHead(200).write('{"choi'),
    answer: { ok: false, why: 'slow' },
  },
  { when: 'it breaks down', server: ends(500), answer: { ok: false, why: 'away' } },
  { when: 'it is busy', server: ends(429), answer: { ok: false, why: 'away' } },
  { when: 'it hangs up', server: request => void request.socket.destroy(), answer: { ok: false, why: 'away' } },
  { when: 'the key is wrong', server: ends(401), answer: { ok: false, why: 'refused' } },
  { when: 'it sends something else', server: ends(200, '<html>'), answer: { ok: false, why: 'garbled' } },
  { when: 'it says nothing', server: says(''), answer: { ok: false, why: 'garbled' } },
  { when: 'it says a number', server: says(7), answer: { ok: false, why: 'garbled' } },
  { when: 'it does not stop', server: ends(200, 'x'.repeat(1 << 20)), answer: { ok: false, why: 'garbled' } },
  {
    when: 'it sends us elsewhere',
    server: (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    answer: { ok: false, why: 'away' },
  },
];

test.each(cases)('$when', async ({ server: behaves, answer }) => {
  manner = behaves;
  const model = openAi({ url, model: 'm', key: 'k', timeoutMs: JSON.stringify(answer).includes('slow') ? 400 : 60_000 });
  expect(await model.ask({ instructions: 'i', data: 'd' })).toEqual(answer);
});

test('asks as OpenAI-compatible endpoints expect', async () => {
  manner = says('x');
  asked.length = 0;
  await openAi({ url, model: 'qwen', key: 'secret', timeoutMs: 60_000 }).ask({ instructions: 'do', data: '[]' });
  expect(asked.map(({ body, ...rest }) => ({ ...rest, body: JSON.parse(body) }))).toEqual([
    {
      authorization: 'Bearer secret',
      path: '/v1/chat/completions',
      body: {
        model: 'qwen',
        temperature: 0,
        max_tokens: 600,
        messages: [
          { role: 'system', content: 'do' },
          { role: 'user', content: '[]' },
        ],
      },
    },
  ]);
});
