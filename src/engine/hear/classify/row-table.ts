/** Where a feature's row stands and what it adds to the square length of a text, in one number; 0 for a feature nobody has seen. */
export interface RowTable {
  find(hash: number): number;
}

/** The row of what was found. */
export const rowOf = (found: number): number => (found & rowMask) - 1;

/** What was found adds so many eighths to the square length. */
export const squareOf = (found: number): number => found >>> rowBits;

/** A square length is cut off here, in eighths. */
export const maxSquare = 1023;

const rowBits = 22;
const rowMask = (1 << rowBits) - 1;

/** Features by hash: open addressing, half empty; a hash and what belongs to it lie side by side, so that a look-up touches one line of memory. */
export function tableOf(hashes: Uint32Array, squares: Uint16Array): RowTable {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size * 2);
  hashes.forEach((hash, row) => {
    let at = hash & mask;
    while (slots[at * 2 + 1] !== 0) at = (at + 1) & mask;
    slots[at * 2] = hash | 0;
    slots[at * 2 + 1] = (row + 1) | ((squares[row] as number) << rowBits);
  });
  return {
    find(hash) {
      for (let at = hash & mask; ; at = (at + 1) & mask) {
        const found = slots[at * 2 + 1] as number;
        if (found === 0 || slots[at * 2] === (hash | 0)) return found;
      }
    },
  };
}
