import type { Db, Trx } from '#server/db/schema.ts';

/** Works in the transaction that is open, or in one of its own. */
export async function within<T>(db: Db | Trx, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.isTransaction ? await work(db as Trx) : await db.transaction().execute(work);
}
