import { type Kysely, sql } from 'kysely';

/** Leaders: what they whisper, which calls needed one and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table screens add column whispers jsonb not null default '[]'`,
    sql`create table whispers (
      id text primary key, day int not null, conversation text not null, agent text not null, by text not null, text text not null,
      origin jsonb not null, sent_at timestamptz not null, shown_at timestamptz, seen_at timestamptz, done_at timestamptz,
      done_by text check (done_by in ('heard', 'marked')))`,
    sql`create index whispers_waiting on whispers (agent) where shown_at is null`,
    sql`create index whispers_to on whispers (agent, sent_at)`,
    sql`create index whispers_by on whispers (by, sent_at)`,
    sql`create table needs (
      day int not null, conversation text not null, position int not null, agent text, unit text,
      needed_at timestamptz not null, alarms jsonb not null default '[]',
      taken_by text, taken_at timestamptz,
      left_at timestamptz, left_position int, left_by text,
      left_why text check (left_why in ('recovered', 'said', 'withdrawn', 'closed', 'settled')),
      primary key (conversation, position),
      check ((taken_by is null) = (taken_at is null)), check ((left_at is null) = (left_why is null)))`,
    sql`create index needs_of_unit on needs (unit, needed_at desc)`,
    sql`update role set may = array_append(may, 'team.supervise'), home = '/supervisor'
      where key = 'team-leader' and not 'team.supervise' = any (may)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
