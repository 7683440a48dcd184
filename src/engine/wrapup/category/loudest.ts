/** No more units are quoted of what speaks for a leaf. */
const mostQuoted = 12;

/** The stretch of a text of so many units with the most above the mean of what speaks, cut to what may be quoted. */
export function loudest(speaks: Float64Array, length: number): readonly [number, number] {
  let total = 0;
  let count = 0;
  for (let at = 0; at < length; at++) {
    const each = speaks[at] as number;
    total += each;
    if (each > 0) count++;
  }
  const mean = total / Math.max(1, count);
  let best: readonly [number, number] = [0, 0];
  let bestSum = 0;
  for (let from = 0; from < length; from++) {
    if ((speaks[from] as number) <= mean) continue;
    let sum = 0;
    for (let to = from; to < Math.min(length, from + mostQuoted); to++) {
      sum += (speaks[to] as number) - mean;
      if (sum > bestSum) [bestSum, best] = [sum, [from, to + 1]];
    }
  }
  return best;
}
