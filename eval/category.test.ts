import { expect, test } from 'vitest';
import { scoreCategory } from '#eval/category.ts';

const ranking = (...codes: string[]) => ({ category: { kind: 'category', ranking: codes.map(code => ({ code })) } }) as never;

test('first, third, absent; and how deep the first one goes along', () =>
  expect(
    scoreCategory([
      { id: 'A', board: ranking('02020101', '030701'), category: '02020101' },
      { id: 'B', board: ranking('02020102', '030701', '02020101'), category: '02020101' },
      { id: 'C', board: {}, category: '030701' },
    ]),
  ).toEqual({
    top1: 0.333,
    top3: 0.667,
    n: 3,
    byDepth: [
      { depth: 1, right: 0.667, n: 3 },
      { depth: 2, right: 0.667, n: 3 },
      { depth: 3, right: 0.667, n: 3 },
      { depth: 4, right: 0.5, n: 2 },
    ],
    wrong: ['B 02020101: 02020102 030701 02020101', 'C 030701: -'],
  }));

test('nothing judged gives null', () => expect(scoreCategory([])).toEqual({ top1: null, top3: null, n: 0, byDepth: [], wrong: [] }));
