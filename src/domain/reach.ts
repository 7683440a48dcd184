import { z } from 'zod';

/** Why somebody on shift has not had an announcement painted yet. */
export const MissingWhy = z.enum([
  'absent', // in the roster, not signed in since it was published
  'signed-out', // was here, left without seeing it
  'desk-closed', // signed in, no desk open
  'desk-lost', // a desk was open and its connection broke
  'hidden', // a desk is open behind other windows
  'in-call', // in calls ever since: it waits for the end of one
  'not-yet', // its hour has not come for this agent
  'at-rest', // nothing keeps it from being shown
]);
export type MissingWhy = z.infer<typeof MissingWhy>;

/** What is known of somebody who has not seen it. */
export interface MissingFacts {
  readonly isDue: boolean;
  readonly signedIn: boolean;
  readonly openCalls: number;
  /** When they signed out last since it was published; null when they did not. */
  readonly signedOutMs: number | null;
  /** The last desk since it was published; null when there was none. */
  readonly desk: { readonly state: 'open' | 'left' | 'lost'; readonly visible: boolean; readonly sinceMs: number } | null;
}

/** The reason, and since when where that is known. */
export function whyMissing({ isDue, signedIn, openCalls, signedOutMs, desk }: MissingFacts): {
  readonly why: MissingWhy;
  readonly sinceMs?: number;
} {
  if (desk?.state === 'open') {
    if (!desk.visible) return { why: 'hidden', sinceMs: desk.sinceMs };
    if (!isDue) return { why: 'not-yet' };
    return openCalls > 0 ? { why: 'in-call' } : { why: 'at-rest' };
  }
  const since = desk ? { sinceMs: desk.sinceMs } : {};
  if (signedIn) return { why: desk?.state === 'lost' ? 'desk-lost' : 'desk-closed', ...since };
  const leftMs = desk?.sinceMs ?? signedOutMs;
  return leftMs === null ? { why: 'absent' } : { why: 'signed-out', sinceMs: leftMs };
}

/** Counts of one audience; whoever is in a later one is not always in an earlier one (who has left may have read). */
export const ReachCounts = z.object({
  targeted: z.number(),
  onShift: z.number(),
  painted: z.number(), // anybody targeted
  paintedOnShift: z.number(),
  read: z.number(),
  acknowledged: z.number(),
  saying: z.number(), // agents who said it in a call after it was painted
  callsSaid: z.number(),
});
export type ReachCounts = z.infer<typeof ReachCounts>;

/** Reach: the share of those on shift who had it painted; null while nobody was on shift. */
export function reachOf({ onShift, paintedOnShift }: Pick<ReachCounts, 'onShift' | 'paintedOnShift'>): number | null {
  return onShift === 0 ? null : paintedOnShift / onShift;
}
