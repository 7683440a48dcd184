import { sql } from 'kysely';
import type { AnnouncementDoc } from '#domain/announcement.ts';
import { beginsAtMs } from '#domain/announcement-turn.ts';
import type { Keeping } from '#server/announce/keeping.ts';
import { zoneOffsetMs } from '#server/announce/zone.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';

const everyMs = 1000;

/**
 * Ends older versions once a newer one is itself shown: until its first hour the older one stays in force, so that nobody is left with
 * neither, and until its audience is written out. Whose shift the newer one still waits for keeps the older one on the desk (`dueOf`). Returns how many were ended.
 */
export async function supersedeBegun(db: Db, nowMs: number, timeZone: string): Promise<number> {
  const now = new Date(nowMs);
  const { rows } = await sql<{ id: string; doc: AnnouncementDoc; published_at: Date; expires_at: Date }>`
    select newer.id, newer.doc, newer.published_at, newer.expires_at from announcements newer
    where newer.state = 'published' and newer.resolved_at is not null and newer.expires_at > ${now} and exists (
      select from announcements older where older.series = newer.series and older.state = 'published'
        and (older.published_at, older.id) < (newer.published_at, newer.id))`.execute(db);
  const begun = rows.filter(row => hasBegun(row, nowMs, timeZone)).map(({ id }) => id);
  if (begun.length === 0) return 0;
  const ended = await sql`
    update announcements older set state = 'superseded', ended_at = ${now}, ended_by = newer.author, stamp = older.stamp + 1
    from announcements newer
    where newer.id = any(${begun}::bigint[]) and newer.state = 'published' and older.series = newer.series and older.state = 'published'
      and (older.published_at, older.id) < (newer.published_at, newer.id)`.execute(db);
  return Number(ended.numAffectedRows ?? 0);
}

/** Whether its first hour has come since it was published; by shift it begins at once, for those on duty. */
function hasBegun(
  { doc, published_at, expires_at }: { readonly doc: AnnouncementDoc; readonly published_at: Date; readonly expires_at: Date },
  nowMs: number,
  timeZone: string,
): boolean {
  const publishedAtMs = published_at.getTime();
  const { schedule, importance } = doc;
  const timing = { schedule, importance, publishedAtMs, expiresAtMs: expires_at.getTime() };
  return beginsAtMs(timing, [], zoneOffsetMs(publishedAtMs, timeZone)) <= nowMs;
}

/** Looks every second. The returned function ends it. */
export function keepSuperseding({ db, clock, log, timeZone }: Keeping): () => void {
  return every(clock, everyMs, () => {
    supersedeBegun(db, clock.now(), timeZone).catch(error => log.warn({ err: error }, 'older announcements not ended; tried again'));
  });
}
