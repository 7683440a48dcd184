import { sql } from 'kysely';
import type { Keeping } from '#server/announce/keeping.ts';
import { nextAnnouncement } from '#server/announce/next-announcement.ts';
import { multirangeOf, unsettledTimes, wasOnShift, whereabouts } from '#server/announce/on-shift.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';

const afterMs = 86_400_000; // a roster may be put right for a day
const everyMs = 10 * 60_000;

/**
 * Writes down, of one announcement that has been over for a day, who was on shift while it was shown: reports over many need not ask again.
 * Returns which one; null: nothing is left.
 */
export async function settleOnce(db: Db, nowMs: number, timeZone: string): Promise<number | null> {
  const overBefore = new Date(nowMs - afterMs);
  return db.transaction().execute(async trx => {
    const next = await nextAnnouncement(trx)
      .select(['id', 'doc', 'published_at', 'expires_at', 'ended_at', 'settled_at'])
      .where('settled_at', 'is', null)
      .where('published_at', 'is not', null)
      .where('resolved_at', 'is not', null)
      .where(row => row.or([row('expires_at', '<', overBefore), row('ended_at', '<', overBefore)]))
      .executeTakeFirst();
    if (!next) return null;
    const shown = unsettledTimes(next, nowMs, timeZone);
    await sql`
      update announcement_targets set on_shift = found.on_shift
      from (
        select t.agent, ${wasOnShift(sql`${multirangeOf(shown)}::tstzmultirange`)} as on_shift
        from announcement_targets t left join ${whereabouts(shown)} as w on w.agent = t.agent where t.announcement = ${next.id}) found
      where announcement_targets.announcement = ${next.id} and announcement_targets.agent = found.agent`.execute(trx);
    await trx
      .updateTable('announcements')
      .set({ settled_at: new Date(nowMs) })
      .where('id', '=', next.id)
      .execute();
    return Number(next.id);
  });
}

/** Settles what is over, every ten minutes. The returned function ends it. */
export function keepSettling({ db, clock, log, timeZone }: Keeping): () => void {
  const settle = async () => {
    while ((await settleOnce(db, clock.now(), timeZone)) !== null);
  };
  return every(clock, everyMs, () => {
    settle().catch(error => log.warn({ err: error }, 'who was on shift not written down; tried again'));
  });
}
