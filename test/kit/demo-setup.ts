import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '#server/db/connect.ts';
import { eraseEmbedded } from '#server/db/embedded-control.ts';
import { startDemo } from '#test/kit/running-server.ts';

const ticketsOfCalls = 2;
const withinMs = 120_000;

/**
 * Starts the demo once on an empty folder, as somebody's first `npm start` does, and ends it when all a first start makes is there. The
 * demos of the tests start on copies of that folder: each has its own people, content and database, and none waits for them to be made.
 * `npm test` asks for it; where one file runs alone, it is quicker without.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DESKSIDE_TEST_DEMO !== 'copied' || process.platform === 'win32') return; // nothing there copies owners and modes

  const demo = await startDemo();
  try {
    await untilTicketsAreMade(demo.folder);
  } catch (error) {
    await demo.stop();
    throw error;
  }
  await demo.leave();
  process.env.DESKSIDE_TEST_DEMO_FOLDER = demo.folder;
  return async () => {
    await eraseEmbedded(demo.folder);
    rmSync(demo.folder, { recursive: true, force: true });
  };
}

/** Two calls are played to their end on a new demo, and each gets its ticket: the last of what is done only once. */
async function untilTicketsAreMade(folder: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDir: folder });
  try {
    for (const until = performance.now() + withinMs; ; await wait(100)) {
      const made = await db.selectFrom('tickets').select('number').where('conversation', 'is not', null).execute();
      if (made.length >= ticketsOfCalls) return;
      if (performance.now() > until) throw new Error(`only ${made.length} played calls of a new demo had a ticket in time`);
    }
  } finally {
    await close();
  }
}
