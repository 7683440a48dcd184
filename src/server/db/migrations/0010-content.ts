import { type Kysely, sql } from 'kysely';

/** Versioned content: items, drafts, releases, artefacts, the live one, recalls and flags. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table content_items (
      kind text not null, key text not null, version int not null check (version > 0),
      hash text not null, body jsonb not null, author text not null, created_at timestamptz not null default now(),
      primary key (kind, key, version))`,
    sql`create table content_drafts (
      id int generated always as identity primary key, title text not null, author text not null,
      state text not null check (state in ('draft', 'in-review', 'approved', 'live', 'withdrawn')),
      approver text, items jsonb not null, created_at timestamptz not null default now(), decided_at timestamptz, release text,
      constraint author_is_not_approver check (approver is null or approver <> author),
      constraint approved_by_somebody check (state not in ('approved', 'live') or approver is not null))`,
    sql`create table releases (
      hash text primary key, draft int not null references content_drafts, items jsonb not null,
      author text not null, approver text not null, published_at timestamptz not null default now(),
      constraint author_is_not_approver check (approver <> author))`,
    sql`create table artefacts (
      hash text primary key, release text not null references releases, engine_version int not null, body bytea not null,
      unique (release, engine_version))`,
    sql`create table live_release (
      one int primary key default 1 check (one = 1), release text not null references releases,
      artefact text not null references artefacts, since timestamptz not null default now())`,
    sql`create table recalls (
      id int generated always as identity primary key, kind text not null, key text not null, version int not null,
      act text not null check (act in ('recalled', 'suspended')), reason text not null, by text not null,
      at timestamptz not null default now())`,
    sql`create table content_flags (
      id int generated always as identity primary key, conversation text not null, key text not null, why text not null,
      agent text not null, at timestamptz not null default now(), settled_by text,
      unique (conversation, key, agent))`,
  ];
  for (const statement of statements) await statement.execute(db);
}
