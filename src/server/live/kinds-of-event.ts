import type { SourceEvent } from '#protocol/event.ts';
import type { Entry } from '#server/live/ledger.ts';

/** The sender's own time of an event; a correction has none. */
export function timeOf(event: SourceEvent['event']): number | null {
  switch (event.kind) {
    case 'heard':
      return event.endMs;
    case 'corrected':
      return null;
    case 'speaking':
    case 'held':
    case 'muted':
    case 'transferred':
    case 'assigned':
    case 'closed':
      return event.atMs;
  }
}

/** Whether the list of an agent's conversations looks otherwise after it. */
export function changesHead({ event: { what } }: Entry): boolean {
  return what.kind === 'closed' || (what.kind === 'acted' && what.act.kind === 'wrapped');
}

/** Whether something in it wants to interrupt the agent. */
export function interrupts({ advice }: Entry): boolean {
  return advice.some(change => change.op !== 'withdrawn' && change.advice.loudness === 'interrupt');
}
