import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { ProblemError } from '#domain/problem.ts';
import { Release } from '#domain/release.ts';
import { approveDraft, importDraft, submitDraft } from '#server/content/draft.ts';
import { publishDraft } from '#server/content/publish.ts';
import { orderRecall, standingRecalls } from '#server/content/recall.ts';
import { EngineShelf } from '#server/content/shelf.ts';
import { testDatabase } from '#test/kit/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A bank with one article. */
function bankWith(script: string): Release {
  return Release.parse({
    bank: { key: 'test', name: '测试银行', fictional: true },
    settings: {},
    concepts: [],
    articles: [{ key: 'K01', title: '挂失有效期', question: '口头挂失能管几天', script }],
    processes: [],
    rules: [],
    leaves: [],
    slots: [],
    handoffReasons: [],
    versions: {},
  });
}

async function publish(script: string) {
  const { db } = database;
  const imported = await importDraft(db, bankWith(script), 'test', 'editor');
  await submitDraft(db, imported.draft, 'editor');
  await approveDraft(db, imported.draft, 'approver');
  return { ...imported, ...(await publishDraft(db, imported.draft)) };
}

test('a draft goes live by another person, old and new release stay usable, equal pieces keep their version', async () => {
  const { db } = database;
  const clock = new TestClock();
  const shelf = new EngineShelf(db, clock);

  const first = await publish('五天');
  const before = await shelf.latest();
  const second = await publish('五天,逾期失效');
  clock.move(3000);
  const after = await shelf.latest();

  const scriptIn = async (artefact: string) => (await shelf.get(artefact)).content('zh').articles.get('K01')?.script;
  expect({
    changed: [first.changed, second.changed],
    releases: [before.release, after.release],
    scripts: [await scriptIn(first.artefact), await scriptIn(second.artefact)],
    versions: (await shelf.get(second.artefact)).content('zh').versions,
  }).toEqual({
    changed: [3, 1],
    releases: [first.release, second.release],
    scripts: ['五天', '五天,逾期失效'],
    versions: { 'article/K01': 2, 'bank/bank': 1, 'settings/settings': 1 },
  });
});

test('the author may not approve: refused by name, and by the database itself', async () => {
  const { db } = database;
  const { draft } = await importDraft(db, bankWith('六天'), 'test', 'editor');
  await submitDraft(db, draft, 'editor');

  const refusal = await approveDraft(db, draft, 'editor').catch((error: unknown) =>
    error instanceof ProblemError ? error.problem : error,
  );
  const forced = await db
    .updateTable('content_drafts')
    .set({ state: 'approved', approver: 'editor' })
    .where('id', '=', draft)
    .execute()
    .catch((error: { constraint?: string }) => error.constraint);
  const unapproved = await publishDraft(db, draft).catch((error: unknown) => (error instanceof ProblemError ? error.problem.kind : error));
  expect({ refusal, forced, unapproved }).toEqual({
    refusal: { kind: 'four-eyes', action: `approve draft ${draft}` },
    forced: 'author_is_not_approver',
    unapproved: 'conflict',
  });
});

test('a recall stands until a release without that version is live', async () => {
  const { db } = database;
  await publish('七天');
  const { version } = await orderRecall(db, { kind: 'article', key: 'K01', act: 'recalled', reason: 'wrong', by: 'approver' });
  const standing = await standingRecalls(db);
  await publish('五天');
  expect({ standing: standing.map(recall => `${recall.kind}/${recall.key}@${recall.version}`), later: await standingRecalls(db) }).toEqual({
    standing: [`article/K01@${version}`],
    later: [],
  });
});

test('an artefact of an older engine version is built again, also for a conversation that pinned it', async () => {
  const { db } = database;
  const { artefact } = await publish('七天');
  await sql`update artefacts set engine_version = 1, body = 'an older layout' where hash = ${artefact}`.execute(db);
  const engine = await new EngineShelf(db, new TestClock()).get(artefact);
  expect(engine.content('zh').articles.get('K01')?.script).toBe('七天');
});
