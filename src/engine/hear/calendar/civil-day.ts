import { civilDateOf, dayNumberOfParts, weekdayOf as isoWeekdayOf, partsOf } from '#domain/civil-date.ts';

/** A day of the calendar, without time zone: days since 1 January 1970, so that sums need no table of months. */
export type DayNumber = number;

/** The day of a date. Months and days count from 1; 31 February is null. */
export function dayNumber(year: number, month: number, day: number): DayNumber | null {
  return month < 1 || month > 12 || day < 1 || day > daysIn(year, month) ? null : dayNumberOfParts(year, month, day);
}

/** A day's year, month and day. */
export const dateOf = partsOf;

/** 0 Monday … 6 Sunday. */
export function weekdayOf(days: DayNumber): number {
  return isoWeekdayOf(days) - 1;
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** 2026-11-22. */
export const isoDay = civilDateOf;

/** 2026-11, `months` after that of the day. */
export function monthFrom(days: DayNumber, months: number): { readonly year: number; readonly month: number } {
  const { year, month } = dateOf(days);
  const sum = year * 12 + month - 1 + months;
  return { year: Math.floor(sum / 12), month: sum - Math.floor(sum / 12) * 12 + 1 };
}

/** 2026-11-22, `months` after the month of the day; without a day of its own the month, 2026-11. Null when that month has no such day. */
export function dayInMonth(days: DayNumber, months: number, day: number | null): string | null {
  const { year, month } = monthFrom(days, months);
  if (day === null) return `${year}-${two(month)}`;
  return day < 1 || day > daysIn(year, month) ? null : `${year}-${two(month)}-${two(day)}`;
}

/** 7 → 07. */
export function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** How far ahead a date without a year is still meant for the future, in days: what is due is near, what happened lies anywhere behind. */
const dueWithin = 92;

/** The day of a date said without its year: the last one gone by, or one soon due. */
export function likelyDay(today: DayNumber, month: number, day: number): DayNumber | null {
  const { year } = dateOf(today);
  const days = [year + 1, year, year - 1].map(each => dayNumber(each, month, day)).filter(each => each !== null);
  return days.find(each => each <= today + dueWithin) ?? null;
}
