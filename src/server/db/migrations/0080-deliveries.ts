import { type Kysely, sql } from 'kysely';

/** Receivers in the bank, their own codes, and everything that was or will be sent to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table webhooks (
      id text primary key, name text not null, url text not null, topics text[] not null, is_on boolean not null default true,
      secret bytea not null, made_by text not null, made_at timestamptz not null default clock_timestamp())`,
    sql`create table webhook_codes (
      webhook text not null references webhooks on delete cascade, kind text not null check (kind in ('leaf', 'field')),
      ours text not null, bank text not null, primary key (webhook, kind, ours))`,
    sql`create table deliveries (
      id bigint generated always as identity primary key,
      webhook text not null references webhooks on delete cascade, topic text not null, subject text not null,
      key text not null, body jsonb not null,
      state text not null default 'queued' check (state in ('queued', 'delivered', 'failed')),
      tries int not null default 0, made_at timestamptz not null, next_at timestamptz not null, leased_until timestamptz,
      delivered_at timestamptz, trouble text, again_by text,
      unique (webhook, key),
      constraint delivered_once check ((state = 'delivered') = (delivered_at is not null)))`,
    sql`create index deliveries_due on deliveries (next_at, id) where state = 'queued'`,
    sql`create index deliveries_in_order on deliveries (webhook, subject, id) where state = 'queued'`,
    sql`create index deliveries_of_subject on deliveries (subject, id)`,
    sql`create index deliveries_failed on deliveries (webhook, id) where state = 'failed'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
