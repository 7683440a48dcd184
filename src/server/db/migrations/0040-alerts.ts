import { type Kysely, sql } from 'kysely';

/** Claims that a rule was broken, what was done about each, and exemptions suggested from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table alerts (
      id bigint generated always as identity primary key,
      day int not null, conversation text not null, advice text not null,
      rule text not null, version int, title text not null,
      severity text not null check (severity in ('general', 'serious')), serious boolean generated always as (severity = 'serious') stored,
      agent text, position int not null, at_ms int not null, fired_at timestamptz not null,
      times int not null, recovered boolean not null, shadow boolean not null,
      status text not null check (status in ('fired', 'acknowledged', 'contested', 'confirmed', 'dismissed', 'withdrawn')),
      contest text, decided_by text, decided_at timestamptz, reason text,
      unique (conversation, advice),
      constraint decided_by_somebody check ((status in ('confirmed', 'dismissed')) = (decided_by is not null)),
      constraint never_by_oneself check (decided_by is null or decided_by <> agent))`,
    sql`create index alerts_unsettled on alerts (serious desc, fired_at, id) where status in ('fired', 'acknowledged', 'contested')`,
    sql`create index alerts_settled on alerts (fired_at desc, id desc) where status in ('confirmed', 'dismissed', 'withdrawn')`,
    sql`create index alerts_of_rule on alerts (rule, fired_at)`,
    sql`create index alerts_of_agent on alerts (agent, fired_at)`,
    sql`create table alert_steps (
      alert bigint not null references alerts on delete cascade, number int not null, by text not null, what text not null, reason text,
      at timestamptz not null default clock_timestamp(), primary key (alert, number))`,
    sql`create table rule_suggestions (
      id bigint generated always as identity primary key, alert bigint not null references alerts on delete cascade,
      rule text not null, unless text not null, note text, by text not null, at timestamptz not null default clock_timestamp())`,
  ];
  for (const statement of statements) await statement.execute(db);
}
