import { expect, test } from 'vitest';
import { unitsAsWritten, wordsBySound, writeAlike } from '#engine/hear/match/by-ear.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

test('words of one sound stand together, each with its own symbol', () => {
  const groups = wordsBySound(['挂失', '垫付', '挂实']);
  expect(groups.map(({ words, places }) => ({ words, places }))).toEqual([
    { words: ['挂失', '挂实'], places: [0, 2] },
    { words: ['垫付'], places: [1] },
  ]);
  const { words, begins } = writeAlike(groups, [10, 11, 12]);
  expect([...words]).toEqual([0, 2, 10, ...unitsOf('挂失'), 12, ...unitsOf('挂实'), 1, 11, ...unitsOf('垫付')]);
  expect([...begins]).toEqual([1, 8]);
});

test('银行 is heard as it is said, too', () => {
  expect(wordsBySound(['银行']).map(({ words }) => words.length)).toEqual([1, 1]);
  expect(wordsBySound(['行'])).toEqual([]);
});

test.each([
  ['挂实', '挂失', 1],
  ['瓜是', '挂失', 0],
  ['安权帐户', '安全账户', 2],
  ['酒店附近', '垫付', 0],
] as const)('%s has of %s %s characters as written', (text, word, same) => {
  const start = text === '酒店附近' ? 1 : 0;
  expect(unitsAsWritten(unitsOf(text), start, [0, ...unitsOf(word)], 1, word.length)).toBe(same);
});
