import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { emptyDoc, type Schedule } from '#domain/announcement.ts';
import { deliverOnce } from '#server/announce/deliver.ts';
import { makeDraft, saveDraft } from '#server/announce/drafts.ts';
import { readReach } from '#server/announce/reach.ts';
import { sendAnnouncement } from '#server/announce/send.ts';
import { settleOnce } from '#server/announce/settle.ts';
import { endSession, findSession, openSession, sweepSessions } from '#server/people/sessions.ts';
import { signedIn } from '#test/kit/live-database.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const live = { articles: new Set<string>(), concepts: new Set<string>() };
const clock = new TestClock();

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await signedIn(db, 'author', ['announce.write'], 'elsewhere');
  for (const agent of ['1001', '1002', '1003']) await signedIn(db, agent, ['desk.use']);
  await db.deleteFrom('session').execute(); // who is here, each test says
});
afterAll(() => database.close());

const idOf = async (staffNo: string) =>
  (await database.db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow()).id;
const iso = (ms: number) => new Date(ms).toISOString();

/** Sends one to the three agents, now by the test's clock. */
async function announce(schedule: Schedule): Promise<number> {
  const { db } = database;
  const author = await idOf('author');
  const targets = { ...emptyDoc.targets, units: ['team-1'] };
  const doc = { ...emptyDoc, title: '公告', body: '正文', targets, schedule, expiresAt: iso(clock.now() + 72 * hourMs) };
  const now = new Date(clock.now());
  const id = await db.transaction().execute(trx => makeDraft(trx, { id: author, lang: 'zh' }, undefined, now));
  const revision = await db.transaction().execute(trx => saveDraft(trx, id, author, { revision: 1, doc }, now));
  expect(await sendAnnouncement(db, id, { id: author, scope: null }, { revision, reason: '' }, live, clock.now())).toMatchObject({
    audience: 3,
  });
  while ((await deliverOnce(db, now)) !== null);
  return id;
}

/** Signed in for so long, then signed out, without any desk. */
async function wasHere(staffNo: string, forMs: number, leaves: 'signs out' | 'just goes'): Promise<void> {
  const { db } = database;
  const { token } = await openSession(db, clock, await idOf(staffNo));
  clock.move(forMs);
  const who = await findSession(db, clock, token); // any request is a sign of life
  if (leaves === 'signs out') await endSession(db, clock, who?.session.tokenHash as Buffer);
}

const reach = async (id: number) => {
  const { counts, missing } = await readReach(database.db, id, null, clock.now(), 'Asia/Shanghai');
  return { onShift: counts.onShift, missing: missing.map(({ staffNo, why }) => `${staffNo} ${why}`) };
};

test('who was signed in without a desk stays on shift after signing out, and after the session was swept', async () => {
  const id = await announce({ kind: 'now' });
  await wasHere('1001', 140_000, 'signs out');
  await wasHere('1002', 140_000, 'just goes');
  await wasHere('1003', 30_000, 'signs out'); // less than a minute is none
  const before = await reach(id);
  clock.move(2 * hourMs);
  await sweepSessions(database.db, clock);
  expect({ before, after: await reach(id), sessions: await database.db.selectFrom('session').select('person').execute() }).toEqual({
    before: { onShift: 2, missing: ['1001 signed-out', '1002 desk-closed'] },
    after: { onShift: 2, missing: ['1001 signed-out', '1002 signed-out'] },
    sessions: [],
  });
});

test('one for tomorrow counts who is here from then on, to the end of its window, and nobody who is here before and after', async () => {
  const startMs = clock.now() + 24 * hourMs;
  const [at, between] = [
    await announce({ kind: 'at', at: iso(startMs) }),
    await announce({ kind: 'between', from: iso(startMs), to: iso(startMs + hourMs) }),
  ];
  const shift = (staff_no: string, fromMs: number, toMs: number) => ({ staff_no, starts_at: new Date(fromMs), ends_at: new Date(toMs) });
  await database.db
    .insertInto('shift')
    .values([shift('1001', clock.now(), startMs - hourMs), shift('1003', startMs + 2 * hourMs, startMs + 4 * hourMs)])
    .execute();
  await wasHere('1001', 10 * minuteMs, 'signs out');
  const today = [await reach(at), await reach(between)];
  clock.move(startMs - clock.now() + minuteMs);
  await wasHere('1002', 10 * minuteMs, 'signs out');
  const during = [await reach(at), await reach(between)];
  clock.move(3 * hourMs);
  expect({ today, during, later: [await reach(at), await reach(between)].map(({ onShift }) => onShift) }).toEqual({
    today: [
      { onShift: 0, missing: [] },
      { onShift: 0, missing: [] },
    ],
    during: [
      { onShift: 1, missing: ['1002 signed-out'] },
      { onShift: 1, missing: ['1002 signed-out'] },
    ],
    later: [2, 1],
  });

  // Over for a day, both are settled; what their figures were read from may go.
  clock.move(100 * hourMs);
  const read = async () => [await reach(at), await reach(between)];
  const [over, settled] = [await read(), new Set<number | null>()];
  for (let id: number | null = 0; id !== null; settled.add(id)) id = await settleOnce(database.db, clock.now(), 'Asia/Shanghai');
  await database.db.deleteFrom('shift').execute();
  await database.db.deleteFrom('sign_ins').execute();
  expect([[at, between].every(id => settled.has(id)), (await read()).map(({ onShift }) => onShift)]).toEqual([
    true,
    over.map(({ onShift }) => onShift),
  ]);
  expect(over.map(({ onShift }) => onShift)).toEqual([2, 1]);
});
