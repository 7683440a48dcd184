import {
  type DayNumber,
  dateOf,
  dayNumber,
  daysIn,
  isoDay,
  likelyDay,
  monthFrom,
  two,
  weekdayOf,
} from '#engine/hear/calendar/civil-day.ts';

/** The day, week, month or year that English words name, seen from today. */
export function englishDay(words: string, today: DayNumber): string | null {
  const said = words.toLowerCase();
  for (const [named, days] of near) if (said.includes(named)) return isoDay(today + days);
  const weekday = weekdays.findIndex(name => said.includes(name));
  if (weekday >= 0) return weekdayIn(today, weekday, said);
  const ago = /\b(\d+|a|a couple of|a few) (day|week|month|year)s? ago\b/.exec(said);
  if (ago) return before(today, ago[1] as string, ago[2] as string);
  const month = months.findIndex(name => said.includes(name)) + 1;
  if (month > 0) return monthDay(today, month, said);
  const step = /\b(last|this|next) (week|month|year)\b/.exec(said);
  return step ? stepped(today, { last: -1, this: 0, next: 1 }[step[1] as 'last' | 'this' | 'next'], step[2] as string, said) : null;
}

/** The hour that English words name, 24 hours. */
export function englishTime(words: string): string | null {
  const said = words.toLowerCase();
  const past = /\b(half past|quarter past|quarter to) (\d{1,2})\b/.exec(said);
  if (past) return clock(Number(past[2]) * 60 + ({ 'half past': 30, 'quarter past': 15, 'quarter to': -15 }[past[1] as string] ?? 0), said);
  const hour = /\b(\d{1,2})(?:[: ](\d{2}))? ?(am|pm|a\.m|p\.m|o'clock)/.exec(said) ?? /\b(\d{1,2}):(\d{2})\b/.exec(said);
  return hour ? clock(Number(hour[1]) * 60 + Number(hour[2] ?? 0), said) : null;
}

const near: readonly (readonly [string, number])[] = [
  ['today', 0],
  ['tonight', 0],
  ['this morning', 0],
  ['this afternoon', 0],
  ['this evening', 0],
  ['yesterday', -1],
  ['last night', -1],
  ['tomorrow', 1],
];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = 'january february march april may june july august september october november december'.split(' ');

/** Last Tuesday is the one gone by, next Tuesday that of next week, Tuesday alone that of this week. */
function weekdayIn(today: DayNumber, weekday: number, said: string): string {
  const own = weekdayOf(today);
  if (/\blast\b/.test(said)) return isoDay(today - (((own - weekday + 6) % 7) + 1));
  return isoDay(today - own + weekday + (/\bnext\b/.test(said) ? 7 : 0));
}

function before(today: DayNumber, count: string, unit: string): string {
  const many = { a: 1, 'a couple of': 2, 'a few': 3 }[count] ?? Number(count);
  if (unit === 'day') return isoDay(today - many);
  if (unit === 'week') return isoDay(today - 7 * many);
  if (unit === 'year') return String(dateOf(today).year - many);
  const { year, month } = monthFrom(today, -many);
  return `${year}-${two(month)}`;
}

function monthDay(today: DayNumber, month: number, said: string): string | null {
  const numbers = [...said.matchAll(/\d+/g)].map(match => Number(match[0]));
  const year = numbers.find(number => number >= 1900 && number <= 2100);
  const day = numbers.find(number => number >= 1 && number <= 31);
  const nearest = year === undefined ? likelyDay(today, month, day ?? 15) : dayNumber(year, month, day ?? 15);
  if (nearest === null) return null;
  return day === undefined ? isoDay(nearest).slice(0, 7) : isoDay(nearest);
}

function stepped(today: DayNumber, step: number, unit: string, said: string): string {
  if (unit === 'year') return String(dateOf(today).year + step);
  const { year, month } = monthFrom(today, step);
  if (unit === 'month') {
    const day = said.includes('first of') ? 1 : /\bend of\b/.test(said) ? daysIn(year, month) : null;
    return `${year}-${two(month)}${day === null ? '' : `-${two(day)}`}`;
  }
  const monday = today - weekdayOf(today) + step * 7;
  return `${isoDay(monday)}/${isoDay(monday + 6)}`;
}

function clock(minutes: number, said: string): string | null {
  const isLater = /\bp\.?m|afternoon|evening|tonight|night/.test(said) && minutes < 12 * 60;
  const isMidnight = /\ba\.?m/.test(said) && minutes >= 12 * 60 && minutes < 13 * 60;
  const total = minutes + (isLater ? 12 * 60 : 0) - (isMidnight ? 12 * 60 : 0);
  return total < 0 || total >= 24 * 60 ? null : `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
