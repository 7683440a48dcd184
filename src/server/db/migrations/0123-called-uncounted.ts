import { type Kysely, sql } from 'kysely';

/** How often a ticket's customer was called stands in its history, with what came of each call; the count beside it was read by nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tickets drop column called`.execute(db);
}
