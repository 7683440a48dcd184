import { z } from 'zod';

/** What came of calling a customer back. refused: the customer wants no call; no-number: there is none to call, for the reason noted. */
export const CallOutcome = z.enum(['reached', 'no-answer', 'wrong-number', 'refused', 'no-number']);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** One attempt, when it was. */
export interface CallBackTry {
  readonly outcome: CallOutcome;
  readonly atMs: number;
}

/** What a kind of ticket asks of its call-back before it is closed. */
export interface CallBackTerms {
  readonly tries: number; // without an answer, after which it may be closed
  readonly hoursApart: number; // a try sooner after the one counted before counts with it
}

/** What a call-back came to when nothing more is asked of it. tries: so many calls without an answer. */
export const CallBackEnd = z.enum(['reached', 'refused', 'no-number', 'tries']);
export type CallBackEnd = z.infer<typeof CallBackEnd>;

/**
 * How a call-back stands. settled: the ticket may be closed, by what. missing: nobody has called. no-number: there is no telephone, and nobody has said why.
 * unreached: too few tries, and from when on the next one counts.
 */
export const CallBackStanding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settled'), by: CallBackEnd, tries: z.number().int() }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('no-number') }),
  z.object({ kind: z.literal('unreached'), tries: z.number().int(), of: z.number().int(), nextFromMs: z.number().int() }),
]);
export type CallBackStanding = z.infer<typeof CallBackStanding>;

/** How it stands after these attempts, in their order, since the ticket was made or last opened again. Whoever was reached once was reached. */
export function callBackStanding(tries: readonly CallBackTry[], hasNumber: boolean, terms: CallBackTerms): CallBackStanding {
  let counted = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  const apartMs = terms.hoursApart * 3_600_000;
  for (const { outcome, atMs } of tries) {
    if (outcome === 'no-answer' || outcome === 'wrong-number') {
      if (atMs - lastMs < apartMs) continue;
      counted++;
      lastMs = atMs;
    }
  }
  const came = (outcome: CallOutcome) => tries.some(one => one.outcome === outcome);
  if (came('reached')) return { kind: 'settled', by: 'reached', tries: counted };
  if (came('refused')) return { kind: 'settled', by: 'refused', tries: counted };
  if (came('no-number') && !hasNumber) return { kind: 'settled', by: 'no-number', tries: counted };
  if (counted >= terms.tries) return { kind: 'settled', by: 'tries', tries: counted };
  if (counted > 0) return { kind: 'unreached', tries: counted, of: terms.tries, nextFromMs: lastMs + apartMs };
  return hasNumber ? { kind: 'missing' } : { kind: 'no-number' };
}

/** Whether a ticket's end that tells of such call-backs (of none: tells nothing of them) says what really came of this one. */
export function tellsTruly(told: readonly CallBackEnd[], standing: CallBackStanding | null): boolean {
  return told.length === 0 || standing?.kind !== 'settled' || told.includes(standing.by);
}

/** Whether an outcome has to say why. */
export function needsReason(outcome: CallOutcome | undefined): boolean {
  return outcome === 'refused' || outcome === 'no-number';
}
