import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { BoardDraft, changes, noAdvice, type Shelves } from '#engine/board.ts';

const card = (key: string, title = '') => ({ kind: 'card', key, title, evidence: [{ span: [0, 1] }] }) as unknown as Advice;
const step = (key: string, state = 'pending') => ({ kind: 'step', key, state }) as unknown as Advice;

function changed(before: Shelves, put: readonly Advice[], drop: readonly string[] = []): Shelves {
  const draft = new BoardDraft(before);
  draft.change(put, drop);
  return draft.now;
}

const before = changed(noAdvice, [step('s1'), step('s2'), step('s3'), card('a'), card('b')]);

const cases = [
  { when: 'nothing', put: [], drop: [], differs: [] },
  { when: 'the same words again', put: [card('b'), card('a'), step('s2')], drop: [], differs: [] },
  { when: 'a new one', put: [card('c')], drop: [], differs: ['raised c'] },
  { when: 'another state, out of order', put: [step('s3', 'done'), step('s1', 'done')], drop: [], differs: ['updated s1', 'updated s3'] },
  { when: 'withdrawn', put: [], drop: ['a', 'unknown', 's2'], differs: ['withdrawn a', 'withdrawn s2'] },
  {
    when: 'withdrawn and raised in one breath',
    put: [card('a', 'new'), card('c')],
    drop: ['a', 'b'],
    differs: ['updated a', 'withdrawn b', 'raised c'],
  },
] as const;

test.each(cases)('$when', ({ put, drop, differs }) => {
  const after = changed(before, put, drop);
  const inShort = changes(before, after).map(change => `${change.op} ${change.op === 'withdrawn' ? change.key : change.advice.key}`);
  expect(inShort).toEqual(differs);
  expect(after === before).toBe(differs.length === 0);
});

test('a shelf on which nothing changed is the same object', () => {
  const after = changed(before, [card('c')]);
  expect([after.step === before.step, after.card === before.card]).toEqual([true, false]);
});

test('a property that is undefined is not there', () => {
  const after = changed(before, [{ ...card('a'), tag: undefined } as unknown as Advice]);
  expect(after).toBe(before);
});
