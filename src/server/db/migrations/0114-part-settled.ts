import { type Kysely, sql } from 'kysely';

/** Whether the category of a part was chosen, or is only the likeliest and waits for its agent. Those from before count as they were told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table wrapup_parts add column settled boolean not null default true`.execute(db);
}
