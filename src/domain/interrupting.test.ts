import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import { foldInterrupting, type Interrupting } from '#domain/interrupting.ts';

const prompt = (key: string, loudness: 'interrupt' | 'line', severity: 'serious' | 'general' = 'general') =>
  ({ op: 'updated', advice: { kind: 'prompt', key, loudness, severity } }) as unknown as AdviceChange;
const gone = (key: string): AdviceChange => ({ op: 'withdrawn', key, kind: 'prompt' });

const cases: readonly { when: string; rows: readonly (readonly AdviceChange[])[]; is: Interrupting }[] = [
  { when: 'a line is none', rows: [[prompt('a', 'line')]], is: {} },
  {
    when: 'it counts from the row that made it loud',
    rows: [[prompt('a', 'line')], [prompt('a', 'interrupt')], [prompt('a', 'interrupt')]],
    is: { a: { position: 2, isSerious: false } },
  },
  {
    when: 'loud again is another one',
    rows: [[prompt('a', 'interrupt')], [prompt('a', 'line')], [prompt('a', 'interrupt')]],
    is: { a: { position: 3, isSerious: false } },
  },
  {
    when: 'what was withdrawn is over',
    rows: [[prompt('a', 'interrupt'), prompt('b', 'interrupt', 'serious')], [gone('a')]],
    is: { b: { position: 1, isSerious: true } },
  },
];

test.each(cases)('$when', ({ rows, is }) => {
  expect(rows.reduce<Interrupting>((before, changes, at) => foldInterrupting(before, at + 1, changes), {})).toEqual(is);
});
