import { type Kysely, sql } from 'kysely';

/** Announcements: what was written and sent, to whom, what came of it at each desk, what was said of it in calls; and which desks were open. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table announcements (
      id bigint generated always as identity primary key,
      series bigint not null, version int not null check (version > 0), replaces bigint references announcements,
      state text not null default 'draft' check (state in ('draft', 'waiting', 'published', 'recalled', 'superseded')),
      doc jsonb not null check (octet_length(doc::text) < 200000), revision int not null default 1,
      author uuid not null references person, scope text[],
      made_at timestamptz not null, saved_at timestamptz not null,
      published_at timestamptz, approved_by uuid references person, expires_at timestamptz,
      ended_at timestamptz, ended_by uuid references person, reason text check (length(reason) <= 500),
      resolved_after text not null default '', resolved_at timestamptz, stamp int not null default 0,
      unique (series, version),
      constraint published_whole check (state in ('draft', 'waiting') or (published_at is not null and expires_at > published_at)),
      constraint ended_whole check ((state in ('recalled', 'superseded')) = (ended_at is not null)),
      constraint urgent_by_two check (approved_by is null or approved_by <> author),
      constraint urgent_approved check (state in ('draft', 'waiting') or doc ->> 'kind' <> 'urgent' or approved_by is not null))`,
    sql`create index announcements_of_author on announcements (author, id desc)`,
    sql`create index announcements_current on announcements (expires_at) where state = 'published'`,
    sql`create index announcements_ended on announcements (ended_at) where ended_at is not null`,
    sql`create index announcements_unresolved on announcements (id) where state = 'published' and resolved_at is null`,
    sql`create table announcement_targets (
      announcement bigint not null references announcements on delete cascade, agent text not null, unit text not null,
      reminded int not null default 0, reminded_at timestamptz, primary key (announcement, agent))`,
    sql`create index announcement_targets_of_agent on announcement_targets (agent, announcement)`,
    sql`create table announcement_reports (
      announcement bigint not null, agent text not null, occasion int not null,
      state text not null check (state in ('painted', 'read', 'acknowledged', 'notified')),
      at timestamptz not null, noted_at timestamptz not null default clock_timestamp(), open_ms int,
      primary key (announcement, agent, occasion, state),
      foreign key (announcement, agent) references announcement_targets on delete cascade)`,
    sql`create table announcement_said (
      announcement bigint not null, agent text not null, conversation text not null, cue int not null, position int not null,
      at timestamptz not null, primary key (announcement, conversation, agent, cue),
      foreign key (announcement, agent) references announcement_targets on delete cascade)`,
    sql`create table desk_presence (
      connection uuid primary key, agent text not null, from_at timestamptz not null, to_at timestamptz not null,
      visible boolean not null, changed_at timestamptz not null, ended text check (ended in ('left', 'lost')))`,
    sql`create index desk_presence_of_agent on desk_presence (agent, to_at)`,
    sql`create index desk_presence_old on desk_presence (to_at)`,
    // Roles a bank has already get the new rights where they stand by default; a role it made itself is its own affair.
    sql`update role set may = may || array['announce.write'] where key in ('team-leader', 'editor') and not may @> array['announce.write']`,
    sql`update role set may = may || array['announce.approve'] where key in ('team-leader', 'approver') and not may @> array['announce.approve']`,
  ];
  for (const statement of statements) await statement.execute(db);
}
