import { type Kysely, sql } from 'kysely';

/** Questions of a call that got no answer. Calls counted before have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table call_facts add column unanswered int`.execute(db);
}
