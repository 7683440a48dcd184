import { hashUnits, maxWords, mix, type Words } from '#engine/hear/classify/words.ts';

/** Kinds of features, each with the weight it enters with. */
export const gramWeights = { stem: 1, whole: 1, pair: 1, triple: 0.5, letters: 0.5 } as const;
export type GramKind = keyof typeof gramWeights;

/** The kinds by number, as a text's features name them. */
export const gramKinds = Object.keys(gramWeights) as readonly GramKind[];
const [stemKind, wholeKind, pairKind, tripleKind, lettersKind] = [0, 1, 2, 3, 4] as const;

/** The features of one text: the hash of each, its kind, and the first and last word it was read from (the edge before the first is -1). */
export interface Grams {
  count: number;
  readonly hash: Uint32Array;
  readonly kind: Uint8Array;
  readonly from: Int16Array;
  readonly to: Int16Array;
}

/** Of a longer word only so many letters are read. */
const maxLetters = 24;
const maxGrams = maxWords * (4 + 2 * (maxLetters + 2)) + 2;

/** Room for the features of one text, used again and again. */
export function roomForGrams(): Grams {
  return {
    count: 0,
    hash: new Uint32Array(maxGrams),
    kind: new Uint8Array(maxGrams),
    from: new Int16Array(maxGrams),
    to: new Int16Array(maxGrams),
  };
}

/** Adds what stands inside one word: itself, its stem, and its runs of three or four letters, edges included. */
export function gramsInWord(text: string, words: Words, word: number, into: Grams): void {
  const whole = words.whole[word] as number;
  const stem = words.stem[word] as number;
  put(into, mix(stem, 1), stemKind, word, word);
  if (whole !== stem) put(into, mix(whole, 2), wholeKind, word, word);
  const start = words.start[word] as number;
  if (text.charCodeAt(start) >= 0x27e6) return; // a Chinese character or a mark has no letters
  const end = Math.min(words.end[word] as number, start + maxLetters);
  const length = end - start + 2; // with an edge before and behind
  for (let run = 3; run <= 4 && run <= length; run++) {
    for (let at = start - 1; at + run <= end + 1; at++) {
      const hash = hashUnits(text, Math.max(at, start), Math.min(at + run, end));
      const edges = (at < start ? 1 : 0) + (at + run > end ? 2 : 0);
      put(into, mix(hash, 16 + edges), lettersKind, word, word);
    }
  }
}

/** Adds what stands between words: the stems of two and of three in a row, edges included. */
export function gramsBetweenWords({ count, stem }: Words, into: Grams): void {
  let one = beforeFirst;
  for (let word = -1; word < count; word++) {
    const next = word + 1 < count ? (stem[word + 1] as number) : afterLast;
    const pair = mix(one, mix(next, 3));
    put(into, pair, pairKind, word, word + 1);
    if (word + 2 <= count)
      put(into, mix(pair, mix(word + 2 < count ? (stem[word + 2] as number) : afterLast, 4)), tripleKind, word, word + 2);
    one = next;
  }
}

const beforeFirst = 0x3c;
const afterLast = 0x3e;

function put(into: Grams, hash: number, kind: number, from: number, to: number): void {
  const at = into.count++;
  into.hash[at] = hash;
  into.kind[at] = kind;
  into.from[at] = from;
  into.to[at] = to;
}
