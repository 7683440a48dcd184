import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Release } from '#domain/release.ts';
import { approveDraft, importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { draftArticles } from '#server/content/import-draft.ts';
import { liveItems } from '#server/content/live-items.ts';
import { publishDraft } from '#server/content/publish.ts';
import { testDatabase } from '#test/kit/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let dir: string;
beforeAll(async () => {
  database = await testDatabase();
  dir = await mkdtemp(join(tmpdir(), 'articles-'));
});
afterAll(async () => {
  await database.close();
  await rm(dir, { recursive: true });
});

const bank = Release.parse({
  bank: { key: 'test', name: '测试银行', fictional: true },
  settings: {},
  concepts: [],
  articles: [{ key: 'K01', title: '挂失有效期', question: '口头挂失能管几天', script: '五天', important: true }],
  processes: [],
  rules: [],
  leaves: [],
  slots: [],
  handoffReasons: [],
  versions: {},
});

test('existing articles become a draft beside what is live; a refused row stops all, or is left out on purpose', async () => {
  const { db } = database;
  const file = join(dir, 'k.csv');
  await writeFile(file, '编号,标准问,答案\nK01,口头挂失能管几天,七天\n,卡坏了怎么办,我给您换一张。\n,没有答案,\n');
  const run = (refusedRows: 'stop' | 'leave-out') =>
    draftArticles(db, file, { by: { id: 'editor', staffNo: 'editor' }, title: 'k', refusedRows });

  await expect(run('stop')).rejects.toThrow('nothing is live yet');
  const first = await importDraft(db, bank, 'test', 'editor');
  await submitDraft(db, first.draft, 'editor');
  await approveDraft(db, first.draft, 'approver');
  await publishDraft(db, first.draft);
  const before = await liveItems(db);

  const stopped = await run('stop');
  expect([stopped.stored, stopped.found.articles.length, stopped.found.refused]).toEqual([null, 2, 1]);
  expect(await db.selectFrom('content_drafts').select('id').execute()).toHaveLength(1);

  const { stored } = await run('leave-out');
  expect(stored?.changed).toBe(2);
  expect(await liveItems(db)).toEqual(before);
  await approveDraft(db, stored?.draft ?? 0, 'approver');
  await publishDraft(db, stored?.draft ?? 0);
  const { articles, versions } = await readItems(db, await liveItems(db));
  expect(articles.map(({ question, script, important }) => ({ question, script, important }))).toEqual([
    { question: '口头挂失能管几天', script: '七天', important: true },
    { question: '卡坏了怎么办', script: '我给您换一张。', important: false },
  ]);
  expect(versions['article/K01']).toBe(2);
  expect((await run('leave-out')).stored?.changed).toBe(0);
  const recorded = await db
    .selectFrom('audit')
    .select(['who', 'subject', 'details'])
    .where('action', '=', 'content-imported')
    .orderBy('number')
    .execute();
  expect(recorded).toEqual([
    { who: 'editor', subject: `draft/${stored?.draft}`, details: { items: 4, changed: 2 } },
    { who: 'editor', subject: expect.stringMatching(/^draft\//), details: { items: 4, changed: 0 } },
  ]); // what stopped stored nothing, and is no deed
});
