import { type Kysely, sql } from 'kysely';

/** Where the bank allows several categories: those beside the main one, with their names, as they were confirmed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of [sql`wrapups`, sql`wrapup_parts`, sql`tickets`])
    await sql`alter table ${table} add column further jsonb not null default '[]'`.execute(db);
  await sql`alter table wrapup_parts add column most integer not null default 1`.execute(db);
}
