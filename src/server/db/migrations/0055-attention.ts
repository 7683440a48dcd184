import { type Kysely, sql } from 'kysely';

/** What became of what was shown, added up by day, queue, tenure band and origin: nobody's name is in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table attention_counts (
    day int not null, queue text not null, band text not null check (band in ('novice', 'regular', 'expert')),
    kind text not null, origin text not null,
    shown int not null, used int not null, used_then_said int not null, said int not null, dismissed int not null, ignored int not null,
    primary key (day, queue, band, kind, origin))`.execute(db);
  await sql`create table attention_calls (
    day int not null, queue text not null, band text not null, calls int not null, primary key (day, queue, band))`.execute(db);
}
