import { sql } from 'kysely';
import { medianMs } from '#bench/median.ts';
import { onOwnDatabase } from '#bench/own-database.ts';
import { growTickets } from '#bench/tickets/grow.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { findTickets } from '#server/tickets/find.ts';
import { countTickets, listTickets, type TicketPage } from '#server/tickets/read-tickets.ts';
import type { Sight } from '#server/tickets/sight.ts';

/** What one kind of question costs beside reading every ticket for it. */
export interface TicketsRow {
  readonly asked: string;
  readonly found: number; // counted to 10,000
  readonly ms: number; // the median of page and count together
  readonly plainMs: number; // the same by a plain sequential ILIKE
  readonly ratio: number; // ours / plain
}

/** Searching, filtering and paging in a bank's tickets. */
export interface TicketsBench {
  readonly tickets: number;
  readonly rounds: number;
  readonly rows: readonly TicketsRow[];
  readonly countsMs: number; // of all quick filters at once
}

interface Question {
  readonly asked: string;
  readonly sight: Sight;
  readonly page: TicketPage;
}

const everything: Sight = { staffNo: '3001', handles: 'all', leads: 'all' };
const handler: Sight = { staffNo: 'h007', handles: ['unit3'], leads: [] };
const all = { view: 'all', limit: 50 } as const;

const questions: readonly Question[] = [
  { asked: 'a customer', sight: everything, page: { ...all, text: 'KH0123456' } },
  { asked: 'the end of a number', sight: everything, page: { ...all, text: '077712' } },
  { asked: 'a word in one of 40', sight: everything, page: { ...all, text: '吞卡' } },
  { asked: 'a word in one of 8', sight: everything, page: { ...all, text: '年费' } },
  { asked: 'two words', sight: everything, page: { ...all, text: '年费 书面' } },
  { asked: 'one character, in nearly all', sight: everything, page: { ...all, text: '客' } },
  { asked: 'a word nobody wrote', sight: everything, page: { ...all, text: '龘靐' } },
  { asked: 'a word, open tickets of one unit', sight: handler, page: { ...all, view: 'unit', text: '年费' } },
  { asked: 'overdue', sight: everything, page: { ...all, view: 'overdue' } },
  { asked: 'own', sight: handler, page: { ...all, view: 'mine' } },
  { asked: 'a category', sight: everything, page: { ...all, category: '0306' } },
  { asked: 'a kind and a state', sight: everything, page: { ...all, kind: 'complaint', state: 'waiting' } },
  { asked: 'all, newest first', sight: everything, page: all },
];
const now = new Date('2026-06-01T00:00:00Z');

/** Times the list as the page asks for it (50 tickets and their count), in turn with a plain sequential ILIKE over the same tickets. */
export function benchTickets(tickets: number, rounds: number, tell: (news: string) => void): Promise<TicketsBench> {
  return onOwnDatabase(async ({ db }) => {
    tell(`making ${tickets} tickets`);
    await growTickets(db, tickets);
    const rows: TicketsRow[] = [];
    for (const question of [...questions, await halfWay(db, tickets)]) {
      tell(question.asked);
      rows.push(await compared(db, question, rounds));
    }
    const counts: number[] = [];
    for (let round = 0; round < rounds; round++) counts.push(await timed(() => countTickets(db, everything, now)));
    return { tickets, rounds, rows, countsMs: medianMs(counts) };
  });
}

async function compared(db: Db, { asked, sight, page }: Question, rounds: number): Promise<TicketsRow> {
  const found = (await listTickets(db, sight, page, now)).total; // both are warm when they are timed
  const others = await plainly(db, sight, page);
  if (others !== found) throw new Error(`${asked}: ${found} found, plainly ${others}`);
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await timed(() => listTickets(db, sight, page, now)));
    plain.push(await timed(() => plainly(db, sight, page)));
  }
  const [ms, plainMs] = [medianMs(ours), medianMs(plain)];
  return { asked, found, ms, plainMs, ratio: Math.round((1000 * ms) / plainMs) / 1000 };
}

/** Page and count as a first program would ask: every ticket read, every word compared with every field. Answers how many. */
async function plainly(db: Db, sight: Sight, { text, after, limit, ...asked }: TicketPage): Promise<number> {
  return db.transaction().execute(async trx => {
    for (const kind of ['indexscan', 'indexonlyscan', 'bitmapscan']) await sql.raw(`set local enable_${kind} = off`).execute(trx);
    const read = (from: Trx) => {
      let query = findTickets(from, sight, asked, now);
      for (const word of (text ?? '').split(' ').filter(Boolean))
        query = query.where(
          sql<boolean>`(number || ' ' || title || ' ' || description || ' ' || coalesce(customer, '') || ' ' || path::text) ilike ${`%${word}%`}`,
        );
      return query;
    };
    const isNewest = asked.view === 'all';
    const ordered = isNewest
      ? read(trx).orderBy('made_at', 'desc').orderBy('number', 'desc')
      : read(trx).orderBy('done_by').orderBy('number');
    const [at = '0', number = ''] = (after ?? '').split('.');
    const from =
      after === undefined
        ? ordered
        : ordered.where(row => row(row.refTuple('made_at', 'number'), '<', row.tuple(new Date(Number(at)), number)));
    await from
      .selectAll()
      .limit(limit + 1)
      .execute();
    const counted = await sql<{
      total: number;
    }>`select count(*)::int as total from (${read(trx).select('number').limit(10_000)}) found`.execute(trx);
    return counted.rows[0]?.total ?? 0;
  });
}

/** The page that begins in the middle of all tickets. */
async function halfWay(db: Db, tickets: number): Promise<Question> {
  const row = await db
    .selectFrom('tickets')
    .select(['made_at', 'number'])
    .orderBy('made_at', 'desc')
    .orderBy('number', 'desc')
    .offset(Math.floor(tickets / 2))
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    asked: `all, after ${Math.floor(tickets / 2)} of them`,
    sight: everything,
    page: { ...all, after: `${row.made_at.getTime()}.${row.number}` },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
