import { type Kysely, sql } from 'kysely';

/** What agents say about content: flags know their version and how they were settled; look-ups that found nothing are counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table content_flags
      add column version int, add column settled_at timestamptz,
      add column outcome text check (outcome in ('corrected', 'kept')),
      add constraint settled_with_outcome check ((settled_by is null) = (outcome is null))`,
    sql`create index content_flags_open on content_flags (id) where settled_by is null`,
    sql`create table lookup_misses (day int not null, topic text not null, times int not null, primary key (day, topic))`,
  ];
  for (const statement of statements) await statement.execute(db);
}
