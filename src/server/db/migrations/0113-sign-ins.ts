import { type Kysely, sql } from 'kysely';

/**
 * Who was signed in from when to when, kept after the session itself is gone: who was on shift must not change by signing out. And of an
 * announcement that is over, who was on shift while it was shown, so that reports over many need not ask again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_ins (
      person uuid not null references person, from_at timestamptz not null, to_at timestamptz not null check (to_at >= from_at))`.execute(
    db,
  );
  await sql`create index sign_ins_of_person on sign_ins (person, to_at)`.execute(db);
  await sql`create index sign_ins_old on sign_ins (to_at)`.execute(db);
  await sql`alter table announcement_targets add column on_shift boolean`.execute(db);
  await sql`alter table announcements add column settled_at timestamptz`.execute(db);
  await sql`create index announcements_unsettled on announcements (id) where settled_at is null and published_at is not null`.execute(db);
}
