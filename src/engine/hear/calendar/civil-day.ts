/** A day of the calendar, without time zone: days since 1 March 0000, so that sums need no table of months. */
export type DayNumber = number;

/** The day of a date. Months and days count from 1; 31 February is null. After Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function dayNumber(year: number, month: number, day: number): DayNumber | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const shifted = month > 2 ? month - 3 : month + 9;
  const years = month > 2 ? year : year - 1;
  const yearOfEra = years - Math.floor(years / 400) * 400;
  const dayOfYear = Math.floor((153 * shifted + 2) / 5) + day - 1;
  return Math.floor(years / 400) * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
}

/** A day's year, month and day. */
export function dateOf(days: DayNumber): { readonly year: number; readonly month: number; readonly day: number } {
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** 0 Monday … 6 Sunday. */
export function weekdayOf(days: DayNumber): number {
  return (((days + 2) % 7) + 7) % 7;
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** 2026-11-22. */
export function isoDay(days: DayNumber): string {
  const { year, month, day } = dateOf(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

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
