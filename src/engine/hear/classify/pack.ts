import { toBase64 } from '#engine/hear/classify/base64.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import type { Example, Vocabulary } from '#engine/hear/classify/example-set.ts';
import { gramKinds, gramsBetweenWords, gramsInWord, roomForGrams } from '#engine/hear/classify/grams.ts';
import type { Network } from '#engine/hear/classify/learn.ts';
import { maxSquare } from '#engine/hear/classify/row-table.ts';
import { wholeWord } from '#engine/hear/classify/text-reader.ts';
import { readWords, roomForWords } from '#engine/hear/classify/words.ts';

type Packed = Pick<
  ClassifierPart,
  'width' | 'keys' | 'rows' | 'rowScales' | 'squares' | 'unseenSquares' | 'rowBias' | 'out' | 'outScales' | 'outBias'
>;

interface Row {
  readonly square: number;
  readonly weights: Float32Array;
  /** How often it is met in the examples. */
  met: number;
}

/**
 * Puts networks side by side and rounds them to bytes. Known words get one row for all that stands in them, so reading needs no letters.
 * Rows that are met often stand together: they are the ones a processor keeps at hand.
 */
export function pack(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): Packed {
  const ordered = [...rowsOf(networks, vocabulary, examples)].sort(([a, one], [b, other]) => other.met - one.met || a - b);
  const width = networks.reduce((sum, network) => sum + network.width, 0);
  const rows = rowBytes(
    ordered.map(([, { weights }]) => weights),
    width,
  );
  const out = outBytes(networks);
  return {
    width,
    keys: toBase64(Uint32Array.from(ordered, ([hash]) => hash)),
    rows: toBase64(rows.bytes),
    rowScales: toBase64(rows.scales),
    squares: toBase64(Uint16Array.from(ordered, ([, { square }]) => Math.min(maxSquare, Math.round(square * 8)))),
    unseenSquares: Object.fromEntries(Object.entries(vocabulary.unseen).map(([kind, weight]) => [kind, Math.round(weight * weight * 8)])),
    rowBias: toBase64(Float32Array.from(networks.flatMap(({ rowBias }) => [...rowBias]))),
    out: toBase64(out.bytes),
    outScales: toBase64(out.scales),
    outBias: toBase64(
      Float32Array.from(
        { length: networks[0]?.classes ?? 0 },
        (_, label) => networks.reduce((sum, { outBias }) => sum + (outBias[label] as number), 0) / networks.length,
      ),
    ),
  };
}

/** One row for every word of the examples, what stands in it added up, and one for every other feature. */
function rowsOf(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): Map<number, Row> {
  const words = roomForWords();
  const grams = roomForGrams();
  const rows = new Map<number, Row>();
  const meet = (hash: number, features: () => Pick<Row, 'square' | 'weights'>): void => {
    const known = rows.get(hash);
    if (known) known.met++;
    else rows.set(hash, { ...features(), met: 1 });
  };
  for (const { text } of examples) {
    readWords(text, words);
    for (let word = 0; word < words.count; word++) {
      meet(wholeWord(words.whole[word] as number), () => {
        grams.count = 0;
        gramsInWord(text, words, word, grams);
        return added(networks, vocabulary, grams.hash.subarray(0, grams.count), grams.kind);
      });
    }
    grams.count = 0;
    gramsBetweenWords(words, grams);
    for (const hash of grams.hash.subarray(0, grams.count))
      if (vocabulary.numbers.has(hash)) meet(hash, () => added(networks, vocabulary, [hash], grams.kind));
  }
  for (const [hash, number] of vocabulary.numbers) {
    const kind = vocabulary.kinds[number];
    if (kind === 'stem' || kind === 'letters') rows.set(hash, { ...added(networks, vocabulary, [hash], grams.kind), met: 0 });
  }
  return rows;
}

function added(
  networks: readonly Network[],
  { numbers, weights, unseen }: Vocabulary,
  hashes: ArrayLike<number> & Iterable<number>,
  kinds: Uint8Array,
): Pick<Row, 'square' | 'weights'> {
  const all = new Float32Array(networks.reduce((sum, { width }) => sum + width, 0));
  let square = 0;
  let place = 0;
  for (const hash of hashes) {
    const feature = numbers.get(hash);
    const weight = feature === undefined ? unseen[gramKinds[kinds[place] as number] as keyof typeof unseen] : (weights[feature] as number);
    square += weight * weight;
    place++;
    if (feature === undefined) continue;
    let at = 0;
    for (const { width, rows } of networks)
      for (let unit = 0; unit < width; unit++, at++) all[at] = (all[at] as number) + weight * (rows[feature * width + unit] as number);
  }
  return { square, weights: all };
}

/** Rounds rows to bytes; every unit has its own number to multiply by. */
function rowBytes(rows: readonly Float32Array[], width: number): { readonly bytes: Int8Array; readonly scales: Float32Array } {
  const sizes = new Float32Array(rows.length);
  const scales = new Float32Array(width);
  for (let unit = 0; unit < width; unit++) {
    for (let at = 0; at < rows.length; at++) sizes[at] = Math.abs(rows[at]?.[unit] as number);
    sizes.sort();
    scales[unit] = (sizes[Math.floor((sizes.length - 1) * (1 - cutOff))] ?? 0) / 127 || 1;
  }
  const bytes = new Int8Array(rows.length * width);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as Float32Array;
    for (let unit = 0; unit < width; unit++)
      bytes[at * width + unit] = Math.max(-127, Math.min(127, Math.round((row[unit] as number) / (scales[unit] as number))));
  }
  return { bytes, scales };
}

/** This share of a unit's rows is cut off at the greatest byte, for the others to be told apart more finely. */
const cutOff = 0.0005;

/** Rounds the second layer's weights to bytes, the networks' mean: every unit has its own number to multiply by. */
function outBytes(networks: readonly Network[]): { readonly bytes: Int8Array; readonly scales: Float32Array } {
  const weights = networks.flatMap(({ width, classes, out }) =>
    Array.from({ length: width }, (_, unit) => out.subarray(unit * classes, (unit + 1) * classes).map(weight => weight / networks.length)),
  );
  const scales = Float32Array.from(weights, row => row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127 || 1);
  return {
    bytes: Int8Array.from(weights.flatMap((row, unit) => Array.from(row, weight => Math.round(weight / (scales[unit] as number))))),
    scales,
  };
}
