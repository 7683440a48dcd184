import { expect, test } from 'vitest';
import { mayBeMisheard, wordsBySound } from '#engine/hear/match/by-ear.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

test('words of one sound stand together, each with its own symbol', () => {
  const groups = wordsBySound(['挂失', '垫付', '挂实'], 10);
  expect(groups.map(({ words }) => words.map(({ symbol, units }) => [symbol, String.fromCharCode(...units)]))).toEqual([
    [
      [10, '挂失'],
      [12, '挂实'],
    ],
    [[11, '垫付']],
  ]);
});

test('银行 is heard as it is said, too', () => {
  expect(wordsBySound(['银行'], 0).map(({ words }) => words.length)).toEqual([1, 1]);
  expect(wordsBySound(['行'], 0)).toEqual([]);
});

test.each([
  ['挂实', '挂失', true],
  ['瓜是', '挂失', false],
  ['安权帐户', '安全账户', true],
  ['酒店附近', '垫付', false],
] as const)('%s may be a misheard %s: %s', (text, word, may) => {
  const start = text === '酒店附近' ? 1 : 0;
  expect(mayBeMisheard(unitsOf(text), start, { symbol: 0, units: unitsOf(word) })).toBe(may);
});
