import { expect, test } from 'vitest';
import { Slot } from '#domain/slot.ts';
import { normalise, normalText } from '#engine/hear/normal/normalise.ts';
import { isSameDay, losesYear, toldDay } from '#engine/wrapup/slots/told-day.ts';

const born = Slot.parse({ key: 'born', label: 'Born', lang: 'en', type: 'date' });
const american = { ...born, dateOrder: 'month-day' } as const;
const told = (slot: Slot, words: string) => toldDay(slot, normalText(normalise(words, 'en')));

test.each([
  ['12 07 1984', '12 July 1984'],
  ['1207 1984', '12 July 1984'],
  ['12071 984', '12 July 1984'],
  ['12/07/1984', '12 July 1984'],
  ['12:07 1984', '12 July 1984'],
  ['1984-07-12', '12 July 1984'],
  ['120784', "12 July '84"],
  ['12 7 84', "12 July '84"],
  ['13 9 19 19', '13 September 1919'],
  ['25011 1986', '25 January 1986'],
  ['27001 1988', '27 January 1988'],
  ['11 1939', '1 January 1939'],
  ['1 2 1 1984', null],
  ['one two oh seven nineteen eighty four', '12 July 1984'],
  ['twelfth of july nineteen eighty four', '12 July 1984'],
  ['the twelfth of the seventh nineteen eighty four', '12 July 1984'],
  ['12th 7th 1984', '12 July 1984'],
  ['July the twelfth, nineteen oh five', '12 July 1905'],
  ['1984 July 12th', '12 July 1984'],
  ['the thirty first of may two thousand and seven', '31 May 2007'],
  ['the 3rd of August 2000 and 7', '3 August 2007'],
  ['twenty first of july eighty four', "21 July '84"],
  ['8 May 2004 sorry 9 May 2004', '9 May 2004'],
  ['30th of February 1984', null],
  ['July 1984', null],
  ['12 July', null],
  ['1112001', null],
  ['05', null],
])('%s → %s', (words, day) => expect(told(born, words)).toBe(day));

test.each([
  ['07 12 1984', '12 July 1984'],
  ['12 07 1984', '7 December 1984'],
  ['25 07 1984', '25 July 1984'],
])('where the month is told first, %s → %s', (words, day) => expect(told(american, words)).toBe(day));

test.each([
  ['12 July 1984', '28 July', true],
  ['12 July 1984', 'July 1984', true],
  ['12 July 1984', '12:25', true],
  ['12 July 1984', "12 July '84", true],
  ["12 July '84", '12 July 1984', false],
  ['12 July 1984', '13 July 1984', false],
  ['12 July 2026', 'yesterday', false],
  ['yesterday', '28 July', false],
])('after %s, %s says less: %s', (old, value, less) => expect(losesYear(born, old, value)).toBe(less));

test('the same day told again', () => {
  expect(isSameDay(born, '12 July 1984', '12 July 1984')).toBe(true);
  expect(isSameDay(born, 'yesterday', 'yesterday')).toBe(false);
});
