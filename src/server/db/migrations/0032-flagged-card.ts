import { type Kysely, sql } from 'kysely';

/** What the flagged card said, as the agent saw it: a process alone does not tell which of its scripts is meant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table content_flags add column card text not null default ''`.execute(db);
}
