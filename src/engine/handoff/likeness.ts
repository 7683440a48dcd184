import { isWritten } from '#engine/letters.ts';

/** A text as it is compared: the pairs of characters in it, each once, sorted; spaces and punctuation do not count. */
export interface Gist {
  readonly text: string;
  readonly pairs: readonly number[];
}

/** The gist of a text: made once, compared with many. */
export function gistOf(text: string): Gist {
  const found = new Uint32Array(text.length);
  let size = 0;
  let before = -1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!isWritten(unit)) continue;
    if (before >= 0) found[size++] = before * 0x10000 + unit;
    before = unit;
  }
  const pairs: number[] = [];
  for (const pair of found.subarray(0, size).sort()) if (pair !== pairs.at(-1)) pairs.push(pair);
  return { text, pairs };
}

/** Whether two texts share so many pairs (1 all, 0 none); lengths that differ too much are told apart without looking. */
export function isLike(a: Gist, b: Gist, atLeast: number): boolean {
  const few = Math.min(a.pairs.length, b.pairs.length);
  const many = Math.max(a.pairs.length, b.pairs.length);
  if (many === 0) return a.text === b.text;
  return few / many >= atLeast && likeness(a.pairs, b.pairs) >= atLeast;
}

function likeness(left: readonly number[], right: readonly number[]): number {
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const apart = (left[i] as number) - (right[j] as number);
    if (apart === 0) shared++;
    if (apart <= 0) i++;
    if (apart >= 0) j++;
  }
  return shared / (left.length + right.length - shared);
}
