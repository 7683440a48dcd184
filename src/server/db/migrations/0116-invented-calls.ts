import { type Kysely, sql } from 'kysely';

/** Calls nobody ever held, made for the demo: the value page says how many of its figures are of such. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table call_facts add column invented boolean not null default false`.execute(db);
}
