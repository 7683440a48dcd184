import type { Heard } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import { daysIn } from '#engine/hear/calendar/civil-day.ts';
import { months, ordinals } from '#engine/hear/normal/number-words-en.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';

/** A whole day told to an English slot. */
export function dayTold(slot: Slot, { normal }: Heard, text: string): Read | null {
  if (slot.lang !== 'en') return null;
  const value = toldDay(slot, normal);
  return value === null ? null : { value, span: [0, text.length] };
}

/** A day with its year as English speech tells it when asked, written 12 July 1984; `normal`: numbers as digits. Null where it names no whole day. */
export function toldDay({ dateOrder }: Pick<Slot, 'dateOrder'>, normal: string): string | null {
  const words = plainly(normal);
  for (const form of named) {
    const last = [...words.matchAll(form)].flatMap(({ groups }) => written([groups?.day, groups?.month, groups?.year])).at(-1);
    if (last !== undefined) return last;
  }
  return [...words.matchAll(figures)].flatMap(([run]) => ofFigures(run.trim(), dateOrder)).at(-1) ?? null;
}

/** 28 July, 28 July '84, 12:25: says less of the day than 28 July 1984, which stands. */
export function losesYear({ type, lang }: Slot, old: string, value: string): boolean {
  if (type !== 'date' || lang !== 'en' || !wholeDay.test(old)) return false;
  if (wholeDay.test(value)) return value.includes("'") && !old.includes("'");
  return /\d/.test(value) || aMonth.test(value);
}

/** A whole day told in English once more. */
export function isSameDay({ type, lang }: Slot, old: string, value: string): boolean {
  return type === 'date' && lang === 'en' && old === value && wholeDay.test(old);
}

const wholeDay = /^(?:[12]?\d|3[01]) [A-Z][a-z]+ (?:\d{4}|'\d\d)$/;
const monthNames = [...months];
const month = `(?<month>${monthNames.map(name => `${name}|${name === 'september' ? 'sept?' : name.slice(0, 3)}`).join('|')})`;
const aMonth = new RegExp(`\\b${month}\\b`, 'i');
const day = '(?<day>\\d\\d?)(?:st|nd|rd|th)?';
const year = '(?<year>(?:19|20) ?\\d\\d)';
const shortYear = "'?(?<year>\\d\\d)$";

/** Days with the month's name, or with ordinals: 27th of the 1st 1988. */
const named = [
  `${day} ${month} ${year}`,
  `${month} ${day} ${year}`,
  `${year} ${month} ${day}`,
  `${year} ${day} ${month}`,
  `(?<day>\\d\\d?)(?:st|nd|rd|th) (?<month>\\d\\d?)(?:st|nd|rd|th)? ${year}`,
  `(?<day>\\d\\d?) (?<month>\\d\\d?)(?:st|nd|rd|th) ${year}`,
  `(?<day>\\d\\d?)(?:st|nd|rd|th) (?<month>\\d\\d?)(?:st|nd|rd|th) ${shortYear}`,
  `${day} ${month} ${shortYear}`,
  `${month} ${day} ${shortYear}`,
].map(form => new RegExp(`(?<![\\d'])${form}(?!\\d)`, 'g'));

/** Without what only joins: the 12th of July, um, in the year 1984. */
function plainly(normal: string): string {
  return normal
    .toLowerCase()
    .replace(/[a-z]+/g, word => (ordinals[word] === undefined ? word : `${ordinals[word]}th`))
    .replace(/\b20 (\d)(?=st|nd|rd|th)/g, '2$1')
    .replace(/\b30 1(?=st|th)/g, '31')
    .replace(/\b2000 and (\d\d?)\b/g, (_, years: string) => String(2000 + Number(years)))
    .replace(/[,.]|\b(?:the|of|in|year|um|uh|er|erm|day|month)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const figures = /\d[\d :/-]*/g;

/** 12 07 1984, 120784, 1207 1984, 1984 07 12. */
function ofFigures(run: string, order: Slot['dateOrder']): readonly string[] {
  const groups = run.split(/[ :/-]+/);
  const [first = '', second = '', third = '', fourth = ''] = groups;
  if (groups.length === 4 && /^(?:19|20)$/.test(third) && fourth.length === 2) return inOrder(first, second, third + fourth, order);
  if (groups.length === 3 && first.length === 4) return written([third, second, first]);
  if (groups.length === 3 && first.length <= 2 && second.length <= 2 && /^(?:\d{4}|\d\d)$/.test(third))
    return inOrder(first, second, third, order);
  return runTogether(run, order);
}

function runTogether(run: string, order: Slot['dateOrder']): readonly string[] {
  const digits = run.replace(/\D/g, '');
  const [lead, end] = [digits.slice(0, -4), digits.slice(-4)];
  const split = (at: number) => inOrder(lead.slice(0, at), lead.slice(at), end, order);
  switch (digits.length) {
    case 6: {
      if (/ (?:19|20)\d\d$/.test(run)) return split(1); // 11 1939
      const short = inOrder(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4), order);
      return short.length > 0 ? short : split(1);
    }
    case 7: {
      const either = new Set([...split(1), ...split(2)]);
      return either.size === 1 ? [...either] : [];
    }
    case 8: {
      const told = split(2);
      return told.length > 0 ? told : written([digits.slice(6), digits.slice(4, 6), digits.slice(0, 4)]);
    }
    case 9: {
      const short = (from: number) => inOrder(lead.slice(0, 2), lead.slice(from, from + 2), end, order);
      const ones = lead.endsWith('1') && end.startsWith('1') ? short(2) : []; // 25011 1986: a one heard twice
      return ones.length > 0 ? ones : lead.charAt(2) === '0' ? short(3) : []; // 27001 1988: a nought
    }
    default:
      return [];
  }
}

/** In the bank's order; in the other, where only that can be a day. */
function inOrder(first: string, second: string, years: string, order: Slot['dateOrder']): readonly string[] {
  const [told, other] = [written([first, second, years]), written([second, first, years])];
  const [own, others] = order === 'day-month' ? [told, other] : [other, told];
  return own.length > 0 ? own : others;
}

function written([dayTold = '', monthTold = '', yearTold = '']: readonly (string | undefined)[]): readonly string[] {
  if (dayTold.length > 2 || (/^\d/.test(monthTold) && monthTold.length > 2)) return [];
  const dayNumber = Number(dayTold);
  const at = /^\d/.test(monthTold) ? Number(monthTold) - 1 : monthNames.findIndex(name => name.startsWith(monthTold.slice(0, 3)));
  const name = monthNames[at];
  const told = yearTold.replace(' ', '');
  if (name === undefined || (told.length === 4 ? !/^(?:19|20)/.test(told) : told.length !== 2)) return [];
  if (dayNumber < 1 || dayNumber > daysIn(Number(told.length === 2 ? 2000 : told), at + 1)) return [];
  return [`${dayNumber} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${told.length === 2 ? `'${told}` : told}`];
}
