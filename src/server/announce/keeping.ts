import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';

/** What those need who look after announcements from time to time. */
export interface Keeping {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** The bank's, an IANA name: hours of a schedule are meant in it. */
  readonly timeZone: string;
}
