import { type Kysely, sql } from 'kysely';

/**
 * What taking a ticket's words apart really costs, told to the planner: for a word that is in nearly every ticket it took the function for
 * cheap and called it on thousands of rows instead of asking the index. And the beginning of a category's code, which read every ticket.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter function ticket_words(text, text, text, text, jsonb) cost 5000`.execute(db);
  await sql`create index tickets_of_category on tickets (category text_pattern_ops, made_at desc)`.execute(db);
}
