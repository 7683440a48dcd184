import type { Trx } from '#server/db/schema.ts';

/** The first announcement nobody else is at work on, held until the transaction ends; whoever asks says what it has to be and what is wanted of it. */
export function nextAnnouncement(trx: Trx) {
  return trx.selectFrom('announcements').orderBy('id').limit(1).forUpdate().skipLocked();
}
