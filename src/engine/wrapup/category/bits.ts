/** A set of small numbers as plain JSON: sixteen to an element. */
export type Bits = readonly number[];

export const noBits: Bits = [];

/** Whether a number is in the set. */
export function hasBit(bits: Bits, number: number): boolean {
  return (((bits[number >> 4] ?? 0) >> (number & 15)) & 1) === 1;
}

/** The set with more numbers. */
export function withBits(bits: Bits, more: readonly number[]): Bits {
  if (more.length === 0) return bits;
  const next = bits.slice();
  for (const number of more) {
    while (next.length <= number >> 4) next.push(0);
    next[number >> 4] = (next[number >> 4] as number) | (1 << (number & 15));
  }
  return next;
}
