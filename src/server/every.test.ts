import { expect, test } from 'vitest';
import { TestClock } from '#adapters/clock/test-clock.ts';
import { every } from '#server/every.ts';

test('works after each interval, and not once stopped', () => {
  const clock = new TestClock();
  const began = clock.now();
  const at: number[] = [];
  const stop = every(clock, 1000, () => at.push(clock.now() - began));
  clock.move(3500);
  stop();
  clock.move(5000);
  expect(at).toEqual([1000, 2000, 3000]);
});
