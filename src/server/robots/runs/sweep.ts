import { sql } from 'kysely';
import type { Db } from '#server/db/schema.ts';

/** How long evidence is kept. The journal with its hashes stays; pictures and files go. */
const pictureDays = 90;
const fileDays = 30;
/** That something set a bot off, once: a reference posted to a queue again in this time is its run. */
const firedDays = 400;
/** A failed run may be asked for again with the same inputs for so long. */
const sealedHours = 24;

/** Destroys what has come to its end, a little at a time. */
export async function sweepRuns(db: Db): Promise<void> {
  await sql`update robot_runs set sealed = null where sealed is not null and ended_at < clock_timestamp() - ${sealedHours} * interval '1 hour'`.execute(
    db,
  );
  await sql`delete from robot_pictures where sha in (
    select sha from robot_pictures where kept_at < clock_timestamp() - ${pictureDays} * interval '1 day' order by kept_at limit 200)`.execute(
    db,
  );
  await sql`delete from robot_fired where ctid in (
    select f.ctid from robot_fired f where f.at < clock_timestamp() - ${firedDays} * interval '1 day'
      and exists (select from robot_fired later where later.bot = f.bot and later.trigger = f.trigger and later.at > f.at)
    order by f.at limit 500)`.execute(db); // the last one of a trigger is shown
  await sql`update robot_files set bytes = null where id in (
    select id from robot_files where bytes is not null and made_at < clock_timestamp() - ${fileDays} * interval '1 day' limit 50)`.execute(
    db,
  );
}
