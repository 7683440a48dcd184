import { type Kysely, sql } from 'kysely';

/** A confirmed wrap-up may be corrected: every version stays, by the place of its event in the log, and calls count it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table wrapups drop constraint wrapups_pkey, add primary key (day, conversation, position)`.execute(db);
  await sql`alter table call_facts add column corrected boolean not null default false`.execute(db);
}
