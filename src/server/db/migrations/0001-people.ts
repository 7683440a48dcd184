import { type Kysely, sql } from 'kysely';

/** Units, people, accounts, roles, sessions, keys, roster, presence and proposals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unit (
      id text primary key check (length(id) between 1 and 64),
      parent text references unit,
      kind text not null check (kind in ('centre', 'department', 'team')),
      name text not null check (length(name) <= 120),
      check ((kind = 'centre') = (parent is null))
    );
    create table person (
      id uuid primary key,
      staff_no text not null unique check (staff_no ~ '^[0-9A-Za-z_-]{1,32}$'),
      name text not null check (length(name) between 1 and 120),
      unit text not null references unit,
      queues text[] not null default '{}',
      hired_on date,
      lang text not null default 'zh' check (lang in ('zh', 'en')),
      active boolean not null default true,
      created_at timestamptz not null default now()
    );
    create index person_unit on person (unit);
    create table account (
      person uuid not null references person on delete cascade,
      kind text not null check (kind in ('local', 'oidc')),
      subject text,
      password_hash text,
      changed_at timestamptz not null default now(),
      primary key (person, kind),
      unique (kind, subject),
      check ((kind = 'local') = (password_hash is not null)),
      check ((kind = 'oidc') = (subject is not null))
    );
    create table role (
      key text primary key check (length(key) <= 40),
      zh text not null,
      en text not null,
      home text not null,
      may text[] not null
    );
    create table person_role (
      person uuid not null references person on delete cascade,
      role text not null references role,
      unit text not null references unit,
      primary key (person, role, unit)
    );
    create table session (
      token_hash bytea primary key check (length(token_hash) = 32),
      person uuid not null references person on delete cascade,
      csrf text not null,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index session_person on session (person);
    create index session_expires on session (expires_at);
    create table sign_in_failure (
      staff_no text primary key check (length(staff_no) <= 64),
      failed integer not null,
      since timestamptz not null
    );
    create table api_key (
      id text primary key,
      name text not null check (length(name) between 1 and 120),
      key_hash bytea not null unique check (length(key_hash) = 32),
      scopes text[] not null,
      created_by uuid references person,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create table shift (
      staff_no text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      primary key (staff_no, starts_at)
    );
    create index shift_time on shift (starts_at, ends_at);
    create table presence (
      staff_no text primary key check (length(staff_no) <= 32),
      state text not null,
      at timestamptz not null
    );
    create table unknown_staff (
      staff_no text primary key check (length(staff_no) <= 32),
      first_seen_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      times integer not null default 1
    );
    create table proposal (
      id uuid primary key,
      action text not null check (length(action) <= 64),
      subject text not null check (length(subject) <= 200),
      details jsonb not null default '{}',
      reason text not null default '' check (length(reason) <= 2000),
      asked_by uuid not null references person,
      asked_at timestamptz not null default now(),
      decided_by uuid references person,
      decided_at timestamptz,
      decision text check (decision in ('approved', 'refused', 'withdrawn')),
      note text check (length(note) <= 2000),
      constraint four_eyes check (decision is null or decision = 'withdrawn' or (decided_by is not null and decided_by <> asked_by)),
      constraint withdrawn_by_asker check (decision <> 'withdrawn' or decided_by = asked_by),
      constraint decided_whole check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
    );
    create unique index proposal_open on proposal (action, subject) where decision is null;

    create function proposal_is_final() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then raise exception 'a proposal is never deleted' using errcode = 'restrict_violation'; end if;
      if old.decision is not null or new.asked_by <> old.asked_by or new.action <> old.action or new.subject <> old.subject
         or new.details <> old.details or new.asked_at <> old.asked_at or new.id <> old.id then
        raise exception 'a proposal does not change and is decided once' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger proposal_is_final before update or delete on proposal for each row execute function proposal_is_final();
  `.execute(db);
}
