import { type Kysely, sql } from 'kysely';

/** Live conversations: ownership, the log (partitioned by opening day), and what hangs on it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table nodes (
      node text primary key, beat_at timestamptz not null default clock_timestamp(), started_at timestamptz not null default now())`,
    sql`create table partitions (partition int primary key, node text references nodes, epoch bigint not null default 0)`,
    sql`insert into partitions (partition) select generate_series(0, 4095)`,
    sql`create index partitions_of_node on partitions (node)`,
    sql`create table external_ids (
      client text not null, external_id text not null, day int not null, conversation text not null, primary key (client, external_id))`,
    sql`create index external_ids_of_day on external_ids (day)`,
    sql`create table conversations (
      day int not null, id text not null, client text not null, external_id text not null, partition int not null,
      meta jsonb not null, ext jsonb, clock text not null check (clock in ('wall', 'source')), demo boolean not null,
      release text not null, artefact text not null, agent text,
      status text not null check (status in ('open', 'closed', 'wrapped')),
      opened_at timestamptz not null, closed_at timestamptz, wrapped_at timestamptz,
      last_position int not null, last_ms int not null, advice_hash text not null, door bytea, topic text,
      primary key (day, id)) partition by list (day)`,
    sql`create index conversations_of_agent on conversations (agent, opened_at desc)`,
    sql`create index conversations_unfinished on conversations (partition) where status <> 'wrapped'`,
    sql`create table sources (
      day int not null, conversation text not null, source text not null, legs jsonb not null,
      primary key (day, conversation, source)) partition by list (day)`,
    sql`create table events (
      day int not null, conversation text not null, position int not null, source text not null, seq int not null,
      at_ms int not null, what jsonb not null, advice jsonb not null, stamps jsonb not null, ext jsonb, epoch bigint not null, ref text,
      written bigint not null default (pg_current_xact_id()::text::bigint),
      stored_at timestamptz not null default clock_timestamp(),
      primary key (day, conversation, position), unique (day, conversation, source, seq)) partition by list (day)`,
    sql`create unique index events_by_ref on events (day, conversation, ref) where ref is not null`,
    sql`create index events_written on events (written, conversation, position)`,
    sql`create table consumers (
      name text primary key, written bigint not null, conversation text not null, position int not null, last_at timestamptz)`,
    sql`create table wrapups (
      day int not null, conversation text not null, position int not null, category text, slots jsonb not null, summary jsonb not null,
      by text not null, at timestamptz not null default now(),
      primary key (day, conversation)) partition by list (day)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
