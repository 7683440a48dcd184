import { expect, test } from 'vitest';
import { mostTries, pauseAfter } from '#server/deliver/back-off.ts';

const cases = [
  { tries: 1, asked: null, waits: 5_000 },
  { tries: 2, asked: null, waits: 15_000 },
  { tries: 6, asked: null, waits: 1_215_000 },
  { tries: 20, asked: null, waits: 3_600_000 },
  { tries: 1, asked: 60_000, waits: 60_000 },
  { tries: 3, asked: 1_000, waits: 45_000 },
  { tries: 1, asked: 86_400_000, waits: 3_600_000 },
  { tries: mostTries, asked: null, waits: null },
] as const;

test.each(cases)('after $tries tries, asked for $asked → $waits', ({ tries, asked, waits }) => {
  expect(pauseAfter(tries, asked)).toBe(waits);
});

test('all tries together take about a day', () => {
  let sum = 0;
  for (let tries = 1; tries < mostTries; tries++) sum += pauseAfter(tries, null) ?? 0;
  expect(sum / 3_600_000).toBeGreaterThan(20);
  expect(sum / 3_600_000).toBeLessThan(28);
});
