import { type Kysely, sql } from 'kysely';

/** What is counted of each call once it is over, and what telephony said agents were doing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table call_facts (
      conversation text primary key, day int not null, week date not null, opened_at timestamptz not null, closed_at timestamptz,
      agent text, unit text, queue text not null default '', tenure text not null, arm text not null check (arm in ('assisted', 'silent')),
      answers int not null, answers_15 int not null, look_ups int not null, look_up_ms bigint not null,
      talk_ms bigint not null, after_ms bigint, steps int not null, omitted int not null,
      customer text, leaf text, confirmed boolean not null, unchanged boolean not null, wrap_ms bigint)`,
    sql`create index call_facts_by_week on call_facts (week, unit, queue)`,
    sql`create index call_facts_of_agent on call_facts (agent, week)`,
    sql`create index call_facts_of_customer on call_facts (customer, leaf, opened_at) where customer is not null and leaf is not null`,
    sql`create table presence_changes (
      staff_no text not null, at timestamptz not null, state text not null, primary key (staff_no, at))`,
  ];
  for (const statement of statements) await statement.execute(db);
}
