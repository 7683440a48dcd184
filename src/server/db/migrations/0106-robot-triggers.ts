import { type Kysely, sql } from 'kysely';

/** Schedules of live bots, and everything that set a run off, each occasion once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table robot_due (
      bot text not null, schedule text not null, trigger jsonb not null,
      is_on boolean not null default true, switched_by text, switched_at timestamptz,
      next_at timestamptz, since timestamptz not null,
      primary key (bot, schedule))`,
    sql`create index robot_due_next on robot_due (next_at) where is_on`,
    sql`create table robot_fired (
      bot text not null, trigger text not null, occasion text not null check (length(occasion) <= 400),
      at timestamptz not null, run text, missed int not null default 0, why text,
      primary key (bot, trigger, occasion),
      constraint started_or_why check ((run is null) = (why is not null)))`,
    sql`create index robot_fired_latest on robot_fired (bot, trigger, at desc)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
