import { expect, test } from 'vitest';
import { PairTable } from '#engine/wrapup/category/pair-table.ts';

test('every pair is found by its number, and no other is', () => {
  const texts = Array.from({ length: 300 }, (_, at) => String.fromCharCode(0x4e00 + at * 7, 0x4e00 + ((at * 31) % 500)));
  const table = new PairTable(texts.map((text, number) => [text, number]));
  const find = (text: string): number => table.find(text.charCodeAt(0), text.charCodeAt(1));
  expect(texts.map(find)).toEqual(texts.map((_, number) => number));
  expect(['挂失', '\u0000\u0000'].map(find)).toEqual([-1, -1]);
});
