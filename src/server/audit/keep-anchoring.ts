import type { Clock } from '#ports/clock.ts';
import { anchorAudit } from '#server/audit/anchor.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';
import type { Log } from '#server/log.ts';

const everyMs = 60 * 60_000;

/** Anchors every hour; with several processes the first to come does it. The returned function ends it. */
export function keepAnchoring(parts: { db: Db; clock: Clock; log: Log; key?: Uint8Array }): () => void {
  const { db, clock, log, key } = parts;
  const round = async () => {
    try {
      const last = await db.selectFrom('audit_anchor').select('at').orderBy('number', 'desc').limit(1).executeTakeFirst();
      if (!last || clock.now() - last.at.getTime() > everyMs / 2) {
        const { number, hash } = await anchorAudit(db, key);
        log.info({ number, hash }, 'audit anchored'); // the log, shipped elsewhere, is itself a witness
      }
    } catch (error) {
      log.error({ err: error }, 'audit could not be anchored');
    }
  };
  return every(clock, everyMs, () => void round());
}
