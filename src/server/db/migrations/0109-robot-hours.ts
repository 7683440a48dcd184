import { type Kysely, sql } from 'kysely';

/** What is swept by its age, and what the last day did hour by hour, is found without reading everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index robot_fired_age on robot_fired (at)`.execute(db);
}
