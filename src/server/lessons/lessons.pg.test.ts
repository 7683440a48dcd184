import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { AdviceChange } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import { ConversationId } from '#domain/ids.ts';
import { Release } from '#domain/release.ts';
import type { ExamplesDecided, OfferedExamples } from '#protocol/lessons.ts';
import { approveDraft, importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { liveItems } from '#server/content/live-items.ts';
import { publishDraft } from '#server/content/publish.ts';
import { buildHttp, cookieName, type Http } from '#server/http.ts';
import { lessonRoutes } from '#server/lessons/lesson-routes.ts';
import { takeLessons } from '#server/lessons/take-lessons.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { noLog } from '#server/log.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { sessionRoutes } from '#server/people/session-routes.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storeRows } from '#test/kit/stored-call.ts';

let database: TestDatabase;
let http: Http;
const host = '127.0.0.1';

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await seedDemoPeople(db);
  http = await buildHttp({
    db,
    clock: new TestClock(Date.now()),
    log: noLog,
    host,
    screens: '/nowhere',
    features: [
      sessionRoutes({
        db,
        clock: new TestClock(Date.now()),
        cookie: { name: cookieName(false), secure: false },
        bank: () => ({ name: '江海银行', fictional: true }),
        demo: 'on',
      }),
      lessonRoutes({ db }),
    ],
  });
  const { draft } = await importDraft(db, bank, '开始', '4001');
  await submitDraft(db, draft, '4001');
  await approveDraft(db, draft, '4002');
  await publishDraft(db, draft);
});
afterAll(async () => {
  await http.app.close();
  await database.close();
});

const leaf = (code: string, name: string, examples: readonly string[]) => ({ code, path: ['信用卡', name], examples });
const bank = Release.parse({
  bank: { key: 'test', name: '测试银行', fictional: true },
  settings: {},
  concepts: [],
  articles: [],
  processes: [],
  rules: [],
  leaves: [leaf('0101', '账单查询', ['这个月账单多少']), leaf('0102', '年费减免', ['年费能不能免', '凭什么扣年费'])],
  slots: [],
  handoffReasons: [],
  versions: {},
});

const call = (n: number) => ConversationId.parse(`20260105-000000000000000${n}`);

/** A call in which this was said and which was confirmed with a leaf, chosen by hand unless it stood first. */
async function confirmed(n: number, text: string, chosen: string, first: string): Promise<void> {
  const { db } = database;
  await storeCall(db, call(n), { status: 'wrapped' });
  await storeRows(db, call(n), [{ what: said(text) }], 1);
  await storeRows(db, call(n), [{ what: { kind: 'acted', act: { kind: 'wrapped' } }, advice: [filed(chosen, first, text.length)] }], 2);
}

const said = (text: string) =>
  ({ kind: 'heard', utterance: { position: 1, revision: 0, speaker: 'customer', text, startMs: 0, endMs: 900 } }) as Happening;
const filed = (chosen: string, first: string, length: number) =>
  ({
    op: 'raised',
    advice: {
      key: 'category',
      kind: 'category',
      ranking: [{ code: first, path: [first], confidence: 0.9, because: '' }],
      chosen,
      by: chosen === first ? 'engine' : 'agent',
      evidence: [{ position: 1, revision: 0, span: [0, length] }],
      loudness: 'quiet',
    },
  }) as unknown as AdviceChange;

async function ask<T>(staffNo: string, method: 'GET' | 'POST', body?: object): Promise<{ status: number; body: T }> {
  const headers = { host, origin: `http://${host}` };
  const login = await http.app.inject({ method: 'POST', url: '/v1/demo/sign-in', headers, payload: { staffNo } });
  const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
  const answer = await http.app.inject({
    method,
    url: '/v1/content/examples',
    headers: { ...headers, cookie, 'x-csrf': login.json().csrf },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('what agents changed is offered once, what stood only with support, what names somebody never', async () => {
  await confirmed(1, '我那张卡一年要收多少钱啊', '0102', '0101');
  await confirmed(2, '我那张卡,一年要收多少钱啊', '0102', '0101'); // the same words
  await confirmed(3, '凭什么扣年费', '0102', '0101'); // known already
  await confirmed(4, '我叫周明远,年费退给我', '0102', '0101');
  await confirmed(5, '这期要还几多', '0101', '0101'); // as it stood, once
  await consumeOnce(database.db, 'lessons-test', takeLessons);
  const { body } = await ask<OfferedExamples>('4001', 'GET');
  expect(body).toEqual({
    leaves: [
      {
        code: '0102',
        path: ['信用卡', '年费减免'],
        has: 2,
        confirmed: 0,
        examples: [{ id: expect.any(Number), text: '我那张卡,一年要收多少钱啊', how: 'changed', times: 2, conversation: call(2) }],
      },
    ],
    more: 0,
  });
  expect([(await ask('1027', 'GET')).status, (await ask('4002', 'GET')).status]).toEqual([403, 403]);
});

test('taken, it is in a draft for a second person; nothing live changes before that; it is audited, measured and offered no more', async () => {
  const { db } = database;
  const offered = (await ask<OfferedExamples>('4001', 'GET')).body;
  const id = offered.leaves[0]?.examples[0]?.id ?? 0;
  const nonsense = [
    { take: [id], leave: [id] },
    { take: [999_999], leave: [] },
    { take: [], leave: [] },
  ];
  const refused = [];
  for (const body of nonsense) refused.push((await ask('4001', 'POST', body)).status);
  const { body } = await ask<ExamplesDecided>('4001', 'POST', { take: [id], leave: [] });
  const examplesLive = async () => (await readItems(db, await liveItems(db))).leaves.find(({ code }) => code === '0102')?.examples.length;
  const before = await examplesLive();
  const again = (await ask('4001', 'POST', { take: [id], leave: [] })).status;
  await expect(approveDraft(db, body.draft ?? 0, '4001')).rejects.toThrow('four-eyes');
  await approveDraft(db, body.draft ?? 0, '4002');
  await publishDraft(db, body.draft ?? 0);
  const recorded = await db.selectFrom('audit').select(['subject', 'details']).where('action', '=', 'examples-decided').execute();
  expect({
    refused,
    body,
    before,
    again,
    after: await examplesLive(),
    recorded,
    offered: (await ask<OfferedExamples>('4001', 'GET')).body,
  }).toEqual({
    refused: [400, 409, 400],
    body: {
      offered: 4,
      taken: 1,
      left: 0,
      draft: expect.any(Number),
      measured: {
        others: { before: { first: expect.any(Number), three: expect.any(Number), of: 2 }, after: expect.objectContaining({ of: 2 }) },
        known: { before: expect.objectContaining({ of: 3 }), after: expect.objectContaining({ of: 3 }) },
      },
    },
    before: 2,
    again: 409,
    after: 3,
    recorded: [{ subject: `draft/${body.draft}`, details: { offered: 4, taken: 1, left: 0, leaves: ['0102'] } }],
    offered: { leaves: [], more: 0 },
  });
});

test('a correction takes back what was offered and not decided; what is left is offered no more', async () => {
  const { db } = database;
  await confirmed(6, '能不能把那个钱给我退了', '0101', '0102');
  await consumeOnce(db, 'lessons-test', takeLessons);
  const first = (await ask<OfferedExamples>('4001', 'GET')).body.leaves.map(({ code }) => code);
  const amended = { kind: 'acted', act: { kind: 'amended', category: '0102', slots: {}, why: '选错了' } } as Happening;
  await storeRows(db, call(6), [{ what: amended, advice: [{ ...filed('0102', '0101', 11), op: 'updated' } as AdviceChange] }], 3);
  await consumeOnce(db, 'lessons-test', takeLessons);
  const then = (await ask<OfferedExamples>('4001', 'GET')).body.leaves;
  const { body } = await ask<ExamplesDecided>('4001', 'POST', { take: [], leave: [then[0]?.examples[0]?.id ?? 0] });
  expect([first, then.map(({ code }) => code), body.left, body.draft, (await ask<OfferedExamples>('4001', 'GET')).body.leaves]).toEqual([
    ['0101'],
    ['0102'],
    1,
    undefined,
    [],
  ]);
});
