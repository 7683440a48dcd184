import { type Kysely, sql } from 'kysely';

/** Runs that agents started from a card in a call: which card, and what the call has been told of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table robot_cards (
      conversation text not null, ref text not null, bot text not null, run text not null unique references robot_runs,
      agent text not null, position bigint not null, asked_at timestamptz not null,
      told text not null default 'nothing' check (told in ('nothing', 'asked', 'ended')),
      primary key (conversation, ref))`,
    sql`create index robot_cards_untold on robot_cards (asked_at) where told <> 'ended'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
