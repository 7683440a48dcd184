import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Register } from '#engine/hear/match/register.ts';
import { Finds, findWords, makeTree } from '#engine/hear/match/word-tree.ts';
import { unitsOf } from '#engine/hear/normal/normalise.ts';

const letters = fc.array(fc.constantFrom('a', 'b', '卡', '丢'), { maxLength: 6 }).map(all => all.join(''));

test('a tree finds every word wherever it stands, by where it begins, the shorter first', () =>
  fc.assert(
    fc.property(fc.uniqueArray(letters, { maxLength: 12 }), fc.array(letters, { maxLength: 6 }), (words, parts) => {
      const text = parts.join('c');
      const finds = new Finds();
      findWords(
        makeTree(words.map(unitsOf), index => index + 1),
        Uint16Array.from(unitsOf(text)),
        text.length,
        10_000,
        finds,
      );
      const found = Array.from({ length: finds.count }, (_, at) => [finds.start[at], words[(finds.name[at] as number) - 1]]);
      const expected = [...text].flatMap((_, start) =>
        words
          .filter(word => word !== '' && text.startsWith(word, start))
          .sort((a, b) => a.length - b.length)
          .map(word => [start, word]),
      );
      expect(found).toEqual(expected);
    }),
    { seed: 19, numRuns: 200 },
  ));

test('a register numbers keys as they come, also very many, and forgets them', () => {
  const register = new Register();
  for (const count of [3, 5000, 2]) {
    const keys = Array.from({ length: count }, (_, index) => index * 512);
    expect(keys.map(key => register.enter(key))).toEqual([...keys.keys()]);
    expect([register.find(512), register.enter(512), register.find(1), register.count]).toEqual([1, 1, -1, count]);
    register.clear();
    expect(register.find(512)).toBe(-1);
  }
});
