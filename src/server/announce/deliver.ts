import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import { writeTargets } from '#server/announce/audience.ts';
import { nextAnnouncement } from '#server/announce/next-announcement.ts';
import type { Db } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';

const batch = 5000;
const everyMs = 500;

/**
 * Writes the next part of one sent announcement's audience out, so that whoever sent it need not wait for a hundred thousand rows. Each
 * part is a transaction of its own and desks are told of it; a crash goes on after the last. Returns how many were written; null: nothing is left.
 */
export async function deliverOnce(db: Db, now: Date, limit = batch): Promise<number | null> {
  return db.transaction().execute(async trx => {
    const next = await nextAnnouncement(trx)
      .select(['id', 'doc', 'scope', 'resolved_after'])
      .where('state', '=', 'published')
      .where('resolved_at', 'is', null)
      .executeTakeFirst();
    if (!next) return null;
    const { last, count } = await writeTargets(trx, next.id, next.doc.targets, next.scope, next.resolved_after, limit);
    await trx
      .updateTable('announcements')
      .set({ resolved_after: last, stamp: sql`stamp + 1`, ...(count < limit ? { resolved_at: now } : {}) })
      .where('id', '=', next.id)
      .execute();
    return count;
  });
}

/** Keeps delivering until stopped. */
export function keepDelivering({ db, clock, log }: { db: Db; clock: Clock; log: Log }): () => void {
  let stop = () => {};
  let isStopped = false;
  const again = (ms: number) => {
    if (!isStopped) stop = clock.after(ms, run);
  };
  const run = () => {
    deliverOnce(db, new Date(clock.now()))
      .then(count => again(count === null ? everyMs : 0))
      .catch(error => {
        log.warn({ err: error }, 'announcements not delivered; tried again');
        again(5000);
      });
  };
  again(0);
  return () => {
    isStopped = true;
    stop();
  };
}
