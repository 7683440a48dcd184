import type { BulkAnswer, BulkDeed } from '#protocol/tickets.ts';
import { problemOf } from '#server/http/problem-answer.ts';
import type { PersonWho } from '#server/people/who.ts';
import { doTicketDeed } from '#server/tickets/do-deed.ts';
import type { TicketParts } from '#server/tickets/parts.ts';

/** One deed on many tickets, each in a transaction of its own: what fails for one is told beside it and stops no other. */
export async function doBulk(parts: Pick<TicketParts, 'db' | 'clock'>, who: PersonWho, { tickets, deed }: BulkDeed): Promise<BulkAnswer> {
  const rows: BulkAnswer['rows'] = [];
  for (const { number, version } of tickets) {
    try {
      await doTicketDeed(parts, who, number, { version, deed });
      rows.push({ number, done: true });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.kind === 'internal' || problem.kind === 'unavailable') throw error; // nothing of the ticket's: the request itself failed
      rows.push({ number, done: false, problem });
    }
  }
  return { rows };
}
