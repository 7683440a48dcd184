import { type Kysely, sql } from 'kysely';

/** What is measured of a call's sound. Calls counted before have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table call_facts add column layout text, add column answer_ms bigint, add column silence_ms bigint,
    add column hold_ms bigint, add column talk_overs int, add column letters int, add column spoken_ms bigint`.execute(db);
}
