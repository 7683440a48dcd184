/** The middle one; of an even count the upper of the two. 0: there are none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The same of milliseconds, to a tenth. */
export function medianMs(times: readonly number[]): number {
  return Math.round(median(times) * 10) / 10;
}
