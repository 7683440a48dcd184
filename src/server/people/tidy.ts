import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';
import type { Log } from '#server/log.ts';
import { type SessionLife, standardLife, sweepSessions } from '#server/people/sessions.ts';

const everyMs = 10 * 60_000;

/** Removes sessions that have ended, every ten minutes. The returned function ends it. */
export function keepTidy(parts: { db: Db; clock: Clock; log: Log; life?: SessionLife }): () => void {
  const { db, clock, log, life = standardLife } = parts;
  return every(clock, everyMs, () => {
    sweepSessions(db, clock, life).catch(error => log.error({ err: error }, 'sessions could not be swept'));
  });
}
