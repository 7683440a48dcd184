import { expect, test } from 'vitest';
import { hasBit, noBits, withBits } from '#engine/wrapup/category/bits.ts';

test('numbers put in are in, no others, and the set before is as it was', () => {
  const some = withBits(noBits, [0, 15, 16, 47]);
  const more = withBits(some, [1, 300]);
  const inside = (bits: readonly number[]) => Array.from({ length: 400 }, (_, number) => number).filter(number => hasBit(bits, number));
  expect([inside(noBits), inside(some), inside(more)]).toEqual([[], [0, 15, 16, 47], [0, 1, 15, 16, 47, 300]]);
});
