import { expect, test } from 'vitest';
import { gramsOf } from '#engine/knowledge/grams.ts';

/** How much of what one text is looked up by stands in another, by number of grams. */
function shared(one: string, other: string): number {
  const codesOf = (text: string) => {
    const { codes, length } = gramsOf(text);
    return new Set(codes.slice(0, length));
  };
  const others = codesOf(other);
  return [...codesOf(one)].filter(code => others.has(code)).length;
}

const same = [
  { when: 'words without meaning', one: '请问我挂的卡呢', other: '挂卡' },
  { when: 'capitals and full width', one: 'ATM吞卡', other: 'atm吞卡' },
  { when: 'endings', one: 'lost cards', other: 'lost card' },
  { when: 'a secret', one: '卡丢了', other: '⟦phone:1 …0016 ✓⟧卡丢了' },
] as const;
test.each(same)('$when make no difference', ({ one, other }) => {
  const grams = shared(one, one);
  expect([grams > 0, shared(one, other), shared(other, other)]).toEqual([true, grams, grams]);
});

const alike = [
  { when: 'the sound of misheard words', one: '礼财', other: '理财' },
  { when: 'everyday words of one class', one: '提款机', other: '柜员机' },
  { when: 'two words for one thing', one: 'my wallet is missing', other: 'lost' },
] as const;
test.each(alike)('shared: $when', ({ one, other }) => expect(shared(one, other)).toBeGreaterThan(0));

test('a comma parts what stands around it', () => expect(shared('转,钱', '转钱')).toBeLessThan(shared('转钱', '转钱')));
test('a text longer than anything said is cut, not refused', () =>
  expect(gramsOf('年费怎么收'.repeat(10_000)).length).toBeLessThan(16_385));
