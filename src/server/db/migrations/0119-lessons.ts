import { type Kysely, sql } from 'kysely';

/** What confirmed wrap-ups may teach the categories: where a sentence stands, never its words; and what an editor decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table lessons (
    id bigint generated always as identity primary key,
    day int not null,
    conversation text not null,
    row int not null,
    from_at int not null,
    to_at int not null,
    leaf text not null,
    how text not null check (how in ('changed', 'chosen', 'confirmed')),
    at timestamptz not null,
    state text not null default 'offered' check (state in ('offered', 'taken', 'left')),
    decided_by text,
    decided_at timestamptz,
    draft int,
    unique (conversation, row, from_at, leaf),
    constraint decided_with_state check ((state = 'offered') = (decided_by is null)),
    constraint taken_into_draft check ((state = 'taken') = (draft is not null))
  )`.execute(db);
  await sql`create index lessons_offered on lessons (id) where state = 'offered'`.execute(db);
}
