import { type CallBackStanding, type CallBackTry, CallOutcome, callBackStanding, tellsTruly } from '#domain/call-back.ts';
import { ProblemError } from '#domain/problem.ts';
import type { TicketStep } from '#domain/ticket.ts';
import type { TicketKind } from '#domain/ticket-plan.ts';
import type { Trx } from '#server/db/schema.ts';
import type { TicketRow } from '#server/tickets/row.ts';

interface Step {
  readonly what: TicketStep;
  readonly at: Date;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How a ticket's call-back stands by its history; null where its kind asks for none. What was before it was opened again does not count. */
export function callBackOf(row: TicketRow, kind: TicketKind, steps: readonly Step[]): CallBackStanding | null {
  if (!kind.callBack) return null;
  const since = steps.findLastIndex(({ what }) => what === 'reopen') + 1;
  const tries = steps.slice(since).flatMap(({ what, at, details }): CallBackTry[] => {
    const outcome = CallOutcome.safeParse(details.outcome);
    return what === 'called' && outcome.success ? [{ outcome: outcome.data, atMs: at.getTime() }] : [];
  });
  return callBackStanding(tries, row.phone !== null, { tries: kind.callBackTries, hoursApart: kind.callBackHoursApart });
}

/** Refuses to close a ticket whose call-back has no result yet, and says what it lacks; or with a result that tells of another call-back. */
export async function mayClose(trx: Trx, row: TicketRow, kind: TicketKind, result: string): Promise<void> {
  const steps = await trx
    .selectFrom('ticket_steps')
    .select(['what', 'at', 'details'])
    .where('ticket', '=', row.number)
    .where('what', 'in', ['called', 'reopen'])
    .orderBy('number')
    .execute();
  const standing = callBackOf(row, kind, steps);
  const why = lacks(standing);
  if (why !== null) throw new ProblemError({ kind: 'invalid', field: 'deed.called', why });
  const told = kind.results.find(({ key }) => key === result)?.callBack ?? [];
  if (!tellsTruly(told, standing) && standing?.kind === 'settled')
    throw new ProblemError({
      kind: 'invalid',
      field: 'deed.result',
      why: `call-back: ${result} needs one that ended as ${told.join(' or ')}; this one ended as ${standing.by}`,
    });
}

function lacks(standing: CallBackStanding | null): string | null {
  switch (standing?.kind) {
    case undefined:
    case 'settled':
      return null;
    case 'missing':
      return 'missing: the customer is called back first';
    case 'no-number':
      return 'no-number: there is no telephone; record why the customer was not called';
    case 'unreached':
      return `unreached: ${standing.tries} of ${standing.of} tries; the next counts from ${new Date(standing.nextFromMs).toISOString()}`;
  }
}
