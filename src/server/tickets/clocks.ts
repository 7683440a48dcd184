import { ProblemError } from '#domain/problem.ts';
import { endOfTerm, pushedBack, type Term } from '#domain/term.ts';
import type { TicketActor, TicketDeed } from '#domain/ticket.ts';
import type { TicketKind } from '#domain/ticket-plan.ts';
import type { Plan } from '#server/tickets/plan.ts';
import type { TicketRow, TicketSet } from '#server/tickets/row.ts';

/** What a deed does to a ticket's clocks. */
export function clocksAfter(
  row: TicketRow,
  deed: TicketDeed,
  plan: Plan,
  { now, actor }: { readonly now: number; readonly actor: TicketActor },
): TicketSet {
  const kind = plan.plan.kinds.find(({ key }) => key === row.kind);
  if (!kind) return {};
  const until = (ms: number): TicketSet => ({ done_by: new Date(ms), warn_at: new Date(ms - kind.clocks.warnBeforeHours * 3_600_000) });
  switch (deed.kind) {
    case 'take':
    case 'assign':
    case 'accept':
      return row.begun_at === null ? { begun_at: new Date(now) } : {};
    case 'wait':
      return { waiting_since: new Date(now), paused_since: kind.clocks.pausesWhileWaiting ? new Date(now) : null };
    case 'resume':
    case 'close': {
      const pause = row.paused_since && { fromMs: row.paused_since.getTime(), toMs: now };
      const doneBy = row.done_by.getTime();
      return {
        waiting_since: null,
        paused_since: null,
        ...(pause ? until(pushedBack(plan.calendar, doneBy, termOf(kind, row.extended), pause)) : {}),
      };
    }
    case 'extend': {
      const next = kind.clocks.extensions[row.extended];
      if (!next) throw new ProblemError({ kind: 'conflict', why: `a ${kind.key} is not extended further` });
      if (next.by === 'lead' && (!actor.leads || actor.staffNo === row.handler))
        throw new ProblemError({ kind: 'four-eyes', action: 'approve the last extension of a ticket one handles' });
      const made = row.made_at.getTime();
      const gained = endOfTerm(plan.calendar, made, next.done) - endOfTerm(plan.calendar, made, termOf(kind, row.extended));
      return { extended: row.extended + 1, ...until(row.done_by.getTime() + gained) };
    }
    case 'reopen': // it begins anew: a customer who is not content waits no longer than the first time
      return { extended: 0, ...until(endOfTerm(plan.calendar, now, kind.clocks.done)) };
    default:
      return {};
  }
}

/** The term that counts for a ticket after so many extensions. */
export function termOf(kind: TicketKind, extended: number): Term {
  return (extended > 0 ? kind.clocks.extensions[extended - 1]?.done : undefined) ?? kind.clocks.done;
}

/** Until when a closed ticket may be opened again; so long its sealed values are kept. */
export function reopenUntil(row: Pick<TicketRow, 'closed_at'>, { plan }: Pick<Plan, 'plan'>): Date | null {
  return row.closed_at && new Date(row.closed_at.getTime() + plan.reopenWithinDays * 86_400_000);
}
