import { sql } from 'kysely';
import type { Db, Trx } from '#server/db/schema.ts';

/** The channel runners listen on: something may be done now that could not be before. */
export const wakeChannel = 'deskside_robots';

/** Wakes every runner of every node when the transaction commits. A lost call costs a few seconds: runners look by themselves too. */
export async function wakeRunners(db: Db | Trx): Promise<void> {
  await sql`select pg_notify(${wakeChannel}, '')`.execute(db);
}
