import { type Kysely, sql } from 'kysely';

/** What stood of a wrap-up when its call went on to another agent: the part of the agent before, to be confirmed by them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table wrapup_parts (
    day int not null, conversation text not null, position int not null, by text not null, handed_to text not null,
    category text, path jsonb not null, slots jsonb not null, summary jsonb not null,
    at timestamptz not null default now(), confirmed_at timestamptz,
    primary key (day, conversation, position)) partition by list (day)`.execute(db);
  await sql`create index wrapup_parts_of on wrapup_parts (by, at desc)`.execute(db);
}
