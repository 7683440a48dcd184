import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import { nearMissFigures, ruleFigures } from '#eval/rule-figures.ts';

const fired = (rule: string): AdviceChange =>
  ({ op: 'raised', advice: { kind: 'violation', key: rule, times: 1, from: { kind: 'rule', key: rule } } }) as unknown as AdviceChange;
const rules: Record<string, { kind: string; severity: string }> = {
  Q19: { kind: 'order', severity: 'serious' },
  Q31: { kind: 'require', severity: 'serious' },
  Q27: { kind: 'forbid', severity: 'general' },
};
const ruleOf = (key: string) => rules[key] ?? { kind: 'forbid', severity: 'general' };

const calls = [
  {
    id: 'A',
    nearMisses: ['Q27', 'Q19'],
    truth: {
      violations: [
        { rule: 'Q19', turn: 4 },
        { rule: 'Q31', turn: 6 },
      ],
      prompts: [],
      exhaustiveFor: ['Q19', 'Q27', 'Q31'],
    },
    said: [
      { turn: 4, atMs: 1, changes: [fired('Q19')] },
      { turn: 6, atMs: 2, changes: [fired('Q27'), fired('Q31')] },
    ],
  },
  {
    id: 'B',
    nearMisses: ['Q22'],
    truth: { violations: [{ rule: 'Q19', turn: 2 }], prompts: [], exhaustiveFor: ['Q19'] },
    said: [{ turn: 3, atMs: 1, changes: [fired('Q19')] }],
  },
];

test('in total, serious ones apart, rule by rule, and each error by name', () =>
  expect(ruleFigures(calls, ruleOf)).toEqual({
    precision: 0.5,
    recall: 0.667,
    f1: 0.571,
    n: 3,
    serious: { precision: 0.667, recall: 0.667, f1: 0.667, n: 3 },
    byRule: {
      Q19: { precision: 0.5, recall: 0.5, f1: 0.5, n: 2 },
      Q27: { precision: 0, recall: null, f1: null, n: 0 },
      Q31: { precision: 1, recall: 1, f1: 1, n: 1 },
    },
    missed: ['B Q19 at 2'],
    wrong: ['A Q27 at 6', 'B Q19 at 3'],
  }));

test('a near miss that fired: where the truth has one, it is none', () =>
  expect(nearMissFigures(calls, ruleOf)).toEqual({ falseAlarms: ['A Q27 at 6'], n: 3 }));
