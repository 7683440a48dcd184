import { fromBase64 } from '#engine/hear/classify/base64.ts';
import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { textLength } from '#engine/hear/classify/example-set.ts';
import { type GramKind, gramsBetweenWords, gramsInWord } from '#engine/hear/classify/grams.ts';
import { mix, readWords, roomForWords } from '#engine/hear/classify/words.ts';

/** One class heard in a text. */
export interface Verdict {
  readonly concept: string;
  readonly probability: number;
}

/** A trained classifier, ready to listen. */
export interface Classifier {
  readonly part: ClassifierPart;
  /** The probability of every class, in the order of `part.classes`. The array is used again by the next call. */
  probabilities(text: string): Float64Array;
  /** What is heard: nothing, when no class is probable enough or the text says nothing known. */
  classify(text: string): readonly Verdict[];
}

/** The hash under which a whole known word stands, its stem and letters added into one row. */
export const wholeWord = (hash: number): number => mix(hash, 7);

/** Makes a classifier of what was learned. */
export function loadClassifier(part: ClassifierPart): Classifier {
  const { width } = part;
  const count = part.classes.length;
  const table = tableOf(new Uint32Array(fromBase64(part.keys)));
  const rows = new Int8Array(fromBase64(part.rows));
  const scales = new Float32Array(fromBase64(part.scales));
  const squares = new Float32Array(fromBase64(part.squares));
  const rowBias = new Float32Array(fromBase64(part.rowBias));
  const out = new Int8Array(fromBase64(part.out));
  const outScales = new Float32Array(fromBase64(part.outScales));
  const outBias = new Float32Array(fromBase64(part.outBias));
  const unseen = part.unseenSquares as Readonly<Record<GramKind, number>>;
  const words = roomForWords();
  const sum = new Float64Array(width);
  const scores = new Float64Array(count);
  let length = 0;
  let known = 0;

  const add = (row: number): void => {
    const scale = scales[row] as number;
    length += squares[row] as number;
    known++;
    for (let unit = 0, at = row * width; unit < width; unit += 2, at += 2) {
      sum[unit] = (sum[unit] as number) + scale * (rows[at] as number);
      sum[unit + 1] = (sum[unit + 1] as number) + scale * (rows[at + 1] as number);
    }
  };
  const take = (hash: number, kind: GramKind): void => {
    const row = table.find(hash);
    if (row >= 0) add(row);
    else length += unseen[kind];
  };

  /** Adds up the rows of a text; answers whether anything in it is known. */
  const read = (text: string): boolean => {
    sum.fill(0);
    length = 0;
    known = 0;
    readWords(text, words);
    for (let word = 0; word < words.count; word++) {
      const row = table.find(wholeWord(words.whole[word] as number));
      if (row >= 0) add(row);
      else gramsInWord(text, words, word, take);
    }
    if (known > 0) gramsBetweenWords(words, take);
    return known > 0;
  };

  const weigh = (): void => {
    const times = textLength / Math.sqrt(length || 1);
    for (let label = 0; label < count; label++) scores[label] = outBias[label] as number;
    for (let unit = 0; unit < width; unit++) {
      const h = ((sum[unit] as number) * times + (rowBias[unit] as number)) * (outScales[unit] as number);
      if (h <= 0) continue;
      for (let label = 0, at = unit * count; label < count; label++, at++)
        scores[label] = (scores[label] as number) + h * (out[at] as number);
    }
  };

  const probabilities = (text: string): Float64Array => {
    read(text);
    weigh();
    toProbabilities(scores, part.kind, part.temperature);
    return scores;
  };

  return {
    part,
    probabilities,
    classify(text) {
      if (!read(text)) return [];
      weigh();
      toProbabilities(scores, part.kind, part.temperature);
      return verdicts(part, scores);
    },
  };
}

/** What is probable enough to be heard: of `one` the best class unless it is none, of `many` every class. */
export function verdicts({ kind, classes, threshold }: ClassifierPart, probabilities: Float64Array): readonly Verdict[] {
  const heard: Verdict[] = [];
  if (kind === 'many') {
    for (let label = 0; label < probabilities.length; label++) {
      const probability = probabilities[label] as number;
      if (probability >= threshold && classes[label] !== noneClass) heard.push({ concept: classes[label] as string, probability });
    }
    return heard;
  }
  let best = 0;
  for (let label = 1; label < probabilities.length; label++)
    if ((probabilities[label] as number) > (probabilities[best] as number)) best = label;
  const probability = probabilities[best] ?? 0;
  return probability >= threshold && classes[best] !== noneClass ? [{ concept: classes[best] as string, probability }] : [];
}

/** Turns scores into probabilities, in place. */
export function toProbabilities(scores: Float64Array, kind: ClassifierPart['kind'], temperature: number): void {
  if (kind === 'many') {
    for (let label = 0; label < scores.length; label++) scores[label] = 1 / (1 + Math.exp(-(scores[label] as number) / temperature));
    return;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < scores.length; label++) top = Math.max(top, scores[label] as number);
  let total = 0;
  for (let label = 0; label < scores.length; label++) {
    const power = Math.exp(((scores[label] as number) - top) / temperature);
    scores[label] = power;
    total += power;
  }
  for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] as number) / total;
}

/** Rows by hash: open addressing, half empty. */
function tableOf(keys: Uint32Array): { readonly find: (hash: number) => number } {
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size); // row + 1, 0 for an empty slot
  keys.forEach((key, row) => {
    let at = key & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    slots[at] = row + 1;
  });
  return {
    find(hash) {
      for (let at = hash & mask; ; at = (at + 1) & mask) {
        const row = (slots[at] as number) - 1;
        if (row < 0 || keys[row] === hash) return row;
      }
    },
  };
}
