import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { Release } from '#domain/release.ts';
import { contentRoutes } from '#server/content/content-routes.ts';
import { importDraft, submitDraft } from '#server/content/draft.ts';
import { feedbackRoutes } from '#server/content/feedback-routes.ts';
import { buildHttp, cookieName, type Http } from '#server/http.ts';
import { noLog } from '#server/log.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { sessionRoutes } from '#server/people/session-routes.ts';
import { systemRoutes } from '#server/system/system-routes.ts';
import { testDatabase } from '#test/kit/postgres.ts';

const clock = new TestClock(Date.now());
const host = '127.0.0.1';
let database: Awaited<ReturnType<typeof testDatabase>>;
let http: Http;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await seedDemoPeople(db);
  http = await buildHttp({
    db,
    clock,
    log: noLog,
    host,
    screens: '/nowhere',
    features: [
      sessionRoutes({
        db,
        clock,
        cookie: { name: cookieName(false), secure: false },
        bank: () => ({ name: '江海银行', fictional: true }),
        demo: 'on',
      }),
      contentRoutes({ db }),
      feedbackRoutes({ db, clock }),
      systemRoutes({ db, clock, provisionalYears: async () => [] }),
    ],
  });
});
afterAll(async () => {
  await http.app.close();
  await database.close();
});

/** A bank with these scripts by article key. */
function bankWith(scripts: Readonly<Record<string, string>>): Release {
  const articles = Object.entries(scripts).map(([key, script]) => ({ key, title: `标题${key}`, question: '能管几天', script }));
  const empty = { concepts: [], processes: [], rules: [], leaves: [], slots: [], handoffReasons: [], versions: {} };
  return Release.parse({ bank: { key: 'test', name: '测试银行', fictional: true }, settings: {}, articles, ...empty });
}

async function draftOf(scripts: Readonly<Record<string, string>>, author: string): Promise<number> {
  const { draft } = await importDraft(database.db, bankWith(scripts), '挂失话术', author);
  await submitDraft(database.db, draft, author);
  return draft;
}

/** Signs somebody in and asks as them. */
async function as(staffNo: string) {
  const signedIn = await http.app.inject({ method: 'POST', url: '/v1/demo/sign-in', payload: { staffNo }, headers: { host } });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const headers = { host, cookie, 'x-csrf': signedIn.json().csrf as string };
  return async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await http.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.body ? answer.json() : null };
  };
}

async function deeds(): Promise<readonly unknown[]> {
  const { db } = database;
  const people = new Map((await db.selectFrom('person').select(['id', 'staff_no']).execute()).map(row => [row.id, row.staff_no]));
  const rows = await db.selectFrom('audit').selectAll().where('action', 'like', 'content-%').orderBy('at').orderBy('number').execute();
  return rows.map(row => [people.get(row.who), row.action, row.subject]);
}

test('a draft is seen with its changes, approved by somebody else, published and recorded', async () => {
  const [editor, approver] = [await as('4001'), await as('4002')];
  const first = await draftOf({ K01: '五天', K02: '旧' }, '4001');
  expect((await approver('POST', `/v1/content/drafts/${first}/approve`)).status).toBe(204);
  expect((await approver('POST', `/v1/content/drafts/${first}/publish`)).status).toBe(200);

  const second = await draftOf({ K01: '五天,逾期失效', K03: '新' }, '4001');
  const own = await draftOf({ K01: '六天' }, '4002');
  const listed = await editor('GET', '/v1/content/drafts');
  const change = await editor('GET', `/v1/content/drafts/${second}/change?kind=article&key=K01`);
  const byAuthor = await approver('POST', `/v1/content/drafts/${own}/approve`);
  const early = await approver('POST', `/v1/content/drafts/${second}/publish`);
  const byEditor = await editor('POST', `/v1/content/drafts/${second}/approve`);
  await approver('POST', `/v1/content/drafts/${second}/approve`);
  const published = await approver('POST', `/v1/content/drafts/${second}/publish`);
  const again = await approver('POST', `/v1/content/drafts/${second}/publish`);
  const releases = await editor('GET', '/v1/content/releases?limit=1');

  const left = (await editor('GET', '/v1/content/drafts')).body.drafts;
  expect(left.map((draft: { id: number; behind: number }) => [draft.id, draft.behind])).toEqual([[own, 1]]);

  expect({ draft: listed.body.drafts[0], change: change.body }).toEqual({
    draft: {
      id: second,
      title: '挂失话术',
      author: { staffNo: '4001', name: '孙悦' },
      state: 'in-review',
      createdAt: expect.any(String),
      items: 4,
      behind: 0,
      counts: { added: 1, changed: 1, removed: 1 },
      changes: [
        { kind: 'article', key: 'K01', title: '标题K01', change: 'changed', fields: ['script'] },
        { kind: 'article', key: 'K02', title: '标题K02', change: 'removed', fields: [] },
        { kind: 'article', key: 'K03', title: '标题K03', change: 'added', fields: [] },
      ],
    },
    change: { fields: [{ field: 'script', before: '五天', after: '五天,逾期失效' }] },
  });
  expect([byAuthor, early.status, byEditor.status, published.status, again.status]).toEqual([
    { status: 409, body: { problem: { kind: 'four-eyes', action: `approve draft ${own}` } } },
    409,
    403,
    200,
    409,
  ]);
  expect(releases.body).toMatchObject({
    live: { hash: published.body.release },
    releases: [{ draft: second, author: { name: '孙悦' }, approver: { name: '马文涛' }, items: 4 }],
    next: expect.any(String),
  });
  expect(await deeds()).toEqual([
    ['4002', 'content-approved', `draft/${first}`],
    ['4002', 'content-published', `draft/${first}`],
    ['4002', 'content-approved', `draft/${second}`],
    ['4002', 'content-published', `draft/${second}`],
  ]);
});

test('a recall is found by words, ordered with a reason, recorded, and refused where it leads nowhere', async () => {
  const [editor, approver] = [await as('4001'), await as('4002')];
  const found = await approver('GET', `/v1/content/items?q=${encodeURIComponent('标题k03')}`);
  const order = { kind: 'article', key: 'K03', act: 'suspended', reason: '利率变了' };
  const refusals = [
    (await editor('POST', '/v1/content/recalls', order)).status,
    (await approver('POST', '/v1/content/recalls', { ...order, key: 'K99' })).body,
    (await approver('POST', '/v1/content/recalls', { ...order, reason: ' ' })).body.problem.field,
  ];
  const ordered = await approver('POST', '/v1/content/recalls', order);
  const { recalls } = (await editor('GET', '/v1/content/recalls')).body;

  expect(found.body).toEqual({ items: [{ kind: 'article', key: 'K03', title: '标题K03', version: 1 }] });
  expect(refusals).toEqual([403, { problem: { kind: 'not-found', what: 'article', id: 'K99' } }, 'body.reason']);
  expect(ordered).toEqual({ status: 201, body: { id: expect.any(Number), kind: 'article', key: 'K03', version: 1, act: 'suspended' } });
  expect(recalls).toEqual([
    {
      ...ordered.body,
      title: '标题K03',
      reason: '利率变了',
      by: { staffNo: '4002', name: '马文涛' },
      at: expect.any(String),
      stands: true,
    },
  ]);
  expect((await deeds()).at(-1)).toEqual(['4002', 'content-suspended', 'article/K03']);
});

const readers = [
  { path: '/v1/content/drafts', may: ['4001', '4002', '7001'], mayNot: ['6001'] },
  { path: '/v1/content/flags', may: ['4001', '4002', '2001'], mayNot: ['1027', '7001'] },
  { path: '/v1/content/misses', may: ['4001'], mayNot: ['1027'] },
  { path: '/v1/system', may: ['7001', '7002', '6001'], mayNot: ['4001'] },
] as const;
test.each(readers)('$path is for $may, not for $mayNot', async ({ path, may, mayNot }) => {
  const status = async (staffNo: string) => (await (await as(staffNo))('GET', path)).status;
  expect({ may: await Promise.all(may.map(status)), mayNot: await Promise.all(mayNot.map(status)) }).toEqual({
    may: may.map(() => 200),
    mayNot: mayNot.map(() => 403),
  });
});
