import { type Kysely, sql } from 'kysely';

/** Credentials of bots, sealed; every use of one; and that whoever owns one neither writes nor approves its bot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table robot_credentials (
      id bigint generated always as identity primary key,
      bot text not null, target text not null, role text not null,
      key_id text, sealed bytea, owner text not null, set_at timestamptz not null, rotate_by date not null,
      ended_at timestamptz, ended_by text,
      constraint ended_is_destroyed check ((ended_at is null) = (sealed is not null) and (ended_at is null) = (ended_by is null)))`,
    sql`create unique index robot_credentials_current on robot_credentials (bot, target, role) where ended_at is null`,
    sql`create table robot_credential_uses (
      id bigint generated always as identity primary key,
      credential bigint not null references robot_credentials, run text not null, step text not null, at timestamptz not null)`,
    sql`create index robot_credential_uses_of on robot_credential_uses (credential, id desc)`,
    sql`create function robot_credential_apart() returns trigger language plpgsql as $$
      begin
        if new.ended_at is null and exists (select from robot_versions where bot = new.bot and new.owner in (author, approver)) then
          raise exception 'who writes or approves a bot does not own its credentials' using errcode = 'check_violation', constraint = 'robot_credential_apart';
        end if;
        return new;
      end $$`,
    sql`create trigger robot_credential_apart before insert or update on robot_credentials for each row execute function robot_credential_apart()`,
    sql`create function robot_version_apart() returns trigger language plpgsql as $$
      begin
        if exists (select from robot_credentials where bot = new.bot and ended_at is null and owner in (new.author, new.approver)) then
          raise exception 'who owns a bot''s credentials neither writes nor approves it' using errcode = 'check_violation', constraint = 'robot_version_apart';
        end if;
        return new;
      end $$`,
    sql`create trigger robot_version_apart before insert or update of author, approver on robot_versions
      for each row execute function robot_version_apart()`,
    sql`create function robot_credential_uses_stay() returns trigger language plpgsql as $$
      begin raise exception 'the uses of a credential are not changed' using errcode = 'restrict_violation'; end $$`,
    sql`create trigger robot_credential_uses_stay before update or delete on robot_credential_uses
      for each row execute function robot_credential_uses_stay()`,
  ];
  for (const statement of statements) await statement.execute(db);
}
