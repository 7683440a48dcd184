import { expect, test } from 'vitest';
import { around, isWithin } from '#engine/attention/span.ts';

const cases = [
  { when: 'no deadline at all', at: [5, 9], deadlines: [], span: { fromMs: null, toMs: null } },
  { when: 'between two', at: [5, 9], deadlines: [1, 4, 10, 20], span: { fromMs: 4, toMs: 10 } },
  { when: 'on a deadline is after it', at: [5, 5], deadlines: [5], span: { fromMs: 5, toMs: null } },
  { when: 'a deadline between the moments', at: [5, 9], deadlines: [7], span: null },
] as const;

test.each(cases)('$when', ({ at, deadlines, span }) => {
  const found = around(at[0], at[1], deadlines);
  expect(found).toEqual(span);
  expect(isWithin(found, at[0], at[1])).toBe(span !== null);
});

test.each([
  [3, 5, false],
  [4, 9, true],
  [4, 10, false],
] as const)('%i and %i within 4 to 10: %s', (a, b, inside) => expect(isWithin({ fromMs: 4, toMs: 10 }, a, b)).toBe(inside));
