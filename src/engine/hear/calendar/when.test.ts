import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayNumber, isoDay, weekdayOf } from '#engine/hear/calendar/civil-day.ts';
import { whenIs } from '#engine/hear/calendar/when.ts';

const sunday = '2026-11-22T10:39:00+08:00';

describe('Chinese words, on Sunday 22 November 2026', () => {
  test.each([
    ['昨天', '2026-11-21'],
    ['大前天晚上8点多', '2026-11-19T20:00'],
    ['上礼拜三', '2026-11-11'],
    ['这周五', '2026-11-20'],
    ['周三', '2026-11-18'],
    ['上上个星期天', '2026-11-08'],
    ['下周', '2026-11-23/2026-11-29'],
    ['上周末', '2026-11-14/2026-11-15'],
    ['3天前', '2026-11-19'],
    ['1个礼拜之前', '2026-11-15'],
    ['半个月前', '2026-11-07'],
    ['2个月前', '2026-09'],
    ['半年前', '2026-05'],
    ['2年前', '2024'],
    ['上个月25号', '2026-10-25'],
    ['上个月', '2026-10'],
    ['15号', '2026-11-15'],
    ['31号', null],
    ['3月5号', '2026-03-05'],
    ['26年3月5号', '2026-03-05'],
    ['1月10号', '2027-01-10'],
    ['去年3月', '2025-03'],
    ['2月30号', null],
    ['去年', '2025'],
    ['国庆节前', '2026-10-01'],
    ['春节前', null],
    ['今天下午2点半', '2026-11-22T14:30'],
    ['早上8点45', '08:45'],
    ['差5分9点', '08:55'],
    ['中午1点', '13:00'],
    ['凌晨1点05分', '01:05'],
    ['刚才', null],
  ])('%s → %s', (words, day) => expect(whenIs(words, sunday)).toBe(day));
});

describe('English words', () => {
  test.each([
    ['yesterday', '2026-11-21'],
    ['last Tuesday', '2026-11-17'],
    ['last sunday', '2026-11-15'],
    ['next monday', '2026-11-23'],
    ['2 days ago', '2026-11-20'],
    ['a week ago', '2026-11-15'],
    ['the 15 of march', '2026-03-15'],
    ['march 15 2025', '2025-03-15'],
    ['december', '2026-12'],
    ['the first of next month', '2026-12-01'],
    ['last week', '2026-11-09/2026-11-15'],
    ['3 30 pm', '15:30'],
    ['yesterday half past 3', '2026-11-21T03:30'],
    ['quarter to 9', '08:45'],
    ['12 am', '00:00'],
    ['on wednesday', '2026-11-25'],
    ['this wednesday', '2026-11-18'],
    ['saturday last week', '2026-11-14'],
    ['the day after tomorrow', '2026-11-24'],
    ['in 3 days', '2026-11-25'],
    ['in 2 months', '2027-01'],
    ['dec 31', '2026-12-31'],
    ['25th this month', '2026-11-25'],
    ['on the 18th', '2026-11-18'],
    ['22nd of each month', null],
    ['9/3/2019', '2019-03-09'],
    ['9/3/84', '1984-03-09'],
    ['9/3/31', '2031-03-09'],
    ["12 July '84", '1984-07-12'],
    ["12 July '04", '2004-07-12'],
    ['2019-03-09', '2019-03-09'],
    ['5:55 in the afternoon', '17:55'],
    ['25 to 7 p.m', '18:35'],
    ['10 past 9 night', '21:10'],
    ['3 night', '03:00'],
    ['9 in the night', '21:00'],
    ['before the 15th october', '2026-10-15'],
  ])('%s → %s', (words, day) => expect(whenIs(words, sunday)).toBe(day));
});

test('the local day counts, as the opening is written', () => {
  expect(whenIs('昨天', '2026-03-01T00:10:00+08:00')).toBe('2026-02-28');
  expect(whenIs('昨天', 'nonsense')).toBe(null);
});

test('a day number and its date are one another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_500_000 }), days => {
      const { year, month, day } = dateOf(days);
      expect(dayNumber(year, month, day)).toBe(days);
      const known = new Date(`${isoDay(days)}T00:00:00Z`);
      expect(weekdayOf(days)).toBe((known.getUTCDay() + 6) % 7);
    }),
    { seed: 23 },
  );
});
