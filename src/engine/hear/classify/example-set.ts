import { type GramKind, gramKinds, gramsBetweenWords, gramsInWord, gramWeights, roomForGrams } from '#engine/hear/classify/grams.ts';
import { readWords, roomForWords } from '#engine/hear/classify/words.ts';

/** One text to learn from, and the classes it belongs to: none, one or several. */
export interface Example {
  readonly text: string; // normalised
  readonly labels: readonly number[];
  /** The classes it tells anything about, in their order; absent: all. */
  readonly judged?: readonly ClassRange[];
}

/** Classes that stand side by side: `to` is the first behind them. */
export interface ClassRange {
  readonly from: number;
  readonly to: number;
}

/** What features there are, by number: those seen in at least two examples. */
export interface Vocabulary {
  readonly numbers: ReadonlyMap<number, number>; // by hash
  readonly kinds: readonly GramKind[];
  readonly weights: Float32Array;
  /** The weight of a feature nobody has seen, by kind. */
  readonly unseen: Readonly<Record<GramKind, number>>;
}

/** Texts as features: those of text t stand from starts[t] to starts[t + 1]. */
export interface ExampleSet {
  readonly count: number;
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly values: Float32Array;
  /** The first and last word each feature was read from. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** How many words each text has. */
  readonly words: Uint8Array;
  readonly labels: readonly (readonly number[])[];
  /** The classes each text tells anything about; undefined: all. */
  readonly judged: readonly (readonly ClassRange[] | undefined)[];
}

const leastTexts = 2;

/** The length every text's values are brought to: longer learns faster, at the price of surer mistakes. */
export const textLength = 1.5;

/** Counts features; rare ones weigh more. */
export function vocabularyOf(examples: readonly Example[]): Vocabulary {
  const texts = new Map<number, { kind: GramKind; count: number; last: number }>();
  for (const [index, { text }] of examples.entries()) {
    readGrams(text);
    for (let at = 0; at < grams.count; at++) {
      const hash = grams.hash[at] as number;
      const known = texts.get(hash);
      if (!known) texts.set(hash, { kind: gramKinds[grams.kind[at] as number] as GramKind, count: 1, last: index });
      else if (known.last !== index) {
        known.count++;
        known.last = index;
      }
    }
  }
  const rarity = (count: number): number => Math.sqrt(Math.log((1 + examples.length) / (1 + count)) + 1);
  const kept = [...texts].filter(([, { count }]) => count >= leastTexts);
  return {
    numbers: new Map(kept.map(([hash], number) => [hash, number])),
    kinds: kept.map(([, { kind }]) => kind),
    weights: Float32Array.from(kept, ([, { kind, count }]) => gramWeights[kind] * rarity(count)),
    unseen: mapKinds(kind => gramWeights[kind] * rarity(1)),
  };
}

/** Reads texts as features. A text's values have one length, what is unknown in it included: who understands half is half as sure. */
export function exampleSet(examples: readonly Example[], vocabulary: Vocabulary): ExampleSet {
  const starts = new Int32Array(examples.length + 1);
  const features: number[] = [];
  const values: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const wordCounts = new Uint8Array(examples.length);
  const unseen = gramKinds.map(kind => vocabulary.unseen[kind]);
  examples.forEach(({ text }, index) => {
    const begin = features.length;
    let squares = 0;
    readGrams(text);
    for (let at = 0; at < grams.count; at++) {
      const number = vocabulary.numbers.get(grams.hash[at] as number);
      const weight = (number === undefined ? unseen[grams.kind[at] as number] : vocabulary.weights[number]) as number;
      squares += weight * weight;
      if (number === undefined) continue;
      features.push(number);
      values.push(weight);
      from.push((grams.from[at] as number) + 1); // -1 is the edge
      to.push((grams.to[at] as number) + 1);
    }
    wordCounts[index] = words.count;
    const scale = textLength / Math.sqrt(squares || 1);
    for (let at = begin; at < values.length; at++) values[at] = (values[at] as number) * scale;
    starts[index + 1] = features.length;
  });
  return {
    count: examples.length,
    starts,
    features: Int32Array.from(features),
    values: Float32Array.from(values),
    from: Uint8Array.from(from),
    to: Uint8Array.from(to),
    words: wordCounts,
    labels: examples.map(example => example.labels),
    judged: examples.map(example => example.judged),
  };
}

const words = roomForWords();
const grams = roomForGrams();

/** Reads every feature of a text. */
function readGrams(text: string): void {
  readWords(text, words);
  grams.count = 0;
  for (let word = 0; word < words.count; word++) gramsInWord(text, words, word, grams);
  gramsBetweenWords(words, grams);
}

function mapKinds(value: (kind: GramKind) => number): Record<GramKind, number> {
  return Object.fromEntries(gramKinds.map(kind => [kind, value(kind)])) as Record<GramKind, number>;
}
