import { type Kysely, sql } from 'kysely';

/** The bank's layout of a wrap-up's note, for copying. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table note_layout (
    one boolean primary key default true check (one), layout text not null, by text not null, at timestamptz not null default clock_timestamp())`.execute(
    db,
  );
}
