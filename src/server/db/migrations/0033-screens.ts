import { type Kysely, sql } from 'kysely';

/** Screens of agents: where each stands, and the log it is folded from (partitioned by day; a day's log stands alone). */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table screens (agent text primary key, day int not null, position int not null, interrupts jsonb not null)`,
    sql`create table screen_events (
      day int not null, agent text not null, position int not null, at_ms bigint not null, what jsonb not null, painted jsonb not null,
      epoch bigint not null, stored_at timestamptz not null default clock_timestamp(),
      primary key (day, agent, position)) partition by list (day)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
