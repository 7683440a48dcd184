import { expect, test } from 'vitest';
import { differenceWords, figureWords } from '#web/value/figure-words.ts';

test.each([
  ['answered-15', 91.7, '92%'],
  ['answered-15', null, '—'],
  ['unread', 1.24, '1.2%'],
  ['look-up-seconds', 11.2, '11 s'],
  ['look-ups', 0.44, '0.4'],
  ['serious', 12.4, '12'],
] as const)('%s %s → %s', (metric, value, words) => {
  expect(figureWords(metric, value)).toBe(words);
});

test.each([
  ['answered-15', { value: 17.2, low: 14, high: 20.4, agents: 9 }, '+17 points [+14, +20]'],
  ['handling-seconds', { value: -48.4, low: -59, high: -37, agents: 9 }, '−48 s [−59, −37]'],
  ['answer-seconds', { value: -3.3, low: -3.6, high: -3.04, agents: 9 }, '−3.3 s [−3.6, −3.0]'],
  ['serious', { value: -0.5, low: -0.8, high: 0.2, agents: 9 }, '−0.5 [−0.8, +0.2]'],
] as const)('%s apart by %j → %s', (metric, difference, words) => {
  expect(differenceWords(metric, difference, ((key: string) => key) as never)).toBe(words);
});
