import { toBase64 } from '#engine/hear/classify/base64.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { wholeWord } from '#engine/hear/classify/classify.ts';
import type { Example, Vocabulary } from '#engine/hear/classify/example-set.ts';
import { type GramKind, gramsInWord } from '#engine/hear/classify/grams.ts';
import type { Network } from '#engine/hear/classify/learn.ts';
import { readWords, roomForWords } from '#engine/hear/classify/words.ts';

type Packed = Pick<
  ClassifierPart,
  'width' | 'keys' | 'rows' | 'scales' | 'squares' | 'unseenSquares' | 'rowBias' | 'out' | 'outScales' | 'outBias'
>;

interface Row {
  readonly square: number;
  readonly weights: Float32Array;
}

/** Puts networks side by side and rounds them to bytes. Known words get one row for all that stands in them, so reading needs no letters. */
export function pack(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): Packed {
  const rows = new Map<number, Row>();
  for (const [hash, number] of vocabulary.numbers) {
    if (vocabulary.kinds[number] !== 'whole') rows.set(hash, rowOf(networks, [number], vocabulary));
  }
  for (const [hash, row] of wordRows(networks, vocabulary, examples)) rows.set(hash, row);

  const ordered = [...rows].sort(([a], [b]) => a - b);
  const packed = toBytes(ordered.map(([, row]) => row.weights));
  const classes = networks[0]?.classes ?? 0;
  const out = networks.flatMap(({ width, out }) =>
    Array.from({ length: width }, (_, unit) => out.subarray(unit * classes, (unit + 1) * classes).map(weight => weight / networks.length)),
  );
  const packedOut = toBytes(out);
  return {
    width: networks.reduce((sum, { width }) => sum + width, 0),
    keys: toBase64(Uint32Array.from(ordered, ([hash]) => hash)),
    rows: toBase64(packed.bytes),
    scales: toBase64(packed.scales),
    squares: toBase64(Float32Array.from(ordered, ([, { square }]) => square)),
    unseenSquares: Object.fromEntries(
      Object.entries(vocabulary.unseen).map(([kind, weight]) => [kind, Number((weight * weight).toFixed(4))]),
    ),
    rowBias: toBase64(Float32Array.from(networks.flatMap(({ rowBias }) => [...rowBias]))),
    out: toBase64(packedOut.bytes),
    outScales: toBase64(packedOut.scales),
    outBias: toBase64(
      Float32Array.from(
        { length: classes },
        (_, label) => networks.reduce((sum, { outBias }) => sum + (outBias[label] as number), 0) / networks.length,
      ),
    ),
  };
}

function rowOf(networks: readonly Network[], features: readonly number[], { weights }: Vocabulary): Row {
  const all = new Float32Array(networks.reduce((sum, { width }) => sum + width, 0));
  let square = 0;
  for (const feature of features) {
    const weight = weights[feature] as number;
    square += weight * weight;
    let at = 0;
    for (const { width, rows } of networks)
      for (let unit = 0; unit < width; unit++, at++) all[at] = (all[at] as number) + weight * (rows[feature * width + unit] as number);
  }
  return { square, weights: all };
}

/** One row for every word of the examples: what stands in it, added up. */
function wordRows(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): Map<number, Row> {
  const words = roomForWords();
  const found = new Map<number, Row>();
  for (const { text } of examples) {
    readWords(text, words);
    for (let word = 0; word < words.count; word++) {
      const key = wholeWord(words.whole[word] as number);
      if (found.has(key)) continue;
      const features: number[] = [];
      let unseen = 0;
      gramsInWord(text, words, word, (hash, kind: GramKind) => {
        const number = vocabulary.numbers.get(hash);
        if (number === undefined) unseen += vocabulary.unseen[kind] ** 2;
        else features.push(number);
      });
      const row = rowOf(networks, features, vocabulary);
      found.set(key, { ...row, square: row.square + unseen });
    }
  }
  return found;
}

/** Rounds every row to bytes, each with its own number to multiply by. */
function toBytes(rows: readonly Float32Array[]): { readonly bytes: Int8Array; readonly scales: Float32Array } {
  const width = rows[0]?.length ?? 0;
  const bytes = new Int8Array(rows.length * width);
  const scales = new Float32Array(rows.length);
  rows.forEach((row, at) => {
    const scale = Math.fround(row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127);
    scales[at] = scale;
    if (scale > 0) for (let unit = 0; unit < width; unit++) bytes[at * width + unit] = Math.round((row[unit] as number) / scale);
  });
  return { bytes, scales };
}
