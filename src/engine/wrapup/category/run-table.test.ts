import { expect, test } from 'vitest';
import { RunTable } from '#engine/wrapup/category/run-table.ts';

const hashes = Uint32Array.of(0xffffffff, 5, 21, 37, 0); // 5, 21 and 37 want the same place
const lengths = Uint8Array.of(3, 0, 7, 1, 255);
const squares = Uint16Array.of(1, 0, 1023, 7, 8);

test('every run is found with its row and its square; others are not', () => {
  const table = new RunTable(hashes, lengths, squares);
  const found = [...hashes, 53, 1].map(hash => {
    const slot = table.find(hash);
    return slot < 0 ? null : [table.startOf(slot), table.endOf(slot), table.squareOf(slot)];
  });
  expect(found).toEqual([[0, 3, 1], [3, 3, 0], [3, 10, 1023], [10, 11, 7], [11, 266, 8], null, null]);
});

test('a run is new once a text', () => {
  const table = new RunTable(hashes, lengths, squares);
  const slot = table.find(21);
  expect([1, 1, 2, 1].map(text => table.isNewIn(slot, text))).toEqual([true, false, true, true]);
});
