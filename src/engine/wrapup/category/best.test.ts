import { expect, test } from 'vitest';
import { Best } from '#engine/wrapup/category/best.ts';

const cases = [
  { when: 'nothing was put', put: [], kept: [] },
  {
    when: 'there is room',
    put: [
      [7, 1],
      [3, 2],
    ],
    kept: [
      [3, 2],
      [7, 1],
    ],
  },
  {
    when: 'they are equal',
    put: [
      [7, 1],
      [3, 1],
      [5, 1],
    ],
    kept: [
      [3, 1],
      [5, 1],
      [7, 1],
    ],
  },
  {
    when: 'the last gives way',
    put: [
      [1, 1],
      [2, 4],
      [3, 3],
      [4, 2],
    ],
    kept: [
      [2, 4],
      [3, 3],
      [4, 2],
    ],
  },
  {
    when: 'the new one is the last',
    put: [
      [1, 4],
      [2, 3],
      [3, 2],
      [4, 1],
    ],
    kept: [
      [1, 4],
      [2, 3],
      [3, 2],
    ],
  },
] as const;
test.each(cases)('when $when', ({ put, kept }) => {
  const best = new Best(3);
  for (const [leaf, worth] of put) best.put(leaf, worth);
  expect(Array.from({ length: best.count }, (_, at) => [best.leaves[at], best.worths[at]])).toEqual(kept);
});
