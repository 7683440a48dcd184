import { type Kysely, sql } from 'kysely';

/** Beside the live release: the hash of the folder it was made from, so that an unchanged folder need not be read again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table live_release add column source text`.execute(db);
}
