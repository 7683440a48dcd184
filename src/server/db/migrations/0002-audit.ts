import { type Kysely, sql } from 'kysely';

/** The record of deeds: append only, chained, anchored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit (
      writer text not null,
      number bigint not null check (number > 0),
      at timestamptz not null,
      who text not null,
      action text not null,
      subject text not null,
      details jsonb not null,
      previous bytea not null check (length(previous) = 32),
      hash bytea not null check (length(hash) = 32),
      primary key (writer, number)
    );
    create index audit_at on audit (at);
    create index audit_subject on audit (subject, at);
    create table audit_head (
      writer text primary key,
      number bigint not null,
      hash bytea not null check (length(hash) = 32),
      started_at timestamptz not null
    );
    create table audit_anchor (
      number bigint primary key,
      at timestamptz not null,
      heads jsonb not null,
      previous bytea not null,
      hash bytea not null
    );

    create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit record is append only' using errcode = 'restrict_violation';
    end $$;
    create trigger audit_rows_stay before update or delete on audit for each row execute function audit_is_append_only();
    create trigger audit_is_not_emptied before truncate on audit for each statement execute function audit_is_append_only();
    create trigger audit_anchors_stay before update or delete on audit_anchor for each row execute function audit_is_append_only();
    create trigger audit_anchors_are_not_emptied before truncate on audit_anchor for each statement execute function audit_is_append_only();

    create function audit_head_only_grows() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'UPDATE' or new.writer <> old.writer or new.number <> old.number + 1 then
        raise exception 'the head of an audit chain only moves on by one' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger audit_head_only_grows before update or delete on audit_head for each row execute function audit_head_only_grows();
    create trigger audit_heads_are_not_emptied before truncate on audit_head for each statement execute function audit_is_append_only();
  `.execute(db);
}
