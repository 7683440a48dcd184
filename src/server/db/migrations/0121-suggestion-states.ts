import { type Kysely, sql } from 'kysely';

/** What became of an exemption somebody suggested: taken up in a draft, or declined and why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rule_suggestions
    add column state text not null default 'open' check (state in ('open', 'taken', 'declined')),
    add column draft bigint, add column reason text, add column settled_by text, add column settled_at timestamptz,
    add constraint settled_by_somebody check ((state = 'open') = (settled_by is null))`.execute(db);
}
