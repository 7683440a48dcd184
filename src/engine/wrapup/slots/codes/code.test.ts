import { expect, test } from 'vitest';
import { Slot } from '#domain/slot.ts';
import { codeIn } from '#engine/wrapup/slots/codes/code.ts';

const postcodes = ['A9 9AA', 'A99 9AA', 'A9A 9AA', 'AA9 9AA', 'AA99 9AA', 'AA9A 9AA'];
const slot = (shapes: readonly string[]) => Slot.parse({ key: 'code', label: 'Code', lang: 'en', type: 'code', shapes });

test.each([
  { says: 'T Q 6 4 R S', reads: 'TQ6 4RS' },
  { says: "it's tq64rs", reads: 'TQ6 4RS' },
  { says: 'TQ6 4RS thank you', reads: 'TQ6 4RS' },
  { says: 'T for Tommy Q for Queen 6 4 R for Robert S as in sugar', reads: 'TQ6 4RS' },
  { says: 'tango quebec six four romeo sierra', reads: 'TQ6 4RS' },
  { says: 'b one six double you z', reads: 'B1 6WZ' },
  { says: 'b d nineteen w', reads: null },
  { says: 'n w double five two j l', reads: 'NW55 2JL' },
  { says: 'e c seventy nine 4 a b', reads: 'EC79 4AB' },
  { says: 's o eight oh x-ray zulu', reads: 'SO8 0XZ' },
  { says: 's o eight oh oh x-ray zulu', reads: 'SO80 0XZ' },
  { says: 'W 1 to are why', reads: 'W1 2RY' },
  { says: 'e v f 9 z p', reads: 'E5F 9ZP' },
  { says: 'I I am not sure', reads: null },
  { says: 'b d 6 h 6 y w sorry b d 6 h 7 y w', reads: 'BD6H 7YW' },
  { says: 'my postcode', reads: null },
  { says: '', reads: null },
])('a postcode told as "$says" is $reads', ({ says, reads }) => expect(codeIn(slot(postcodes), says)?.value ?? null).toBe(reads));

test.each([
  { says: 'the reference is K F double seven two one', reads: 'KF7721' },
  { says: 'policy 4 4 1 7 dash B', reads: '4417-B', shapes: ['9999-A'] },
  { says: 'it is POL 12 34 56', reads: 'POL-123456', shapes: ['POL-999999'] },
  { says: 'K 七 七 二 一', reads: 'K7721' },
  { says: 'I am at home', reads: null },
  { says: '12', reads: null },
])('a code told as "$says"', ({ says, reads, shapes }) => expect(codeIn(slot(shapes ?? []), says)?.value ?? null).toBe(reads));

test('guesses are trusted less than what is told by words, and the place is that of what was spelled', () => {
  const told = codeIn(slot(postcodes), 'it is tango quebec 6 4 romeo sierra');
  const guessed = codeIn(slot(postcodes), 'tiny queue v 4 ours said');
  expect(told).toEqual({ value: 'TQ6 4RS', span: [6, 35], confidence: expect.closeTo(0.9, 1) });
  expect(guessed?.confidence ?? 0).toBeLessThan(told?.confidence ?? 0);
});

test('a very long answer costs no more than its first words', () => {
  expect(codeIn(slot(postcodes), 'a 1 '.repeat(1000))).toBeNull();
});

test.each(['a9', '', 'A9 ', 'A9(9)*', 'A'.repeat(25)])('%j is no shape', shape => {
  expect(Slot.safeParse({ key: 'code', label: 'Code', type: 'code', shapes: [shape] }).success).toBe(false);
});
