import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { ProblemError } from '#domain/problem.ts';
import { auditRoutes } from '#server/audit/audit-routes.ts';
import { contentRoutes } from '#server/content/content-routes.ts';
import { feedbackRoutes } from '#server/content/feedback-routes.ts';
import { connect } from '#server/db/connect.ts';
import type { Feature } from '#server/http/app.ts';
import { listen } from '#server/http/listen.ts';
import { buildHttp, cookieName, type Http, isSecure } from '#server/http.ts';
import { noLog } from '#server/log.ts';
import { createApiKey, revokeApiKey } from '#server/people/api-keys.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { personByStaffNo, setPassword, setRoles } from '#server/people/people.ts';
import { peopleRoutes } from '#server/people/people-routes.ts';
import { sessionRoutes } from '#server/people/session-routes.ts';
import { systemRoutes } from '#server/system/system-routes.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let http: Http;
const clock = new TestClock(Date.now());
const password = '一个足够长的口令 42';

const trouble: Feature = app => {
  app.post(
    '/v1/trouble',
    { config: { permission: 'public' }, bodyLimit: 1_000, schema: { body: z.strictObject({ name: z.string().max(5) }) } },
    () => ({ ok: true }),
  );
  app.get('/v1/trouble/gap', { config: { permission: 'public' } }, () => {
    throw new ProblemError({ kind: 'gap', source: 'asr', expectedSeq: 7 });
  });
  app.get('/v1/trouble/fault', { config: { permission: 'public' } }, () => {
    throw new Error('客户说了什么');
  });
  app.get('/v1/trouble/database', { config: { permission: 'public' } }, () => {
    throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
  });
  app.get('/v1/trouble/socket', { config: { permission: 'desk.use' }, websocket: true }, socket => socket.close());
};

beforeAll(async () => {
  database = await testDatabase();
  await seedDemoPeople(database.db);
  const agent = await personByStaffNo(database.db, '1027');
  await setPassword(database.db, agent?.id ?? '', password);
  http = await build();
});

afterAll(async () => {
  await http.app.close();
  await database.close();
});

async function build(more: readonly Feature[] = [], { db = database.db, screens = '/nowhere', publicOrigin = '' } = {}): Promise<Http> {
  const session = sessionRoutes({
    db,
    clock,
    cookie: { name: cookieName(false), secure: false },
    bank: () => ({ name: '江海银行', fictional: true }),
    demo: 'on',
  });
  return await buildHttp({
    db,
    clock,
    log: noLog,
    host: '127.0.0.1',
    screens,
    ...(publicOrigin ? { publicOrigin } : {}),
    features: [
      session,
      peopleRoutes({ db, clock }),
      auditRoutes({ db }),
      contentRoutes({ db }),
      feedbackRoutes({ db, clock }),
      systemRoutes({ db, clock, provisionalYears: async () => [] }),
      trouble,
      ...more,
    ],
  });
}

async function signedIn(staffNo: string) {
  const answer = await http.app.inject({ method: 'POST', url: '/v1/demo/sign-in', payload: { staffNo }, headers: { host: '127.0.0.1' } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, csrf: answer.json().csrf as string };
}

async function nobodyWithRoles(): Promise<string> {
  const someone = await personByStaffNo(database.db, '5001');
  await setRoles(database.db, someone?.id ?? '', []);
  return (await signedIn('5001')).cookie;
}

test('every route says what it asks for, and refuses those who come without or with nothing', async () => {
  await http.app.ready();
  const cookie = await nobodyWithRoles();
  const guarded = http.declared.filter(route => route.permission !== 'public' && route.url !== '/metrics');
  const wrong: string[] = [];
  for (const { method, url, permission } of guarded) {
    const address = url.replace(/:\w+/g, 'x').replace('*', 'x');
    const outside = await http.app.inject({ method: method as 'GET', url: address, headers: { host: '127.0.0.1' } });
    const inside = await http.app.inject({ method: method as 'GET', url: address, headers: { host: '127.0.0.1', cookie } });
    const turnedAway = outside.statusCode === 401 || (outside.statusCode === 302 && String(outside.headers.location).startsWith('/signin'));
    if (!turnedAway) wrong.push(`${method} ${url} let nobody in: ${outside.statusCode}`);
    if (permission !== 'signed-in' && inside.statusCode !== 403)
      wrong.push(`${method} ${url} let somebody without roles in: ${inside.statusCode}`);
  }
  expect(wrong).toEqual([]);
  expect(guarded.length).toBeGreaterThan(15);
  expect(
    http.declared
      .filter(route => route.permission === 'public' && route.url.startsWith('/v1/'))
      .map(route => `${route.method} ${route.url}`),
  ).toEqual(expect.arrayContaining(['POST /v1/session', 'GET /v1/demo/people', 'POST /v1/demo/sign-in']));
});

test('a route that declares nothing stops the start', async () => {
  const forgetful: Feature = app => void app.get('/v1/forgotten', () => 'secret');
  const { app } = await build([forgetful]);
  await expect(app.ready()).rejects.toThrow('GET /v1/forgotten');
});

const bad = [
  { when: 'broken JSON', body: '{"name":', status: 400, problem: { kind: 'broken-frame', why: 'the body is not JSON' } },
  {
    when: 'an unknown field',
    body: '{"name":"a","b":1}',
    status: 400,
    problem: { kind: 'invalid', field: 'body', why: 'Unrecognized key: "b"' },
  },
  {
    when: 'a field that is too long',
    body: '{"name":"abcdef"}',
    status: 400,
    problem: { kind: 'invalid', field: 'body.name', why: 'Too big: expected string to have <=5 characters' },
  },
  { when: 'too much', body: `{"name":"${'x'.repeat(2_000)}"}`, status: 413, problem: { kind: 'too-large', limitBytes: 1_000 } },
] as const;
test.each(bad)('$when is answered with $status and a named problem', async ({ body, status, problem }) => {
  const headers = { 'content-type': 'application/json', host: '127.0.0.1' };
  const answer = await http.app.inject({ method: 'POST', url: '/v1/trouble', headers, payload: body });
  expect({ status: answer.statusCode, ...answer.json() }).toEqual({ status, problem });
});

const faults = [
  { url: '/v1/trouble/gap', status: 409, problem: { kind: 'gap', source: 'asr', expectedSeq: 7 } },
  { url: '/v1/trouble/database', status: 503, problem: { kind: 'unavailable', what: 'database', retryAfterMs: 2_000 } },
  { url: '/v1/trouble/fault', status: 500, problem: { kind: 'internal', reference: expect.stringMatching(/^[0-9a-f]{12}$/) } },
  { url: '/v1/no-such', status: 404, problem: { kind: 'not-found', what: 'address', id: '/v1/no-such' } },
];
test.each(faults)('$url → $status', async ({ url, status, problem }) => {
  const answer = await http.app.inject({ url, headers: { host: '127.0.0.1' } });
  expect({ status: answer.statusCode, ...answer.json() }).toEqual({ status, problem });
  if (status === 503) expect(answer.headers['retry-after']).toBe('2');
});

test('somebody signs in, acts with the CSRF token only, and signs out', async () => {
  const host = '127.0.0.1';
  const wrong = await http.app.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { staffNo: '1027', password: 'no' },
    headers: { host },
  });
  const right = await http.app.inject({ method: 'POST', url: '/v1/session', payload: { staffNo: '1027', password }, headers: { host } });
  const set = String(right.headers['set-cookie']);
  const cookie = set.split(';')[0] ?? '';
  const session = right.json();

  expect({ status: wrong.statusCode, ...wrong.json() }).toEqual({ status: 401, problem: { kind: 'wrong-key' } });
  expect(set).toMatch(/^deskside=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(session).toMatchObject({ user: { staffNo: '1027', unit: '银行卡一班', roles: ['agent'] }, demo: true, bank: { fictional: true } });
  expect(session.may).toContain('desk.use');
  expect((await http.app.inject({ url: '/v1/session', headers: { host, cookie } })).json()).toEqual(session);

  const without = await http.app.inject({ method: 'DELETE', url: '/v1/session', headers: { host, cookie } });
  const out = await http.app.inject({ method: 'DELETE', url: '/v1/session', headers: { host, cookie, 'x-csrf': session.csrf } });
  const after = await http.app.inject({ url: '/v1/session', headers: { host, cookie } });
  expect([without.statusCode, out.statusCode, after.statusCode]).toEqual([403, 204, 401]);
});

test('what a foreign page makes a browser send is refused', async () => {
  const { cookie, csrf } = await signedIn('1027');
  const from = (origin: string | undefined, host = '127.0.0.1:8080') =>
    http.app.inject({
      method: 'PATCH',
      url: '/v1/session',
      payload: { lang: 'zh' },
      headers: { host, cookie, 'x-csrf': csrf, ...(origin ? { origin } : {}) },
    });
  const upgrade = { connection: 'upgrade', upgrade: 'websocket', host: '127.0.0.1:8080', cookie };
  const socket = await http.app.inject({ url: '/v1/trouble/socket', headers: { ...upgrade, origin: 'http://evil.example' } });

  expect((await from('http://127.0.0.1:8080')).statusCode).toBe(200);
  expect((await from('http://evil.example')).json()).toMatchObject({ problem: { kind: 'not-allowed' } });
  expect((await from('null')).statusCode).toBe(403);
  expect((await from(undefined, 'evil.example')).statusCode).toBe(403); // a name that resolves to this machine
  expect(socket.statusCode).toBe(403);
});

test('one click signs in from this machine only, and only the people of the demo', async () => {
  const click = (staffNo: string, remoteAddress: string) =>
    http.app.inject({ method: 'POST', url: '/v1/demo/sign-in', payload: { staffNo }, headers: { host: '127.0.0.1' }, remoteAddress });

  expect((await click('1027', '127.0.0.1')).statusCode).toBe(200);
  expect((await click('1027', '10.0.0.9')).statusCode).toBe(403);
  expect((await click('9999', '127.0.0.1')).statusCode).toBe(404);
  expect((await http.app.inject({ url: '/v1/demo/people', headers: { host: '127.0.0.1' } })).json().length).toBeGreaterThanOrEqual(11);
});

test('an API key opens what its scopes say, until it is revoked', async () => {
  const { id, key } = await createApiKey(database.db, { name: 'collector', scopes: ['system.read'], by: null });
  const ask = (authorization: string, url = '/metrics') =>
    http.app.inject({ url, headers: { host: '127.0.0.1', authorization }, remoteAddress: '10.0.0.9' });

  expect((await ask(`Bearer ${key}`)).statusCode).toBe(200);
  expect((await ask(`Bearer ${key}`, '/v1/people')).statusCode).toBe(403);
  expect((await ask(`Bearer ${key}x`)).json()).toEqual({ problem: { kind: 'wrong-key' } });
  await revokeApiKey(database.db, clock, id);
  clock.move(5_001);
  expect((await ask(`Bearer ${key}`)).statusCode).toBe(401);
});

test('pages lead to the sign-in; health, readiness, figures and the OpenAPI page answer', async () => {
  const get = (url: string, remoteAddress = '127.0.0.1') => http.app.inject({ url, headers: { host: '127.0.0.1' }, remoteAddress });
  const desk = await get('/desk?call=D01');
  const docs = await get('/v1/docs/json');

  expect([desk.statusCode, desk.headers.location]).toEqual([302, '/signin?next=%2Fdesk%3Fcall%3DD01']);
  expect((await get('/signin')).headers['content-security-policy']).toContain("script-src 'self'");
  expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await get('/readyz')).json()).toEqual({ status: 'ready', parts: { database: true } });
  expect((await get('/metrics')).body).toContain('deskside_http_request_seconds');
  expect((await get('/metrics', '10.0.0.9')).statusCode).toBe(401);
  expect(Object.keys(docs.json().paths)).toEqual(expect.arrayContaining(['/v1/session', '/v1/people']));
  expect((await get('/v1/docs/')).statusCode).toBe(200);
});

test('the auditor reads, checks and takes the record away; the agent does not', async () => {
  const { cookie } = await signedIn('6001');
  const agent = await signedIn('1027');
  const ask = (url: string, as: string) => http.app.inject({ url, headers: { host: '127.0.0.1', cookie: as } });
  const deeds = (await ask('/v1/audit?limit=2', cookie)).json();

  expect(deeds.deeds[0]).toMatchObject({ action: 'signed-in', details: { how: 'demo' } });
  expect(deeds.next).toBe(deeds.deeds[1].at);
  expect((await ask('/v1/audit/verify', cookie)).json()).toMatchObject({ kind: 'ok', writers: 1 });
  expect((await ask('/v1/audit/export', cookie)).body.trim().split('\n').at(-1)).toContain('audit-exported');
  expect((await ask('/v1/audit', agent.cookie)).statusCode).toBe(403);
});

test('a roster comes in as a file; what is wrong with it comes back by line and column', async () => {
  const { cookie, csrf } = await signedIn('2001');
  const send = (payload: string) =>
    http.app.inject({
      method: 'POST',
      url: '/v1/roster',
      payload,
      headers: { host: '127.0.0.1', cookie, 'x-csrf': csrf, 'content-type': 'text/csv' },
    });

  const answer = await send('工号,姓名,班组,角色\n1950,钱多多,银行卡一班,agent\n1951,王,银行卡一班,administrator\n');
  expect(answer.json()).toEqual({
    people: 1,
    shifts: 0,
    problems: [{ line: 3, column: 'D', why: 'you may not give the role administrator' }],
  });
});

test('a key is made by those who may, with no more than they have', async () => {
  const { cookie, csrf } = await signedIn('7002');
  const make = (scopes: string[]) =>
    http.app.inject({
      method: 'POST',
      url: '/v1/keys',
      payload: { name: 'ASR', scopes },
      headers: { host: '127.0.0.1', cookie, 'x-csrf': csrf },
    });

  expect((await make(['ingest.send'])).json()).toEqual({ id: expect.any(String), key: expect.stringMatching(/^dk_/) });
  expect((await make(['people.manage'])).statusCode).toBe(403);
  expect((await make(['no.such'])).json()).toMatchObject({ problem: { kind: 'invalid', field: 'body.scopes.0' } });
  expect((await http.app.inject({ url: '/v1/keys', headers: { host: '127.0.0.1', cookie } })).json()[0]).toMatchObject({
    name: 'ASR',
    scopes: ['ingest.send'],
  });
});

test('without its database it says so, and is not ready', async () => {
  const away = connect('postgres://nobody@127.0.0.1:1/none');
  const { app } = await build([], { db: away.db });
  const get = (url: string) => app.inject({ url, headers: { host: '127.0.0.1', cookie: `deskside=${'x'.repeat(43)}` } });

  const call = await get('/v1/session');
  expect({ status: call.statusCode, ...call.json() }).toEqual({
    status: 503,
    problem: { kind: 'unavailable', what: 'database', retryAfterMs: 2_000 },
  });
  expect((await get('/readyz')).statusCode).toBe(503);
  expect((await get('/healthz')).statusCode).toBe(200);
  await app.close();
  await away.db.destroy();
});

test('a socket opens for those who may; stopping tells it to go, and cuts off one that does not answer', async () => {
  const { app } = await build([
    inner =>
      void inner.get('/v1/socket', { websocket: true, config: { permission: 'ingest.send' } }, (socket, request) =>
        socket.send(request.who.kind),
      ),
  ]);
  const { key } = await createApiKey(database.db, { name: 'socket', scopes: ['ingest.send'], by: null });
  const address = new URL('/v1/socket', await listen(app, { host: '127.0.0.1', port: 0 }));
  const refused = new WebSocket(address.href);
  const [why] = await once(refused, 'error');
  const open = new WebSocket(address.href, { headers: { authorization: `Bearer ${key}` } });
  const [first] = await once(open, 'message');
  const deaf = new WebSocket(address.href, { headers: { authorization: `Bearer ${key}` } });
  await once(deaf, 'message');
  deaf.pause(); // reads nothing any more, so it never answers

  const [[code]] = await Promise.all([once(open, 'close'), app.close()]);

  expect([why.message, String(first), code]).toEqual(['Unexpected server response: 401', 'key', 1001]);
  deaf.terminate();
});

test('behind a proxy, coming from this machine opens nothing', async () => {
  const { app } = await build([], { publicOrigin: 'https://desk.bank.example' });
  expect((await app.inject({ url: '/metrics', headers: { host: 'desk.bank.example' } })).statusCode).toBe(401);
  await app.close();
});

test('cookies are bound to TLS everywhere but on this machine', () =>
  expect([{ host: '127.0.0.1' }, { host: '0.0.0.0' }, { host: '127.0.0.1', publicOrigin: 'https://x' }].map(isSecure)).toEqual([
    false,
    true,
    true,
  ]));

test('a taken port is a sentence', async () => {
  const [one, two] = [await build(), await build()];
  const { port } = new URL(await listen(one.app, { host: '127.0.0.1', port: 0 }));
  await expect(listen(two.app, { host: '127.0.0.1', port: Number(port) })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  await Promise.all([one.app.close(), two.app.close()]);
});

test('screens: one document for every page, files by their hashed names, nothing beside them', async () => {
  const screens = mkdtempSync(join(tmpdir(), 'deskside-screens-'));
  mkdirSync(join(screens, 'assets'));
  writeFileSync(join(screens, 'index.html'), '<title>desk</title>');
  writeFileSync(join(screens, 'assets', 'desk-1a2b.js'), 'go()');
  writeFileSync(join(screens, 'secret.txt'), 'secret');
  const { app } = await build([], { screens });
  const get = async (url: string) => {
    const { statusCode, body, headers } = await app.inject({ url, headers: { host: '127.0.0.1' } });
    return { statusCode, body: statusCode === 404 ? '' : body, cache: headers['cache-control'] };
  };

  expect(await get('/signin')).toEqual({ statusCode: 200, body: '<title>desk</title>', cache: 'no-cache' });
  expect(await get('/assets/desk-1a2b.js')).toEqual({ statusCode: 200, body: 'go()', cache: 'public, max-age=31536000, immutable' });
  expect((await get('/assets/..%2fsecret.txt')).statusCode).not.toBe(200);
  expect((await get('/secret.txt')).statusCode).toBe(404);
  expect((await get('/no-such-page')).statusCode).toBe(404);
  await app.close();
  rmSync(screens, { recursive: true });
});
