import { type Kysely, sql } from 'kysely';

/** Tickets: the plan they follow (four eyes), the tickets, their history, their changes as an outbox; and the new rights of standard roles. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table ticket_plans (
      id bigint generated always as identity primary key,
      hash text not null, plan jsonb not null, calendar jsonb not null,
      author text not null, made_at timestamptz not null default now(), approver text, approved_at timestamptz,
      constraint plan_four_eyes check (approver <> author),
      constraint approved_by_somebody check ((approver is null) = (approved_at is null)))`,
    sql`create table ticket_numbers (day int primary key, last int not null)`,
    sql`create table tickets (
      number text primary key,
      plan bigint not null references ticket_plans,
      kind text not null, category text, path jsonb not null, title text not null, description text not null, urgent boolean not null,
      customer text, phone text, vault_place text, conversation text, process text, slots jsonb not null, summary jsonb not null, fields jsonb not null,
      unit text not null, handler text, subject text, made_by text not null, made_unit text not null, made_at timestamptz not null,
      state text not null check (state in ('new', 'handling', 'waiting', 'closed')), waiting_since timestamptz, paused_since timestamptz,
      begin_by timestamptz, begun_at timestamptz, done_by timestamptz not null, warn_at timestamptz not null, extended int not null default 0,
      offered_to text, offered_unit text, offered_by text, offered_at timestamptz, offer_reason text,
      chased int not null default 0, chased_at timestamptz, called int not null default 0,
      result text, closing text, closed_by text, closed_at timestamptz, reopened int not null default 0,
      version int not null default 1, request text not null, changed_at timestamptz not null,
      unique (made_by, request),
      constraint recusal check (subject is null or (handler is distinct from subject and offered_to is distinct from subject and closed_by is distinct from subject)),
      constraint handled_by_somebody check (state = 'new' or handler is not null),
      constraint closed_by_somebody check ((state = 'closed') = (closed_by is not null) and (state = 'closed') = (result is not null)),
      constraint waits_since check ((state = 'waiting') = (waiting_since is not null) and (paused_since is null or state = 'waiting')),
      constraint offered_by_somebody check ((offered_by is null) = (offered_to is null and offered_unit is null) and (offered_to is null or offered_unit is null)),
      constraint closed_is_not_offered check (state <> 'closed' or offered_by is null))`,
    sql`create index tickets_open on tickets (done_by, number) where state <> 'closed'`,
    sql`create index tickets_of_handler on tickets (handler, done_by) where state <> 'closed'`,
    sql`create index tickets_of_unit on tickets (unit, done_by) where state <> 'closed'`,
    sql`create index tickets_made on tickets (made_at desc, number desc)`,
    sql`create index tickets_of_maker on tickets (made_by, made_at desc)`,
    sql`create index tickets_of_conversation on tickets (conversation) where conversation is not null`,
    sql`create index tickets_held on tickets (closed_at) where state = 'closed' and vault_place is not null`,
    sql`create table ticket_steps (
      ticket text not null references tickets, number int not null, at timestamptz not null, by text not null, what text not null,
      from_state text, to_state text not null, from_handler text, to_handler text, reason text, details jsonb not null,
      primary key (ticket, number))`,
    sql`create function ticket_steps_stay() returns trigger language plpgsql as $$
      begin raise exception 'the history of a ticket is not changed'; end $$`,
    sql`create trigger ticket_steps_stay before update or delete on ticket_steps for each row execute function ticket_steps_stay()`,
    // Whom a complaint is about does nothing about it: not even by a way the code forgot.
    sql`create function ticket_recusal() returns trigger language plpgsql as $$
      begin
        if new.what <> 'made' and exists (select from tickets where number = new.ticket and subject = new."by") then
          raise exception 'recusal' using errcode = 'check_violation', constraint = 'recusal';
        end if;
        return new;
      end $$`,
    sql`create trigger ticket_recusal before insert on ticket_steps for each row execute function ticket_recusal()`,
    sql`create table ticket_changes (
      id bigint generated always as identity primary key, written bigint not null default (pg_current_xact_id()::text::bigint),
      ticket text not null references tickets, version int not null, step int not null, at timestamptz not null, body jsonb not null,
      unique (ticket, step))`,
    sql`create index ticket_changes_written on ticket_changes (written, id)`,
    // Roles a bank already has keep what it gave them and learn what is new.
    sql`update role set may = may || '{ticket.create}' where key in ('agent', 'team-leader') and not 'ticket.create' = any (may)`,
    sql`update role set may = may || '{ticket.lead,ticket.export}' where key = 'team-leader' and not 'ticket.lead' = any (may)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
