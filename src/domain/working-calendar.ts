import { z } from 'zod';
import { CivilDate, civilDateOf, dayNumberOf, weekdayOf } from '#domain/civil-date.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is a time of day such as 08:30');

/** A stretch of days off, both ends counted. */
const Holiday = z.strictObject({ name: z.string().max(40), nameEn: z.string().max(60).optional(), from: CivilDate, to: CivilDate });

/**
 * What is known of one year. published: the year's official notice, with the weekend days that are worked (调休). statutory: only the
 * days the law itself names; the notice is still to come and replaces them.
 */
const YearOfWork = z.strictObject({
  year: z.number().int().min(1970).max(2200),
  source: z.string().min(1).max(300),
  standing: z.enum(['published', 'statutory']),
  holidays: z.array(Holiday).max(60),
  makeUpDays: z.array(CivilDate).max(60).default([]),
});

/** When work is done, as data a bank edits: hours, weekdays, and year by year the holidays and the weekend days that are worked. */
export const WorkingCalendar = z
  .strictObject({
    utcOffsetMinutes: z.number().int().min(-720).max(840), // a zone without summer time
    weekdays: z.array(z.number().int().min(1).max(7)).min(1), // 1 Monday … 7 Sunday
    hours: z
      .array(z.strictObject({ from: clockTime, to: clockTime }))
      .min(1)
      .max(6),
    years: z.array(YearOfWork).min(1).max(50),
  })
  .superRefine((calendar, context) => {
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    calendar.hours.forEach(({ from, to }, at) => {
      if (from >= to) wrong(['hours', at], `${from} is not before ${to}`);
      const before = calendar.hours[at - 1];
      if (before && before.to > from) wrong(['hours', at], `begins before ${before.to}, where the stretch above ends`);
    });
    const years = new Set<number>();
    calendar.years.forEach((year, at) => {
      if (years.has(year.year)) wrong(['years', at, 'year'], `${year.year} stands here twice`);
      years.add(year.year);
      const off = new Map<number, string>();
      year.holidays.forEach(({ name, from, to }, one) => {
        const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
        if (first > last || last - first > 40) wrong(['years', at, 'holidays', one], `${from} to ${to} is no holiday`);
        else for (let day = first; day <= last; day++) off.set(day, name);
        if (!from.startsWith(`${year.year}-`) && !to.startsWith(`${year.year}-`))
          wrong(['years', at, 'holidays', one], `${from} is not in ${year.year}`);
      });
      year.makeUpDays.forEach((date, one) => {
        const day = dayNumberOf(date);
        if (calendar.weekdays.includes(weekdayOf(day))) wrong(['years', at, 'makeUpDays', one], `${date} is worked anyway`);
        if (off.has(day)) wrong(['years', at, 'makeUpDays', one], `${date} is ${off.get(day)}`);
      });
    });
  });
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

/** A calendar ready to be asked. Make it once of the data. */
export interface OpenCalendar {
  readonly data: WorkingCalendar;
  readonly special: ReadonlyMap<number, 'off' | 'on'>; // by day number: what the weekday does not tell
  readonly stretches: readonly { readonly fromMs: number; readonly toMs: number }[]; // of a working day, since its midnight
}

/** Makes a calendar ready to be asked. */
export function openCalendar(data: WorkingCalendar): OpenCalendar {
  const special = new Map<number, 'off' | 'on'>();
  for (const { holidays, makeUpDays } of data.years) {
    for (const { from, to } of holidays) for (let day = dayNumberOf(from); day <= dayNumberOf(to); day++) special.set(day, 'off');
    for (const date of makeUpDays) special.set(dayNumberOf(date), 'on');
  }
  return { data, special, stretches: data.hours.map(({ from, to }) => ({ fromMs: timeOfDayMs(from), toMs: timeOfDayMs(to) })) };
}

/** Whether a day (number) is worked: a make-up Saturday is, a holiday on a Wednesday is not. */
export function isWorkingDay(calendar: OpenCalendar, dayNumber: number): boolean {
  const special = calendar.special.get(dayNumber);
  return special === undefined ? calendar.data.weekdays.includes(weekdayOf(dayNumber)) : special === 'on';
}

/** How sure the calendar is of a day: by the year's notice, by the law alone, or only by its weekday. */
export function standingOf(calendar: OpenCalendar, dayNumber: number): 'published' | 'statutory' | 'unknown' {
  const year = Number(civilDateOf(dayNumber).slice(0, 4));
  return calendar.data.years.find(one => one.year === year)?.standing ?? 'unknown';
}

/** A year whose make-up days and days off in lieu nobody has confirmed: by the law alone, or not listed at all. */
export interface ProvisionalYear {
  readonly year: number;
  readonly standing: 'statutory' | 'unknown';
}

/** Years a term begun on this day (number) may run into, so far, without their notice: this one, and the next from 120 days before it. */
export function provisionalYears(calendar: OpenCalendar, dayNumber: number): readonly ProvisionalYear[] {
  const years = new Set([dayNumber, dayNumber + longestTermDays].map(day => Number(civilDateOf(day).slice(0, 4))));
  return [...years].flatMap(year => {
    const standing = standingOf(calendar, dayNumberOf(`${year}-01-01`));
    return standing === 'published' ? [] : [{ year, standing }];
  });
}

const longestTermDays = 120;

/** The day (number) a moment falls on, by the calendar's own clock. */
export function dayAt(calendar: OpenCalendar, atMs: number): number {
  return Math.floor((atMs + offsetMs(calendar)) / dayMs);
}

/** The moment a day begins. */
export function midnightOf(calendar: OpenCalendar, dayNumber: number): number {
  return dayNumber * dayMs - offsetMs(calendar);
}

/** The moment at which so much working time has gone by since another. Throws when the calendar has no work for ten years on end. */
export function addWorkingMs(calendar: OpenCalendar, fromMs: number, workMs: number): number {
  let left = workMs;
  const first = dayAt(calendar, fromMs);
  for (let day = first; day < first + farthestDays; day++) {
    if (!isWorkingDay(calendar, day)) continue;
    const midnight = midnightOf(calendar, day);
    for (const stretch of calendar.stretches) {
      const begin = Math.max(fromMs, midnight + stretch.fromMs);
      const length = midnight + stretch.toMs - begin;
      if (length <= 0) continue;
      if (left <= length) return begin + left;
      left -= length;
    }
  }
  throw new Error('this calendar knows no working day');
}

/** How much working time lies between two moments. */
export function workingMsBetween(calendar: OpenCalendar, fromMs: number, toMs: number): number {
  let sum = 0;
  for (let day = dayAt(calendar, fromMs); day <= dayAt(calendar, toMs); day++) {
    if (!isWorkingDay(calendar, day)) continue;
    const midnight = midnightOf(calendar, day);
    for (const stretch of calendar.stretches)
      sum += Math.max(0, Math.min(toMs, midnight + stretch.toMs) - Math.max(fromMs, midnight + stretch.fromMs));
  }
  return sum;
}

/** The n-th working day after a day; 0 is the day itself. */
export function addWorkingDays(calendar: OpenCalendar, dayNumber: number, count: number): number {
  let left = count;
  let day = dayNumber;
  while (left > 0) {
    day++;
    if (day - dayNumber > farthestDays) throw new Error('this calendar knows no working day');
    if (isWorkingDay(calendar, day)) left--;
  }
  return day;
}

/** How many working days come after a day, up to and with another. */
export function workingDaysBetween(calendar: OpenCalendar, dayNumber: number, until: number): number {
  let count = 0;
  for (let day = dayNumber + 1; day <= until; day++) if (isWorkingDay(calendar, day)) count++;
  return count;
}

/** When work ends on a day. */
export function closingOf(calendar: OpenCalendar, dayNumber: number): number {
  return midnightOf(calendar, dayNumber) + Math.max(...calendar.stretches.map(({ toMs }) => toMs));
}

const dayMs = 86_400_000;
const farthestDays = 3660;

function offsetMs(calendar: OpenCalendar): number {
  return calendar.data.utcOffsetMinutes * 60_000;
}

function timeOfDayMs(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number];
  return (hours * 60 + minutes) * 60_000;
}
