import { sql } from 'kysely';
import type { Db } from '#server/db/schema.ts';

const parents = ['conversations', 'sources', 'events', 'wrapups', 'wrapup_parts', 'screen_events'] as const;

/** Makes the tables of a day where they are missing. Any number of processes may call it at once. */
export class DayTables {
  readonly #db: Db;
  readonly #made = new Map<number, Promise<void>>();

  constructor(db: Db) {
    this.#db = db;
  }

  ensure(day: number): Promise<void> {
    const made = this.#made.get(day);
    if (made) return made;

    const making = this.#make(day);
    this.#made.set(day, making);
    making.catch(() => this.#made.delete(day));
    return making;
  }

  async #make(day: number): Promise<void> {
    for (const parent of parents) {
      // One transaction for each: a lock on two parents at once could wait in a circle with a flush.
      await this.#db.transaction().execute(async trx => {
        await sql`select pg_advisory_xact_lock(hashtext('deskside day tables'))`.execute(trx);
        await sql
          .raw(`create table if not exists ${parent}_${day} partition of ${parent} for values in (${day}) ${storageOf(parent)}`)
          .execute(trx);
      });
    }
  }
}

/** Conversations change with every flush: room on the page keeps those changes off the indexes. */
function storageOf(parent: (typeof parents)[number]): string {
  return parent === 'conversations' ? 'with (fillfactor = 50)' : '';
}
