import { expect, test } from 'vitest';
import { calibrationError, topicFigures } from '#eval/topic-figures.ts';
import type { Answer } from '#eval/topics.ts';

const answer = (labels: readonly string[], ranked: readonly [string, number][], heard: readonly string[]): Answer => ({
  row: { id: 'r', text: 't', labels },
  ranked: ranked.map(([label, probability]) => ({ label, probability })),
  heard,
});

test('one label each: right, second best, kept quiet, fired at nothing, and a label too rare to be learned', () => {
  const figures = topicFigures(
    [
      answer(
        ['a'],
        [
          ['a', 0.9],
          ['b', 0.1],
        ],
        ['a'],
      ),
      answer(
        ['b'],
        [
          ['a', 0.6],
          ['b', 0.4],
        ],
        ['a'],
      ),
      answer(
        ['b'],
        [
          ['b', 0.4],
          ['a', 0.3],
        ],
        [],
      ),
      answer(
        ['rare'],
        [
          ['a', 0.5],
          ['b', 0.2],
        ],
        [],
      ),
      answer(
        [],
        [
          ['a', 0.8],
          ['b', 0.1],
        ],
        ['a'],
      ),
      answer(
        ['elsewhere'],
        [
          ['b', 0.3],
          ['a', 0.2],
        ],
        [],
      ),
    ],
    ['a', 'b', 'rare'],
  );
  expect(figures).toEqual({
    n: 4,
    top1: 0.5,
    top3: 0.75,
    ece: 0.45,
    coverageAt95Precision: 0.25,
    inScopeRecall: 0.25,
    inScopeHeard: 0.5,
    outOfScope: 2,
    falseFire: 0.5,
    precision: 0.3333,
    recall: 0.2,
    f1: 0.25,
  });
});

test('several labels each: F1 over all labels, nothing about the best one', () => {
  const figures = topicFigures(
    [
      answer(
        ['a', 'b'],
        [
          ['a', 0.9],
          ['b', 0.8],
        ],
        ['a', 'b'],
      ),
      answer(
        [],
        [
          ['a', 0.6],
          ['b', 0.1],
        ],
        ['a'],
      ),
    ],
    ['a', 'b'],
  );
  expect(figures).toMatchObject({ n: 2, top1: null, ece: null, falseFire: null, precision: 0.6667, recall: 1, f1: 0.8 });
});

test('who says 0.9 and is right nine times of ten is calibrated', () => {
  const said = Array.from({ length: 10 }, (_, at) => ({ probability: 0.9, isRight: at > 0 }));
  expect(calibrationError(said)).toBe(0);
  expect(calibrationError([])).toBeNull();
});
