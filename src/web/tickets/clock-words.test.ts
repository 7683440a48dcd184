import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { clockWords, durationWords, momentWords, workingWords } from '#web/tickets/clock-words.ts';

const t = ((key: string, values?: Record<string, unknown>) => [key, ...Object.values(values ?? {})].join(' ')) as unknown as TFunction;
const now = new Date(2026, 10, 22, 10, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test.each([
  [59_000, 'minutes 0'],
  [61 * 60_000, 'hours 1'],
  [26 * 3_600_000, 'days 1 hours 2'],
  [-26 * 3_600_000, 'days 1 hours 2'],
  [9 * 86_400_000 + 3_600_000, 'days 9'],
])('%i ms are %s', (ms, words) => expect(durationWords(t, ms)).toBe(words));

test.each([
  [1_800_000, 'minutes 30'],
  [7.5 * 3_600_000, 'workHours 7.5'],
  [-13.2 * 3_600_000, 'workHours 13'],
])('%i ms of work are %s', (ms, words) => expect(workingWords(t, ms)).toBe(words));

test.each([
  [at(2026, 10, 22, 17, 30), 'today 17:30'],
  [at(2026, 10, 23, 0, 0), 'today 24:00'],
  [at(2026, 10, 23, 8, 5), 'tomorrow 08:05'],
  [at(2026, 11, 8, 0, 0), '12-07 24:00'],
  [at(2027, 0, 1, 0, 0), '12-31 24:00'],
  [at(2027, 0, 3, 9, 0), '2027-01-03 09:00'],
])('%s is %s', (iso, words) => expect(momentWords(t, iso, now)).toBe(words));

test.each([
  ['overdue', at(2026, 10, 21, 10, 0), 'overdueBy days 1'],
  ['soon', at(2026, 10, 22, 17, 30), 'due today 17:30'],
  ['paused', at(2026, 10, 21, 10, 0), 'clockPaused'],
] as const)('a %s clock', (clock, doneBy, words) => expect(clockWords(t, { clock, doneBy }, now)).toBe(words));
