import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import { readStepCalls } from '#eval/step-calls.ts';
import { evaluateSteps, type TrueStep } from '#eval/steps.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { playLines } from '#test/kit/play-lines.ts';

const step = (node: string, state: string, position = 0): AdviceChange =>
  ({
    op: 'updated',
    advice: { kind: 'step', process: 'P', node, state, evidence: position ? [{ position, revision: 0, span: [0, 1] }] : [] },
  }) as unknown as AdviceChange;
const truly = (node: string, turn: number, status: TrueStep['status'] = 'done'): TrueStep => ({ process: 'P', node, turn, status });

const cases: {
  when: string;
  truth: TrueStep[];
  said: Record<number, AdviceChange[]>;
  topics?: string[];
  precision: number | null;
  recall: number | null;
}[] = [
  { when: 'nothing to find, nothing found', truth: [], said: {}, precision: null, recall: null },
  { when: 'found at its turn', truth: [truly('a', 3)], said: { 3: [step('a', 'done')] }, precision: 1, recall: 1 },
  { when: 'found a turn later', truth: [truly('a', 3)], said: { 4: [step('a', 'done')] }, precision: 1, recall: 1 },
  { when: 'found two turns later', truth: [truly('a', 3)], said: { 5: [step('a', 'done')] }, precision: 0, recall: 0 },
  {
    when: 'recognised late, resting on words of the turn',
    truth: [truly('a', 3)],
    said: { 9: [step('a', 'done', 4)] },
    precision: 1,
    recall: 1,
  },
  { when: 'done for out of order', truth: [truly('a', 3, 'doneOutOfOrder')], said: { 3: [step('a', 'done')] }, precision: 0, recall: 0 },
  {
    when: 'in progress is not asked for',
    truth: [truly('a', 1, 'inProgress'), truly('a', 2)],
    said: { 1: [step('a', 'in-progress')], 2: [step('a', 'done')] },
    precision: 1,
    recall: 1,
  },
  {
    when: 'taken back and never done again',
    truth: [],
    said: { 1: [step('a', 'done')], 2: [step('a', 'pending')] },
    precision: null,
    recall: null,
  },
  {
    when: 'one found, one missed, one wrong',
    truth: [truly('a', 1), truly('b', 2)],
    said: { 1: [step('a', 'done'), step('c', 'done')] },
    precision: 0.5,
    recall: 0.5,
  },
  {
    when: 'a true topic whose steps nobody wrote down',
    truth: [],
    said: { 1: [step('a', 'done')] },
    topics: ['P'],
    precision: null,
    recall: null,
  },
];
test.each(cases)('$when', ({ truth, said, topics = [], precision, recall }) => {
  const turns = Object.entries(said).map(([turn, changes]) => ({ turn: Number(turn), changes }));
  const figures = evaluateSteps([{ id: 'x', truth, topics, turns, turnOf: position => position - 1 }]);
  expect({ precision: figures.precision, recall: figures.recall }).toEqual({ precision, recall });
});

const engine = await demoEngine();

test.each(['one-per-process', 'with-faults', 'colloquial'])('calls in other words: %s', async name => {
  const calls = readStepCalls(await readFile(new URL(`./calls/${name}.txt`, import.meta.url), 'utf8'));
  const runs = calls.map(({ process, lines, truth }, index) => ({
    id: `${process} #${index}`,
    truth,
    turns: playLines(engine, lines).changes.map((changes, turn) => ({ turn, changes })),
    turnOf: (position: number) => position - 2, // the first event opens the conversation
  }));
  const { f1, missed, wrong } = evaluateSteps(runs);
  expect(f1, [...missed.map(one => `missed ${one}`), ...wrong.map(one => `wrong ${one}`)].join('\n')).toBeGreaterThanOrEqual(0.93); // two points are what one training differs from the next
});
