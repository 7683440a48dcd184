import { expect, test } from 'vitest';
import { chanceOf } from '#engine/chance.ts';
import { intervalOf } from '#server/value/interval.ts';

const sum = (over: number, under: number) => ({ over, under });

test.each([
  ['fewer than five agents', Array.from({ length: 4 }, () => sum(1, 2)), null],
  ['a fifth agent without anything to divide by', [...Array.from({ length: 4 }, () => sum(1, 2)), sum(0, 0)], null],
  ['all alike', Array.from({ length: 6 }, () => sum(3, 4)), { low: 0.75, high: 0.75 }],
  // 0.5 ± 2.74 × √(6 ÷ 5 × 6 × 25) ÷ 60: half of the agents are five above what they would be, half five below
  [
    'six agents apart',
    [sum(10, 10), sum(0, 10), sum(10, 10), sum(0, 10), sum(10, 10), sum(0, 10)],
    { low: 0, high: expect.closeTo(1.071, 2) },
  ],
])('%s', (_, sums, is) => expect(intervalOf(sums)).toEqual(is));

test('on simulated agents the interval holds the true ratio about as often as it says', () => {
  const chance = chanceOf(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const rounds = 400;
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    const sums = Array.from({ length: 12 }, () => {
      const calls = 20 + Math.floor(chance() * 30); // agents differ in their calls and in how long they take
      const mean = 200 + 40 * normal();
      return sum(
        Array.from({ length: calls }, () => mean + 60 * normal()).reduce((all, one) => all + one, 0),
        calls,
      );
    });
    const found = intervalOf(sums);
    if (found && found.low <= 200 && 200 <= found.high) held++;
  }
  expect(held / rounds).toBeGreaterThan(0.91);
  expect(held / rounds).toBeLessThan(0.99);
});
