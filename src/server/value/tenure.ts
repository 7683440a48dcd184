import { civilDateOf, dayNumberOf, weekdayOf } from '#domain/civil-date.ts';
import type { Tenure } from '#domain/value.ts';

/** How long somebody had been there when the call opened; both as ISO days. */
export function tenureOf(hiredOn: string | null, openedOn: string): Tenure {
  if (hiredOn === null) return 'unknown';
  const months = monthsBetween(hiredOn, openedOn);
  if (months < 6) return 'under-6';
  return months < 12 ? '6-to-12' : 'over-12';
}

/** Whole months, the day of the month counted. */
function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
}

/** The Monday of the week an ISO day lies in. */
export function mondayOf(day: string): string {
  const number = dayNumberOf(day);
  return civilDateOf(number - weekdayOf(number) + 1);
}
