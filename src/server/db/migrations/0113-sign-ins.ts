import { type Kysely, sql } from 'kysely';

/** Who was signed in from when to when, kept after the session itself is gone: who was on shift must not change by signing out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_ins (
      person uuid not null references person, from_at timestamptz not null, to_at timestamptz not null check (to_at >= from_at))`.execute(
    db,
  );
  await sql`create index sign_ins_of_person on sign_ins (person, to_at)`.execute(db);
  await sql`create index sign_ins_old on sign_ins (to_at)`.execute(db);
}
