import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDoc } from '#domain/announcement.ts';
import { reachOf } from '#domain/reach.ts';
import { deliverOnce } from '#server/announce/deliver.ts';
import { makeDraft, saveDraft } from '#server/announce/drafts.ts';
import { readReach } from '#server/announce/reach.ts';
import { sendAnnouncement } from '#server/announce/send.ts';
import { CrowdDesk } from '#test/kit/desk-crowd.ts';
import { emptyArtefact, signedIn } from '#test/kit/live-database.ts';
import { freePort, liveProcess } from '#test/kit/live-process.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const people = 200;
const offShift = 20; // in the team as well, and not here today
let database: TestDatabase;
let bank: ReturnType<typeof emptyArtefact>;
let cookies: readonly string[];
let child: ChildProcess;

beforeAll(async () => {
  database = await testDatabase({ poolSize: 8 });
  bank = emptyArtefact();
  cookies = await Promise.all(Array.from({ length: people }, (_, at) => signedIn(database.db, numberOf(at), ['desk.use'])));
  for (let at = 0; at < offShift; at++) await signedIn(database.db, `off${at}`, ['desk.use']);
  await makeShifts();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  bank?.close();
  await database?.close();
});

const numberOf = (at: number) => `a${String(at).padStart(3, '0')}`;

test('200 desks, a third dropping and returning, the server killed once: everybody targeted is counted once for each state', async () => {
  const { db } = database;
  const port = await freePort();
  child = await start(port);
  const id = await announce();
  const desks = cookies.map((cookie, at) => new CrowdDesk(`ws://127.0.0.1:${port}/v1/desk`, cookie, at % 3 === 0 ? 'drops' : 'holds'));
  let noted = 0;
  let killed: Promise<unknown> | null = null;
  for (const desk of desks) {
    desk.onNoted = () => {
      noted++;
      if (noted < people || killed) return;
      killed = (async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
        child = await start(port);
      })();
    };
  }
  await Promise.all(desks.map(desk => desk.settled()));
  await killed;
  for (const desk of desks) desk.close();

  const rows = await db.selectFrom('announcement_reports').select(['agent', 'state']).where('announcement', '=', id).execute();
  const everyOne = (state: string) =>
    rows
      .filter(row => row.state === state)
      .map(({ agent }) => agent)
      .sort(); // prettier-ignore
  const everybody = Array.from({ length: people }, (_, at) => numberOf(at));
  const { counts } = await readReach(db, id, null, Date.now() + 3_600_000, 'Asia/Shanghai');
  expect(killed).not.toBeNull();
  expect({ painted: everyOne('painted'), read: everyOne('read'), acknowledged: everyOne('acknowledged') }).toEqual({
    painted: everybody,
    read: everybody,
    acknowledged: everybody,
  });
  expect(counts).toMatchObject({ targeted: people + offShift, onShift: people, painted: people, read: people, acknowledged: people });
  expect(reachOf(counts)).toBe(1);
});

/** Half of them are on shift by the roster, the others by being signed in since before it was sent; the rest is neither. */
async function makeShifts(): Promise<void> {
  const { db } = database;
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const rostered = Array.from({ length: people / 2 }, (_, at) => numberOf(at * 2));
  await db
    .insertInto('shift')
    .values(rostered.map(staff_no => ({ staff_no, starts_at: ago(60), ends_at: ago(-60) })))
    .execute();
  await db
    .updateTable('session')
    .set({ created_at: ago(20), seen_at: ago(20) })
    .where('person', 'in', db.selectFrom('person').select('id').where('staff_no', 'like', 'a%'))
    .execute();
}

/** Sends one to all of the unit, ten minutes ago. */
async function announce(): Promise<number> {
  const { db } = database;
  await signedIn(db, 'author', ['announce.write']);
  const { id: author } = await db.selectFrom('person').select('id').where('staff_no', '=', 'author').executeTakeFirstOrThrow();
  const doc = {
    ...emptyDoc,
    title: '早间公告',
    body: '今天起短信通知每月 2 元',
    targets: { ...emptyDoc.targets, units: ['team-1'] },
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const now = new Date(Date.now() - 600_000);
  const id = await db.transaction().execute(trx => makeDraft(trx, { id: author, lang: 'zh' }, undefined, now));
  const revision = await db.transaction().execute(trx => saveDraft(trx, id, author, { revision: 1, doc }, now));
  const live = { articles: new Set<string>(), concepts: new Set<string>() };
  const sent = await sendAnnouncement(db, id, { id: author, scope: ['team-1'] }, { revision, reason: '' }, live, now.getTime());
  expect(sent).toEqual({ state: 'published', audience: people + offShift });
  while ((await deliverOnce(db, now)) !== null); // the server does it too: both together write each once
  return id;
}

function start(port: number): Promise<ChildProcess> {
  return liveProcess({ url: database.url, node: 'announce-test', port, artefact: bank.file });
}
