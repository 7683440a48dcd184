import { type Kysely, sql } from 'kysely';

/** What was suggested where the agent put something else, beside what was confirmed or handed on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of [sql`wrapups`, sql`wrapup_parts`])
    await sql`alter table ${table} add column suggested jsonb not null default '{}'`.execute(db);
}
