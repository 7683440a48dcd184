import { type Kysely, sql } from 'kysely';

/** Sealed values with their end, and the holds that put it off. The default end is for conversations nobody ever wraps up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table vault (
      conversation text not null,
      class text not null check (class in ('phone', 'card', 'id', 'email')),
      number int not null check (number > 0),
      key_id text not null,
      sealed bytea not null,
      sealed_at timestamptz not null default now(),
      expires_at timestamptz not null default now() + interval '7 days',
      primary key (conversation, class, number))`,
    sql`create index vault_expires on vault (expires_at)`,
    sql`create table vault_holds (
      conversation text not null,
      reason text not null check (length(reason) between 1 and 120),
      held_at timestamptz not null default now(),
      primary key (conversation, reason))`,
  ];
  for (const statement of statements) await statement.execute(db);
}
