import { type Kysely, sql } from 'kysely';

/**
 * Looking for words in tickets without reading them all: an index of every character and pair of neighbouring characters, made of what every
 * PostgreSQL has (no extension). A word is in a ticket only if all its pairs are; what is found is compared again by the query.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function ticket_words(number text, title text, description text, customer text, path jsonb) returns text[]
      language sql immutable parallel safe as $$
      select coalesce(array_agg(distinct one), '{}') from (
        select unnest(array[sign, sign || next]) as one from (
          select sign, lead(sign) over (order by at) as next
          from unnest(string_to_array(
            lower(number || ' ' || title || ' ' || description || ' ' || coalesce(customer, '') || ' ' || path::text), null
          )) with ordinality as each (sign, at)) pairs) all_of_them
      where one is not null $$`.execute(db);
  await sql`create index tickets_words on tickets using gin (ticket_words(number, title, description, customer, path))`.execute(db);
}
