import { type Kysely, sql } from 'kysely';

/** What the agent changed in the own part of a call before confirming it, beside what was suggested. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table wrapup_parts add column edits jsonb not null default '{}' check (octet_length(edits::text) < 100000)`.execute(db);
}
