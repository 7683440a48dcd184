import { expect, test } from 'vitest';
import type { Caught } from '#engine/quality/listen.ts';
import { underOneName } from '#engine/quality/one-name.ts';

const caught = (key: string, likeness: number, span: readonly [number, number] = [0, 10], kind = 'forbid') =>
  ({ hit: { span }, likeness, listener: { use: { kind, rule: { key } } } }) as unknown as Caught;

const cases: { when: string; all: Caught[]; named: string[] }[] = [
  { when: 'one of them the words are most like', all: [caught('Q24', 0.99), caught('Q65', 0.85)], named: ['Q24'] },
  { when: 'each in a sentence of its own', all: [caught('Q24', 0.99, [0, 10]), caught('Q65', 0.85, [10, 20])], named: ['Q24', 'Q65'] },
  { when: 'a pattern keeps its rule', all: [caught('Q51', 0.99), caught('Q20', 0, [4, 8])], named: ['Q51', 'Q20'] },
  {
    when: 'what is asked of the agent is no fault',
    all: [caught('Q24', 0.99), caught('Q23', 0.85, [0, 10], 'need')],
    named: ['Q24', 'Q23'],
  },
];
test.each(cases)('of the breaches heard in one place, $when', ({ all, named }) =>
  expect(underOneName(all).map(({ listener: { use } }) => (use as { rule: { key: string } }).rule.key)).toEqual(named),
);
