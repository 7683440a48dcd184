import { mix, readWords, roomForWords } from '#engine/hear/classify/words.ts';

/** Runs of one, two and three words, with the weight each kind enters with. A Chinese character is a word. */
export const runWeights = [2, 1, 0.5] as const;

/** The runs of words in one text: the hash of each, how many words it has less one, and its stretch of the text. */
export interface LeafGrams {
  count: number;
  readonly hash: Uint32Array;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

const words = roomForWords();
/** No text has more runs. */
export const mostGrams = words.start.length * runWeights.length;
const grams: LeafGrams = {
  count: 0,
  hash: new Uint32Array(mostGrams),
  kind: new Uint8Array(mostGrams),
  start: new Int32Array(mostGrams),
  end: new Int32Array(mostGrams),
};

/** Reads the runs of a normalised text; no run goes over a stop. What is answered is written over by the next reading. */
export function leafGrams(text: string): LeafGrams {
  readWords(text, words);
  grams.count = 0;
  for (let at = 0; at < words.count; at++) {
    let hash = seed;
    for (let kind = 0; kind < runWeights.length && at + kind < words.count; kind++) {
      const last = at + kind;
      if (kind > 0 && !areNeighbours(text, words.end[last - 1] as number, words.start[last] as number)) break;
      hash = mix(words.stem[last] as number, hash + kind);
      const place = grams.count++;
      grams.hash[place] = hash;
      grams.kind[place] = kind;
      grams.start[place] = words.start[at] as number;
      grams.end[place] = words.end[last] as number;
    }
  }
  return grams;
}

const seed = 0x51;

/** Whether nothing or one space stands between. */
function areNeighbours(text: string, end: number, start: number): boolean {
  return start === end || (start === end + 1 && text.charCodeAt(end) === 0x20);
}
