import { type Kysely, sql } from 'kysely';

/** 交接: the open tasks one shift leaves to the next, with a note for each, until the next signs for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table robot_handovers (
    id bigint generated always as identity primary key,
    given_by text not null, given_to text not null, note text not null check (length(note) <= 2000),
    tasks jsonb not null, given_at timestamptz not null,
    taken_at timestamptz, remark text check (length(remark) <= 500),
    constraint handed_to_another check (given_to <> given_by))`.execute(db);
  await sql`create index robot_handovers_open on robot_handovers (given_to) where taken_at is null`.execute(db);
}
