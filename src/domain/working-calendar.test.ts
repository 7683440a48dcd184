import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { civilDateOf, dayNumberOf, weekdayOf } from '#domain/civil-date.ts';
import { endOfTerm, pushedBack, type Term } from '#domain/term.ts';
import {
  addWorkingMs,
  dayAt,
  isWorkingDay,
  openCalendar,
  provisionalYears,
  standingOf,
  WorkingCalendar,
  workingMsBetween,
} from '#domain/working-calendar.ts';

const data = WorkingCalendar.parse(parse(readFileSync(new URL('../../content/jianghai/calendar.yaml', import.meta.url), 'utf8')));
const calendar = openCalendar(data);
const at = (local: string) => Date.parse(`${local}+08:00`);
const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const hour = 3_600_000;

test('every day from 1900 to 2200 is a day of the civil calendar, in order', () => {
  const wrong: string[] = [];
  for (let day = dayNumberOf('1900-01-01'); day <= dayNumberOf('2200-12-31'); day++) {
    const date = new Date(day * 24 * hour);
    const iso = date.toISOString().slice(0, 10);
    if (civilDateOf(day) !== iso || dayNumberOf(iso) !== day || weekdayOf(day) !== (date.getUTCDay() || 7)) wrong.push(iso);
  }
  expect(wrong).toEqual([]);
});

/** The notice of 4 November 2025, day by day. */
const off2026 = [
  ...days('2026-01-01', 3),
  ...days('2026-02-15', 9),
  ...days('2026-04-04', 3),
  ...days('2026-05-01', 5),
  ...days('2026-06-19', 3),
  ...days('2026-09-25', 3),
  ...days('2026-10-01', 7),
];
const worked2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

test('2026: 33 days off, six weekend days worked, everything else by its weekday', () => {
  expect(off2026.length).toBe(33);
  const wrong: string[] = [];
  for (const date of days('2026-01-01', 365)) {
    const expected = worked2026.includes(date) || (!off2026.includes(date) && weekdayOf(dayNumberOf(date)) <= 5);
    if (isWorkingDay(calendar, dayNumberOf(date)) !== expected) wrong.push(date);
  }
  expect(wrong).toEqual([]);
  expect(days('2026-01-01', 365).filter(date => isWorkingDay(calendar, dayNumberOf(date))).length).toBe(248);
});

test('a year says how sure it is', () => {
  const standing = ['2026-05-01', '2027-02-06', '2028-01-01'].map(date => standingOf(calendar, dayNumberOf(date)));
  expect(standing).toEqual(['published', 'statutory', 'unknown']);
});

const terms: readonly { when: string; from: string; term: Term; ends: string }[] = [
  { when: 'fifteen days of a complaint', from: '2026-11-22T10:00', term: { of: 'natural-days', count: 15 }, ends: '2026-12-08T00:00' },
  { when: 'a complaint just before midnight', from: '2026-11-22T23:59', term: { of: 'natural-days', count: 15 }, ends: '2026-12-08T00:00' },
  { when: 'thirty days over the new year', from: '2026-12-10T09:00', term: { of: 'natural-days', count: 30 }, ends: '2027-01-10T00:00' },
  { when: 'one working day from a Friday', from: '2026-11-20T16:00', term: { of: 'working-days', count: 1 }, ends: '2026-11-23T17:30' },
  { when: 'a make-up Saturday counts', from: '2026-02-13T16:00', term: { of: 'working-days', count: 1 }, ends: '2026-02-14T17:30' },
  { when: 'over the Spring Festival', from: '2026-02-14T16:00', term: { of: 'working-days', count: 3 }, ends: '2026-02-26T17:30' },
  { when: 'over the National Day', from: '2026-09-30T17:00', term: { of: 'working-hours', count: 1 }, ends: '2026-10-08T09:00' },
  { when: 'over lunch', from: '2026-11-23T11:30', term: { of: 'working-hours', count: 1 }, ends: '2026-11-23T14:00' },
  { when: 'before work', from: '2026-11-23T06:00', term: { of: 'working-hours', count: 2 }, ends: '2026-11-23T10:30' },
  {
    when: 'a whole day of work ends when it does',
    from: '2026-11-23T08:30',
    term: { of: 'working-hours', count: 7.5 },
    ends: '2026-11-23T17:30',
  },
  { when: 'hours of the clock', from: '2026-11-21T20:00', term: { of: 'hours', count: 24 }, ends: '2026-11-22T20:00' },
];
test.each(terms)('$when: $term.count $term.of from $from end $ends', ({ from, term, ends }) =>
  expect(local(endOfTerm(calendar, at(from), term))).toBe(ends),
);

const pauses: readonly { when: string; end: string; term: Term; from: string; to: string; movesTo: string }[] = [
  {
    when: 'three days',
    end: '2026-12-08T00:00',
    term: { of: 'natural-days', count: 15 },
    from: '2026-11-23T09:00',
    to: '2026-11-26T09:00',
    movesTo: '2026-12-11T00:00',
  },
  {
    when: 'within one day',
    end: '2026-12-08T00:00',
    term: { of: 'natural-days', count: 15 },
    from: '2026-11-23T09:00',
    to: '2026-11-23T18:00',
    movesTo: '2026-12-08T00:00',
  },
  {
    when: 'a weekend costs no working day',
    end: '2026-11-24T17:30',
    term: { of: 'working-days', count: 3 },
    from: '2026-11-20T18:00',
    to: '2026-11-22T18:00',
    movesTo: '2026-11-24T17:30',
  },
  {
    when: 'a weekend and Monday',
    end: '2026-11-24T17:30',
    term: { of: 'working-days', count: 3 },
    from: '2026-11-20T18:00',
    to: '2026-11-23T18:00',
    movesTo: '2026-11-25T17:30',
  },
  {
    when: 'over night',
    end: '2026-11-24T11:00',
    term: { of: 'working-hours', count: 8 },
    from: '2026-11-23T17:00',
    to: '2026-11-24T09:00',
    movesTo: '2026-11-24T12:00',
  },
  {
    when: 'after it had run out',
    end: '2026-11-20T11:00',
    term: { of: 'hours', count: 8 },
    from: '2026-11-23T17:00',
    to: '2026-11-24T09:00',
    movesTo: '2026-11-20T11:00',
  },
];
test.each(pauses)('a clock that stands still ($when) ends at $movesTo', ({ end, term, from, to, movesTo }) =>
  expect(local(pushedBack(calendar, at(end), term, { fromMs: at(from), toMs: at(to) }))).toBe(movesTo),
);

test('adding working time and measuring it are each other’s reverse', () => {
  for (let step = 0; step < 400; step++) {
    const from = at('2026-01-01T00:00') + step * 22.7 * hour;
    const work = ((step * 37) % 400) * 0.25 * hour;
    expect(workingMsBetween(calendar, from, addWorkingMs(calendar, from, work))).toBe(work);
  }
});

test('no clock is put forward anywhere: every day is 24 hours long', () => {
  for (let day = dayNumberOf('2026-01-01'); day < dayNumberOf('2027-12-31'); day++) {
    expect([dayAt(calendar, at(`${civilDateOf(day)}T00:00`)), dayAt(calendar, at(`${civilDateOf(day)}T23:59`))]).toEqual([day, day]);
  }
});

const bad = [
  { when: 'hours that end before they begin', change: { hours: [{ from: '12:00', to: '08:00' }] }, says: '12:00 is not before 08:00' },
  {
    when: 'stretches that overlap',
    change: {
      hours: [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
    },
    says: 'begins before 12:00, where the stretch above ends',
  },
  {
    when: 'a make-up Wednesday',
    change: { years: [{ ...data.years[0], makeUpDays: ['2026-03-04'] }] },
    says: '2026-03-04 is worked anyway',
  },
  { when: 'a make-up day in a holiday', change: { years: [{ ...data.years[0], makeUpDays: ['2026-02-15'] }] }, says: '2026-02-15 is 春节' },
  { when: 'a year twice', change: { years: [data.years[0], data.years[0]] }, says: '2026 stands here twice' },
  { when: 'a holiday of another year', change: { years: [{ ...data.years[0], year: 2025 }] }, says: '2026-01-01 is not in 2025' },
];
test.each(bad)('$when is refused in words', ({ change, says }) => {
  const found = WorkingCalendar.safeParse({ ...data, ...change });
  expect(found.error?.issues.map(({ message }) => message)).toContain(says);
});

function days(from: string, count: number): readonly string[] {
  const first = dayNumberOf(from);
  return Array.from({ length: count }, (_, index) => civilDateOf(first + index));
}

test.each([
  ['2026-06-01', []],
  ['2026-09-01', []],
  ['2026-11-22', [{ year: 2027, standing: 'statutory' }]],
  [
    '2027-11-22',
    [
      { year: 2027, standing: 'statutory' },
      { year: 2028, standing: 'unknown' },
    ],
  ],
] as const)('on %s these years wait for their notice: %j', (day, years) => {
  expect(provisionalYears(calendar, dayNumberOf(day))).toEqual(years);
});
