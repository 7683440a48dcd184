import { hashUnits, mix, type Words } from '#engine/hear/classify/words.ts';

/** Takes one feature: its hash, what kind it is, and the first and last word it was read from. */
export type TakeGram = (hash: number, kind: GramKind, from: number, to: number) => void;

/** Kinds of features, each with the weight it enters with. */
export const gramWeights = { stem: 1, whole: 1, pair: 1, triple: 0.5, apart: 0.5, letters: 0.5 } as const;
export type GramKind = keyof typeof gramWeights;

/** What stands inside one word: itself, its stem, and its runs of three or four letters, edges included. */
export function gramsInWord(text: string, words: Words, word: number, take: TakeGram): void {
  const whole = words.whole[word] as number;
  const stem = words.stem[word] as number;
  take(mix(stem, 1), 'stem', word, word);
  if (whole !== stem) take(mix(whole, 2), 'whole', word, word);
  const start = words.start[word] as number;
  const end = words.end[word] as number;
  if (text.charCodeAt(start) >= 0x27e6) return; // a Chinese character or a mark has no letters
  const length = end - start + 2; // with an edge before and behind
  for (let run = 3; run <= 4 && run <= length; run++) {
    for (let at = start - 1; at + run <= end + 1; at++) {
      const hash = hashUnits(text, Math.max(at, start), Math.min(at + run, end));
      const edges = (at < start ? 1 : 0) + (at + run > end ? 2 : 0);
      take(mix(hash, 16 + edges), 'letters', word, word);
    }
  }
}

/** What stands between words: two and three in a row, edges included, and two with one or two words between them. */
export function gramsBetweenWords({ count, stem }: Words, take: TakeGram): void {
  const at = (word: number): number => (word < 0 ? 0x3c : word >= count ? 0x3e : (stem[word] as number));
  for (let word = -1; word < count; word++) {
    const pair = mix(at(word), mix(at(word + 1), 3));
    take(pair, 'pair', word, word + 1);
    if (word + 2 <= count) take(mix(pair, mix(at(word + 2), 4)), 'triple', word, word + 2);
    if (word >= 0 && word + 2 < count) take(mix(at(word), mix(at(word + 2), 5)), 'apart', word, word + 2);
    if (word >= 0 && word + 3 < count) take(mix(at(word), mix(at(word + 3), 5)), 'apart', word, word + 3);
  }
}
