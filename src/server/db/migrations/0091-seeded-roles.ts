import { type Kysely, sql } from 'kysely';

/** What a standard role came with, so that one nobody has changed may follow a newer version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table role add column seeded text[]`.execute(db);
  await sql`update role set seeded = may`.execute(db);
}
