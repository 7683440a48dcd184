import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileHearing } from '#engine/hear/compile.ts';
import { aloneCount, codeAt, isRowAt, nominationCount, symbolHead } from '#engine/hear/match/book.ts';
import { Joiner } from '#engine/hear/match/join.ts';
import { toAnybody } from '#engine/hear/match/listening-word.ts';
import { Places } from '#engine/hear/match/places.ts';
import { Register } from '#engine/hear/match/register.ts';
import { sharpen } from '#engine/hear/match/sharpen.ts';
import { normalise } from '#engine/hear/normal/normalise.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';

const words = fc.constantFrom('a', 'b', 'ab', '卡', '丢', '[丢掉]', '(卡|ab|b)', '了');
const part = fc.oneof(
  words,
  words.map(word => `(${word})?`),
  fc.constantFrom('.', '.{0,3}', '.{2,8}', '(了|$)', '^', '$'),
);
const text = fc.array(fc.constantFrom('a', 'b', 'ab', '卡', '丢', '掉', '了', '。', ',', ' ', '嗯'), { minLength: 1, maxLength: 30 });

test('a row finds what states and fronts find', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), text, (parts, said) => {
      const tables = sharpen(compileHearing(releaseOf([], [parts.join('')])));
      const places = new Places(tables);
      const joiner = new Joiner(tables, places);
      places.find(normalise(said.join(''), 'zh'));
      for (const program of nominatedIn(tables.book, places)) {
        if (!isRowAt(tables.book, program)) continue;
        const code = codeAt(tables.book, program);
        joiner.run(code);
        const found = matches(joiner);
        joiner.runRow(code);
        expect(matches(joiner)).toEqual(found);
        compared += found.length;
      }
    }),
    { seed: 17, numRuns: 1200 },
  );
  expect(compared).toBeGreaterThan(100);
});

function nominatedIn(book: Int32Array, places: Places): readonly number[] {
  const nominated = new Register();
  for (const page of places.present.keys.subarray(0, places.present.count)) {
    const from = page + symbolHead + (book[page + aloneCount] as number);
    places.nominate(page, from, from + (book[page + nominationCount] as number), toAnybody, nominated);
  }
  return [...nominated.keys.subarray(0, nominated.count)];
}

function matches({ found: { count, start, end, sound } }: Joiner): number[][] {
  return Array.from({ length: count }, (_, at) => [start[at] as number, end[at] as number, sound[at] as number]);
}
