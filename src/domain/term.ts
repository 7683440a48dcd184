import { z } from 'zod';
import {
  addWorkingDays,
  addWorkingMs,
  closingOf,
  dayAt,
  midnightOf,
  type OpenCalendar,
  workingDaysBetween,
  workingMsBetween,
} from '#domain/working-calendar.ts';

/**
 * How long something may take. Days begin to count on the day after (民法典 201): natural ones end at midnight of the last, working ones
 * when work ends that day. Hours count from the moment.
 */
export const Term = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('natural-days'), count: z.number().int().min(1).max(3650) }),
  z.strictObject({ of: z.literal('working-days'), count: z.number().int().min(1).max(1000) }),
  z.strictObject({ of: z.literal('working-hours'), count: z.number().min(0.1).max(5000) }),
  z.strictObject({ of: z.literal('hours'), count: z.number().min(0.1).max(20_000) }),
]);
export type Term = z.infer<typeof Term>;

/** When a term that begins at a moment has run out. */
export function endOfTerm(calendar: OpenCalendar, fromMs: number, term: Term): number {
  switch (term.of) {
    case 'natural-days':
      return midnightOf(calendar, dayAt(calendar, fromMs) + term.count + 1);
    case 'working-days':
      return closingOf(calendar, addWorkingDays(calendar, dayAt(calendar, fromMs), term.count));
    case 'working-hours':
      return addWorkingMs(calendar, fromMs, Math.round(term.count * hourMs));
    case 'hours':
      return fromMs + Math.round(term.count * hourMs);
  }
}

/** Where an end moves to when the clock stood still for a while, in the measure of its own term. A clock that had run out stays where it was. */
export function pushedBack(
  calendar: OpenCalendar,
  endMs: number,
  term: Term,
  pause: { readonly fromMs: number; readonly toMs: number },
): number {
  const { fromMs, toMs } = pause;
  if (fromMs >= endMs || toMs <= fromMs) return endMs;
  const [first, last] = [dayAt(calendar, fromMs), dayAt(calendar, toMs)];
  switch (term.of) {
    case 'natural-days':
      return endMs + (last - first) * 24 * hourMs;
    case 'working-days': {
      const lost = workingDaysBetween(calendar, first, last);
      return lost === 0 ? endMs : closingOf(calendar, addWorkingDays(calendar, dayAt(calendar, endMs), lost));
    }
    case 'working-hours': {
      const lost = workingMsBetween(calendar, fromMs, toMs);
      return lost === 0 ? endMs : addWorkingMs(calendar, endMs, lost);
    }
    case 'hours':
      return endMs + (toMs - fromMs);
  }
}

const hourMs = 3_600_000;
