import { expect, test } from 'vitest';
import { scoreSummaries } from '#eval/summaries.ts';

const clause = (part: string, text: string, evidence: readonly unknown[]) => ({ part, text, evidence });
const board = (...clauses: unknown[]) => ({ summary: { kind: 'summary', clauses } }) as never;

test('parts, the whole note, and clauses that stand on nothing', () => {
  const { byPart, ...whole } = scoreSummaries([
    {
      board: board(clause('reason', '卡丢', [1]), clause('process', '核实', [1]), clause('result', '挂失', [])),
      parts: { reason: '卡丢', process: '告知', result: '挂失' },
    },
    { board: {}, summary: '挂失' },
    { board: board(clause('reason', '不算', [])) }, // nobody wrote a note for it
  ]);
  // the first call shares four of six characters and two of five pairs, in order four; the second says nothing
  expect(whole).toEqual({
    rouge1: 0.333,
    rouge2: 0.2,
    rougeL: 0.333,
    n: 2,
    clausesWithEvidence: 0.667,
    clauses: 3,
    charactersPerNote: 3,
  });
  expect(byPart.reason).toEqual({ rouge1: 1, rouge2: 1, rougeL: 1, n: 1 });
  expect(byPart.process).toEqual({ rouge1: 0, rouge2: 0, rougeL: 0, n: 1 });
});
