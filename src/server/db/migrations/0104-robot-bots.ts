import { type Kysely, sql } from 'kysely';

/** Bots and their versions: an author writes, somebody else approves, one version of a bot is live. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table robot_versions (
      bot text not null check (bot ~ '^[a-z][a-z0-9-]{0,63}$'),
      number int not null check (number > 0),
      hash text, yaml text not null check (octet_length(yaml) <= 1000000), body jsonb,
      state text not null check (state in ('draft', 'submitted', 'approved', 'live', 'refused', 'withdrawn', 'retired')),
      author text not null, revision int not null default 1, saved_at timestamptz not null,
      note text not null default '' check (length(note) <= 500),
      proposal uuid references proposal, submitted_at timestamptz,
      approver text, decided_at timestamptz, reason text check (length(reason) <= 500),
      live_at timestamptz, live_by text,
      primary key (bot, number),
      constraint bot_four_eyes check (approver is null or approver <> author),
      constraint bot_made_live_by_another check (live_by is null or live_by <> author),
      constraint bot_approved_by_somebody check (state in ('draft', 'submitted', 'withdrawn') or approver is not null),
      constraint bot_submitted_whole check (state = 'draft' or (hash is not null and body is not null and submitted_at is not null)))`,
    sql`create unique index robot_versions_live on robot_versions (bot) where state = 'live'`,
    sql`create unique index robot_versions_draft on robot_versions (bot, author) where state = 'draft'`,
    // One text of a bot is one version; refused or taken back it may be submitted again.
    sql`create unique index robot_versions_hash on robot_versions (bot, hash) where state not in ('draft', 'refused', 'withdrawn')`,
    sql`create function robot_version_stays() returns trigger language plpgsql as $$
      begin
        if old.state <> 'draft' then
          if tg_op = 'DELETE' then raise exception 'a submitted version stays' using errcode = 'restrict_violation'; end if;
          if (new.bot, new.number, new.hash, new.yaml, new.body, new.author) is distinct from (old.bot, old.number, old.hash, old.yaml, old.body, old.author)
             or new.state = 'draft' or (old.approver is not null and new.approver is distinct from old.approver)
             or (old.state in ('refused', 'withdrawn', 'retired') and new.state <> old.state) then
            raise exception 'a submitted version does not change' using errcode = 'restrict_violation';
          end if;
        elsif tg_op = 'UPDATE' and new.author <> old.author then
          raise exception 'a draft stays its author''s' using errcode = 'restrict_violation';
        end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
      end $$`,
    sql`create trigger robot_version_stays before update or delete on robot_versions for each row execute function robot_version_stays()`,
  ];
  for (const statement of statements) await statement.execute(db);
}
