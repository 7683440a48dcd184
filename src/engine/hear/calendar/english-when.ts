import {
  type DayNumber,
  dateOf,
  dayInMonth,
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
  const away = /\b(in )?(\d+|an?|a couple of|a few|few) (day|week|month|year)s?( ago)?\b/.exec(said);
  if (away && (away[1] || away[4])) return farAway(today, away[2] as string, away[3] as string, away[4] ? -1 : 1);
  const written = /\b(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})\b/.exec(said);
  if (written) return writtenDay(today, written.slice(1).map(Number));
  const month = months.findIndex(name => new RegExp(`\\b(${name}|${name.slice(0, 3)}t?)\\b`).test(said)) + 1;
  if (month > 0) return monthDay(today, month, said);
  const step = /\b(last|previous|this|current|next|coming) (week|month|year)\b/.exec(said);
  const day = /\b(\d{1,2})(st|nd|rd|th)\b/.exec(said);
  if (day && !/\b(each|every)\b/.test(said)) return dayInMonth(today, step ? (steps[step[1] as string] ?? 0) : 0, Number(day[1]));
  return step ? stepped(today, steps[step[1] as string] ?? 0, step[2] as string, said) : null;
}

/** The hour that English words name, 24 hours. */
export function englishTime(words: string): string | null {
  const said = words.toLowerCase();
  const past = /\b(half|quarter|\d{1,2}) (past|to) (\d{1,2})\b/.exec(said);
  if (past) {
    const minutes = { half: 30, quarter: 15 }[past[1] as string] ?? Number(past[1]);
    return clock(Number(past[3]) * 60 + (past[2] === 'past' ? minutes : -minutes), said);
  }
  const hour = /\b(\d{1,2})(?:[: ](\d{2}))? ?(am|pm|a\.m|p\.m|o'clock|(?:in the )?(?:morning|afternoon|evening|night))/.exec(said);
  const plain = hour ?? /\b(\d{1,2}):(\d{2})\b/.exec(said);
  return plain ? clock(Number(plain[1]) * 60 + Number(plain[2] ?? 0), said) : null;
}

const near: readonly (readonly [string, number])[] = [
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
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

const steps: Readonly<Record<string, number>> = { last: -1, previous: -1, this: 0, current: 0, next: 1, coming: 1 };

/** Last Tuesday is the one gone by, next Tuesday that of next week, Tuesday alone the coming one. */
function weekdayIn(today: DayNumber, weekday: number, said: string): string {
  const own = weekdayOf(today);
  const monday = today - own;
  if (said.includes('last week')) return isoDay(monday - 7 + weekday);
  if (said.includes('next week')) return isoDay(monday + 7 + weekday);
  if (/\b(last|previous)\b/.test(said)) return isoDay(today - (((own - weekday + 6) % 7) + 1));
  if (/\bnext\b/.test(said)) return isoDay(monday + 7 + weekday);
  if (/\bthis\b/.test(said)) return isoDay(monday + weekday);
  return isoDay(today + ((weekday - own + 6) % 7) + 1);
}

function farAway(today: DayNumber, count: string, unit: string, sign: 1 | -1): string {
  const many = sign * ({ a: 1, an: 1, 'a couple of': 2, 'a few': 3, few: 3 }[count] ?? Number(count));
  if (unit === 'day') return isoDay(today + many);
  if (unit === 'week') return isoDay(today + 7 * many);
  if (unit === 'year') return String(dateOf(today).year + many);
  const { year, month } = monthFrom(today, many);
  return `${year}-${two(month)}`;
}

/** 2026-11-22 · 22/11/2026: the day first, where the year does not come first. */
function writtenDay(today: DayNumber, [first = 0, second = 0, third = 0]: readonly number[]): string | null {
  const days = first > 31 ? dayNumber(first, second, third) : dayNumber(third < 100 ? fullYear(third, today) : third, second, first);
  return days === null ? null : isoDay(days);
}

/** '84 → 1984, '31 → 2031: what runs out lies a few years ahead, anything else behind. */
function fullYear(years: number, today: DayNumber): number {
  return 2000 + years <= dateOf(today).year + 10 ? 2000 + years : 1900 + years;
}

function monthDay(today: DayNumber, month: number, said: string): string | null {
  const numbers = [...said.matchAll(/\d+/g)].map(match => Number(match[0]));
  const short = /'(\d\d)$/.exec(said);
  const year = short ? fullYear(Number(short[1]), today) : numbers.find(number => number >= 1900 && number <= 2100);
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
  const isLater =
    (/\bp\.?m|afternoon|evening|tonight/.test(said) && minutes < 12 * 60) ||
    (said.includes('night') && minutes >= 6 * 60 && minutes < 12 * 60);
  const isMidnight = /\ba\.?m/.test(said) && minutes >= 12 * 60 && minutes < 13 * 60;
  const total = minutes + (isLater ? 12 * 60 : 0) - (isMidnight ? 12 * 60 : 0);
  return total < 0 || total >= 24 * 60 ? null : `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
