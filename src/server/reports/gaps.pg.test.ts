import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Happening } from '#domain/event.ts';
import { ConversationId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { savePerson, saveUnits } from '#server/people/people.ts';
import { seedRoles } from '#server/people/roles.ts';
import { readGaps, withTexts } from '#server/reports/gaps.ts';
import { testDatabase } from '#test/kit/postgres.ts';
import { storeCall, storeRows } from '#test/kit/stored-call.ts';

const [first, second] = [20260105, 20260112]; // two Mondays
const said = (text: string): Happening => ({ kind: 'heard', utterance: { text } }) as unknown as Happening;
const acted = (act: object): Happening => ({ kind: 'acted', act }) as unknown as Happening;
const unanswered = (position: number) => ({
  op: 'updated',
  advice: { key: 'metric:unanswered', kind: 'metric', evidence: [{ position }] },
});
const log: readonly { day: number; what: Happening; advice?: readonly object[] }[] = [
  { day: first, what: said('你们几点关门') },
  { day: first, what: said('喂'), advice: [unanswered(1)] },
  { day: first, what: acted({ kind: 'dismissed', key: 'card:article:K01' }) },
  { day: first, what: acted({ kind: 'dismissed', key: 'offer:O1' }) },
  { day: first, what: acted({ kind: 'looked-up', article: null, tookMs: 9 }) },
  { day: first, what: acted({ kind: 'looked-up', article: 'K01', tookMs: 9 }) },
  { day: second, what: said('外币怎么换'), advice: [unanswered(1)] },
];
const nameOf = (day: number) => `${day}-0010123456789abc`;

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  for (const day of [first, second]) {
    const id = ConversationId.parse(nameOf(day));
    await storeRows(
      db,
      id,
      log.filter(row => row.day === day),
    );
    await storeCall(db, id);
  }
  await seedRoles(db);
  await saveUnits(db, [{ id: 'centre', name: '中心', kind: 'centre' }] as unknown as Parameters<typeof saveUnits>[1]);
  for (const [staffNo, role] of [
    ['9001', 'auditor'],
    ['1027', 'agent'],
  ] as const) {
    const facts = { staffNo, name: staffNo, unit: 'centre', queues: [], lang: 'zh', roles: [{ role, unit: 'centre' }] };
    await savePerson(db, facts as unknown as Parameters<typeof savePerson>[1]);
  }
});
afterAll(() => database.close());

test('questions without a card, cards waved away and searches in vain, week by week, as places in the log', async () => {
  const at = (day: number, position: number) => [{ conversation: nameOf(day), position }];
  const none = { n: 0, perHundred: 0, examples: [] };
  expect(await readGaps(database.db, { from: first, to: second }, 5)).toEqual([
    {
      from: '2026-01-05',
      conversations: 1,
      unanswered: { n: 1, perHundred: 100, examples: at(first, 1) },
      dismissed: { n: 1, perHundred: 100, examples: at(first, 3), cards: [{ card: 'card:article:K01', n: 1 }] },
      lookedUpInVain: { n: 1, perHundred: 100, examples: at(first, 5) },
    },
    {
      from: '2026-01-12',
      conversations: 1,
      unanswered: { n: 1, perHundred: 100, examples: at(second, 1) },
      dismissed: { ...none, cards: [] },
      lookedUpInVain: none,
    },
  ]);
});

test('what was said is told to whoever may read any conversation, and the reading is recorded', async () => {
  const { db } = database;
  const weeks = await readGaps(db, { from: first, to: first }, 5);
  const refused = await withTexts(db, weeks, '1027').catch((error: unknown) => (error instanceof ProblemError ? error.problem : error));
  const [week] = await withTexts(db, weeks, '9001');
  const read = await db.selectFrom('audit').select(['action', 'subject']).where('action', '=', 'conversation.read').execute();
  expect({ refused, texts: week?.unanswered.examples.map(({ text }) => text), read }).toEqual({
    refused: { kind: 'not-allowed', action: 'conversation.read.any' },
    texts: ['你们几点关门'],
    read: [{ action: 'conversation.read', subject: nameOf(first) }],
  });
});
