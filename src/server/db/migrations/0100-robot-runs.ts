import { type Kysely, sql } from 'kysely';

/** Runs of robots: what is to be done, the journal of what was, its evidence, and what waits for a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table robot_bodies (version text primary key, bot text not null, body jsonb not null)`,
    sql`create table robot_targets (
      name text primary key, title text not null, origin text, hosts text[] not null, named_by text,
      concurrent int not null check (concurrent > 0), per_minute int not null check (per_minute > 0),
      failed_logins int not null check (failed_logins > 0), slow_ms int not null check (slow_ms > 0),
      use jsonb not null, changed_at timestamptz not null default clock_timestamp())`,
    sql`create table robot_switches (
      kind text not null check (kind in ('all', 'target', 'bot')), name text not null,
      off_by text not null, off_at timestamptz not null, reason text not null, primary key (kind, name))`,
    sql`create table robot_runs (
      id text primary key, seq bigint generated always as identity unique,
      bot text not null, version text not null references robot_bodies, calls jsonb not null,
      state text not null check (state in ('queued', 'running', 'waiting', 'done', 'rehearsed', 'failed', 'unknown', 'cancelled')),
      mode text not null check (mode in ('real', 'dry')), priority int not null,
      targets text[] not null, needs_browser boolean not null,
      reference text, reference_key bytea,
      asked_by text not null, asked_for text, conversation text, consent bigint, cause jsonb not null,
      inputs jsonb not null, sealed bytea, outputs jsonb, trouble jsonb, business int not null default 0, waits jsonb,
      failures int not null default 0, takeovers int not null default 0, epoch int not null default 0, runner text,
      next_at timestamptz not null, deadline_at timestamptz, by_hand_ms bigint,
      made_at timestamptz not null, begun_at timestamptz, ended_at timestamptz, beat_at timestamptz,
      at_step text, wish jsonb, requeued_from text, requeued_as text, again_by text,
      rows int not null default 0, head bytea not null)`,
    sql`create unique index robot_runs_one_reference on robot_runs (bot, reference_key)
      where reference_key is not null and state in ('queued', 'running', 'waiting', 'unknown')`,
    sql`create index robot_runs_due on robot_runs (priority desc, seq) where state = 'queued'`,
    sql`create index robot_runs_next on robot_runs (next_at) where state = 'queued'`,
    sql`create index robot_runs_running on robot_runs (runner, beat_at) where state = 'running'`,
    sql`create index robot_runs_newest on robot_runs (state, seq desc)`,
    sql`create index robot_runs_of_bot on robot_runs (bot, seq desc)`,
    sql`create index robot_runs_of_conversation on robot_runs (conversation, seq) where conversation is not null`,
    sql`create index robot_runs_ended on robot_runs (ended_at) where ended_at is not null`,
    sql`create index robot_runs_sealed on robot_runs (ended_at) where sealed is not null`,

    sql`create table robot_steps (
      run text not null references robot_runs, number int not null check (number > 0), at timestamptz not null,
      path text not null, step text not null, what text not null, effect text not null, attempt int not null, epoch int not null,
      details jsonb not null, previous bytea not null check (length(previous) = 32), hash bytea not null check (length(hash) = 32),
      primary key (run, number))`,
    sql`create table robot_results (run text not null, number int not null, sealed bytea not null, primary key (run, number))`,
    sql`create table robot_pictures (sha text primary key, type text not null, bytes bytea not null, kept_at timestamptz not null)`,
    sql`create index robot_pictures_kept on robot_pictures (kept_at)`,
    sql`create table robot_files (
      id text primary key, run text not null references robot_runs, path text not null, name text not null, type text not null,
      sha text not null, size int not null, bytes bytea, made_at timestamptz not null, unique (run, path, name))`,
    sql`create index robot_files_made on robot_files (made_at) where bytes is not null`,
    sql`create table robot_deeds (
      key bytea primary key, shown text not null, bot text not null, run text not null, path text not null,
      state text not null check (state in ('begun', 'done', 'void')), begun_at timestamptz not null, settled_at timestamptz, made jsonb)`,
    sql`create table robot_tasks (
      id text primary key, seq bigint generated always as identity unique, run text not null references robot_runs,
      path text not null, step text not null, bot text not null, version text not null,
      kind text not null check (kind in ('approval', 'answer', 'hand-over', 'decision')),
      shows jsonb not null, until_at timestamptz, otherwise text,
      state text not null check (state in ('open', 'second', 'settled', 'expired', 'withdrawn')) default 'open',
      asked_by text not null, asked_for text, conversation text, made_at timestamptz not null,
      answer jsonb, reason text, settled_by text, settled_at timestamptz, second_by text, second_at timestamptz,
      constraint second_is_another check (second_by is null or second_by <> settled_by),
      constraint not_by_who_asked check (kind not in ('approval', 'decision') or settled_by is null or settled_by <> asked_by),
      constraint a_decision_needs_two check (kind <> 'decision' or state <> 'settled' or second_by is not null))`,
    sql`create unique index robot_tasks_one_open on robot_tasks (run) where state in ('open', 'second')`,
    sql`create index robot_tasks_open on robot_tasks (made_at) where state in ('open', 'second')`,
    sql`create index robot_tasks_of_run on robot_tasks (run, seq)`,

    sql`create function robot_journal_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the journal of a run is append only' using errcode = 'restrict_violation'; end $$`,
    sql`create trigger robot_steps_stay before update or delete on robot_steps for each row execute function robot_journal_is_append_only()`,
    sql`create trigger robot_steps_are_not_emptied before truncate on robot_steps for each statement execute function robot_journal_is_append_only()`,
    sql`create function robot_run_is_over() returns trigger language plpgsql as $$
      begin
        if new.rows < old.rows or new.version <> old.version or new.id <> old.id then
          raise exception 'the head of a journal only moves on' using errcode = 'restrict_violation';
        end if;
        if new.rows = old.rows and new.head <> old.head then
          raise exception 'the head of a journal moves with its rows' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`,
    sql`create trigger robot_head_only_grows before update on robot_runs for each row execute function robot_run_is_over()`,
    sql`create trigger robot_runs_stay before delete on robot_runs for each row execute function robot_journal_is_append_only()`,
    sql`create trigger robot_bodies_stay before update or delete on robot_bodies for each row execute function robot_journal_is_append_only()`,
  ];
  for (const statement of statements) await statement.execute(db);
}
