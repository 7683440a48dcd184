import { expect, test } from 'vitest';
import { scoreCategory } from '#eval/category.ts';

const ranking = (...codes: string[]) => ({ category: { kind: 'category', ranking: codes.map(code => ({ code })) } }) as never;
const chosen = (code: string) => ({ category: { kind: 'category', ranking: [{ code }], chosen: code } }) as never;

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
    preselected: 0,
    preselectedRight: null,
    byDepth: [
      { depth: 1, right: 0.667, n: 3 },
      { depth: 2, right: 0.667, n: 3 },
      { depth: 3, right: 0.667, n: 3 },
      { depth: 4, right: 0.5, n: 2 },
    ],
    wrong: ['B 02020101: 02020102 030701 02020101', 'C 030701: -'],
  }));

test('nothing judged gives null', () =>
  expect(scoreCategory([])).toEqual({ top1: null, top3: null, n: 0, preselected: null, preselectedRight: null, byDepth: [], wrong: [] }));

test('how often the engine chose a leaf itself, and how often rightly', () =>
  expect(
    scoreCategory([
      { board: chosen('030701'), category: '030701' },
      { board: chosen('030701'), category: '02020101' },
      { board: ranking('02020101'), category: '02020101' },
    ]),
  ).toMatchObject({ preselected: 0.667, preselectedRight: 0.5 }));
