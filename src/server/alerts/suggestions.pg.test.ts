import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { Release } from '#domain/release.ts';
import { SuggestionList, SuggestionTaken, SuggestionWords } from '#protocol/alerts.ts';
import { suggestExemption } from '#server/alerts/settle-alert.ts';
import { suggestionRoutes } from '#server/alerts/suggestion-routes.ts';
import { takeAlerts } from '#server/alerts/take-alerts.ts';
import { approveDraft, importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { publishDraft } from '#server/content/publish.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { buildHttp } from '#server/http.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { noLog } from '#server/log.ts';
import { signedIn } from '#test/kit/live-database.ts';
import { testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storedCallId, storedMeta, storeRows } from '#test/kit/stored-call.ts';

const call = storedCallId(1);
const heard = (position: number, speaker: string, text: string) => ({
  what: { kind: 'heard', utterance: { position, revision: 0, speaker, text, startMs: position * 1000, endMs: position * 1000 + 900 } },
});
const said = '我查一下。这款产品可不是保本的,您再看看。';
const claim = {
  kind: 'violation',
  key: 'violation:Q09#4',
  from: { kind: 'rule', key: 'Q09', version: 1 },
  evidence: [{ position: 4, revision: 0, span: [11, 13] }],
  loudness: 'interrupt',
  title: '承诺收益',
  severity: 'serious',
  why: '',
  doNow: '',
  recovered: false,
  times: 1,
  settled: 'fired',
};
const bank = Release.parse({
  bank: { key: 'test', name: '测试银行', fictional: true },
  settings: {},
  concepts: [],
  articles: [],
  processes: [],
  rules: [
    {
      ...{ key: 'Q09', kind: 'forbid', title: '承诺收益', severity: 'serious', category: 'c', description: '', doNow: '', deduct: 1 },
      ...{ said: { by: 'agent', says: ['保本'] }, examples: { violation: '坐席:保本的', ok: '坐席:有风险' } },
    },
  ],
  leaves: [],
  slots: [],
  handoffReasons: [],
  versions: {},
});

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const { draft } = await importDraft(db, bank, 'test', 'editor');
  await submitDraft(db, draft, 'editor');
  await approveDraft(db, draft, 'approver');
  await publishDraft(db, draft);
  await storeCall(db, call, storedMeta);
  await storeRows(db, call, [
    { what: { kind: 'opened', meta: storedMeta } },
    { what: { kind: 'assigned', agent: '1027' } },
    heard(3, 'customer', '我是王小明,想买那个保本的'),
    { ...heard(4, 'agent', said), advice: [{ op: 'raised', advice: claim }] },
  ]);
  await consumeOnce(db, 'alerts', takeAlerts);
  const { id } = await db.selectFrom('alerts').select('id').executeTakeFirstOrThrow();
  for (const unless of ['可不是', '您再看看'])
    await db.transaction().execute(trx => suggestExemption(trx, id, '3001', { unless, note: '是在纠正客户' }));
});
afterAll(() => database.close());

test('a suggestion is taken up once with its test, or declined with a reason; what was said is for who may read the call', async () => {
  const { db } = database;
  const features = [suggestionRoutes({ db, mayRead: mayReadBy(db) })];
  const { app } = await buildHttp({ db, clock: systemClock, log: noLog, host: '127.0.0.1', screens: '/nowhere', features });
  const editor = await signedIn(db, '5001', ['feedback.read', 'content.edit']);
  const lead = await signedIn(db, '3001', ['feedback.read', 'conversation.read.any']);
  await db.updateTable('session').set({ csrf: 'csrf' }).execute();
  const ask = async (cookie: string, url: string, body?: object) => {
    const asked = body === undefined ? { url } : ({ method: 'POST', url, payload: body } as const);
    const answer = await app.inject({ ...asked, headers: { cookie, host: '127.0.0.1', 'x-csrf': 'csrf' } });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  const list = async () => SuggestionList.parse((await ask(editor, '/v1/alerts/suggestions')).body).suggestions;

  const [second, first] = await list();
  const at = (suggestion: { id: number } | undefined, verb: string) => `/v1/alerts/suggestions/${suggestion?.id}/${verb}`;
  expect((await ask(editor, at(first, 'words'))).status).toBe(403);
  const words = SuggestionWords.parse((await ask(lead, at(first, 'words'))).body);
  expect(words.lines.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual(['customer: 我是王小明,想买那个保本的', `agent: ${said}`]);
  expect((await ask(lead, at(first, 'take'), {})).status).toBe(403);

  const taken = SuggestionTaken.parse((await ask(editor, at(first, 'take'), {})).body);
  const again = await ask(editor, at(first, 'take'), {});
  const declined = [
    await ask(editor, at(second, 'decline'), { reason: ' ' }),
    await ask(editor, at(second, 'decline'), { reason: '太宽' }),
  ];
  const late = await ask(editor, at(second, 'take'), {});
  expect([again.status, ...declined.map(({ status }) => status), late.status]).toEqual([409, 400, 204, 409]);
  await app.close();

  const drafts = await db.selectFrom('content_drafts').select(['id', 'state', 'items', 'author']).orderBy('id').execute();
  const [, draft] = drafts;
  expect([drafts.length, Number(draft?.id), draft?.state, draft?.author]).toEqual([2, taken.draft, 'in-review', '5001']);
  const [rule] = (await readItems(db, draft?.items ?? [])).rules;
  expect(rule?.kind === 'forbid' && [rule.said.unless, rule.examples.ok]).toEqual([
    ['可不是'],
    '坐席:有风险\n坐席:这款产品可不是保本的,您再看看',
  ]);
  const states = await db.selectFrom('rule_suggestions').select(['state', 'draft', 'reason', 'settled_by']).orderBy('id').execute();
  expect(states.map(({ draft: of, ...rest }) => ({ ...rest, draft: of === null ? null : Number(of) }))).toEqual([
    { state: 'taken', draft: taken.draft, reason: null, settled_by: '5001' },
    { state: 'declined', draft: null, reason: '太宽', settled_by: '5001' },
  ]);
  const audited = await db.selectFrom('audit').select(['action', 'subject', 'details']).orderBy('writer').orderBy('number').execute();
  expect(audited.filter(({ action }) => /suggestion|conversation/.test(action))).toEqual([
    { action: 'conversation.read', subject: call, details: { suggestion: first?.id } },
    { action: 'suggestion-taken', subject: 'rule/Q09', details: { suggestion: first?.id, draft: taken.draft } },
    { action: 'suggestion-declined', subject: 'rule/Q09', details: { suggestion: second?.id } },
  ]);
});
