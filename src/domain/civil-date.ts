import { z } from 'zod';

/** A date of the civil calendar, 2026-02-17: no hour, no zone. */
export const CivilDate = z.iso.date();
export type CivilDate = z.infer<typeof CivilDate>;

/** Days since 1970-01-01 of a civil date; differences of two are days whatever the month. */
export function dayNumberOf(date: CivilDate): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return dayNumberOfParts(year, month, day);
}

/** The same of a year, a month and a day that exist, both from 1. After Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function dayNumberOfParts(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year; // years begin in March, so that the leap day is the last
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day number. */
export function civilDateOf(dayNumber: number): CivilDate {
  const { year, month, day } = partsOf(dayNumber);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** A day number's year, month and day. */
export function partsOf(dayNumber: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const moon = Math.floor((5 * dayOfYear + 2) / 153);
  const month = moon < 10 ? moon + 3 : moon - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * moon + 2) / 5) + 1 };
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}
