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

/**
 * Puts networks side by side and rounds them to bytes. Known words get one row for all that stands in them, so reading needs no letters.
 * Rows that are met often stand together: they are the ones a processor keeps at hand.
 */
export function pack(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): Packed {
  const rows = rowsOf(networks, vocabulary, examples);
  const { width, order } = rows;
  const { bytes, scales } = rowBytes(rows);
  const out = outBytes(networks);
  return {
    width,
    keys: toBase64(Uint32Array.from(order, row => rows.hashes[row] as number)),
    rows: toBase64(bytes),
    rowScales: toBase64(scales),
    squares: toBase64(Uint16Array.from(order, row => Math.min(maxSquare, Math.round((rows.squares[row] as number) * 8)))),
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

/** Rows of weights, all in one array: there are a hundred thousand, and the collector would look at each. */
interface WeightRows {
  readonly width: number;
  readonly weights: Float32Array; // row × width
  readonly hashes: readonly number[];
  readonly squares: readonly number[];
  /** The rows, those met most often in the examples first. */
  readonly order: readonly number[];
}

/** One row for every word of the examples, what stands in it added up, and one for every other feature. */
function rowsOf(networks: readonly Network[], vocabulary: Vocabulary, examples: readonly Example[]): WeightRows {
  const words = roomForWords();
  const grams = roomForGrams();
  const rows = new Adding(networks, vocabulary);
  for (const { text } of examples) {
    readWords(text, words);
    for (let word = 0; word < words.count; word++) {
      const hash = wholeWord(words.whole[word] as number);
      if (rows.meet(hash)) continue;
      grams.count = 0;
      gramsInWord(text, words, word, grams);
      rows.add(hash, grams.hash.subarray(0, grams.count), grams.kind, 1);
    }
    grams.count = 0;
    gramsBetweenWords(words, grams);
    for (const hash of grams.hash.subarray(0, grams.count))
      if (vocabulary.numbers.has(hash) && !rows.meet(hash)) rows.add(hash, [hash], grams.kind, 1);
  }
  for (const [hash, number] of vocabulary.numbers) {
    const kind = vocabulary.kinds[number];
    if (kind === 'stem' || kind === 'letters') rows.add(hash, [hash], grams.kind, 0);
  }
  return rows.all();
}

/** Rows that come one by one. */
class Adding {
  readonly #networks: readonly Network[];
  readonly #vocabulary: Vocabulary;
  readonly #width: number;
  readonly #rowOf = new Map<number, number>(); // by hash
  readonly #hashes: number[] = [];
  readonly #squares: number[] = [];
  readonly #met: number[] = [];
  #weights = new Float32Array(0);

  constructor(networks: readonly Network[], vocabulary: Vocabulary) {
    this.#networks = networks;
    this.#vocabulary = vocabulary;
    this.#width = networks.reduce((sum, { width }) => sum + width, 0);
  }

  /** Met in an example: whether there is a row already. */
  meet(hash: number): boolean {
    const row = this.#rowOf.get(hash);
    if (row === undefined) return false;
    this.#met[row] = (this.#met[row] as number) + 1;
    return true;
  }

  /** A row of what these features weigh together; it takes the place of an earlier one of the same hash. */
  add(hash: number, features: ArrayLike<number> & Iterable<number>, kinds: Uint8Array, met: number): void {
    const { numbers, weights, unseen } = this.#vocabulary;
    const row = this.#placeFor(hash);
    let square = 0;
    let place = 0;
    for (const each of features) {
      const feature = numbers.get(each);
      const weight =
        feature === undefined ? unseen[gramKinds[kinds[place] as number] as keyof typeof unseen] : (weights[feature] as number);
      square += weight * weight;
      place++;
      if (feature !== undefined) this.#weigh(row, feature, weight);
    }
    this.#squares[row] = square;
    this.#met[row] = met;
  }

  all(): WeightRows {
    const [hashes, met] = [this.#hashes, this.#met];
    const order = hashes.map((_, row) => row);
    order.sort((a, b) => (met[b] as number) - (met[a] as number) || (hashes[a] as number) - (hashes[b] as number));
    return { width: this.#width, weights: this.#weights, hashes, squares: this.#squares, order };
  }

  #placeFor(hash: number): number {
    const known = this.#rowOf.get(hash);
    const row = known ?? this.#hashes.push(hash) - 1;
    this.#rowOf.set(hash, row);
    const end = (row + 1) * this.#width;
    if (known !== undefined) this.#weights.fill(0, row * this.#width, end);
    if (end > this.#weights.length) {
      const larger = new Float32Array(Math.max(1024 * this.#width, 2 * this.#weights.length));
      larger.set(this.#weights);
      this.#weights = larger;
    }
    return row;
  }

  #weigh(row: number, feature: number, weight: number): void {
    const all = this.#weights;
    let at = row * this.#width;
    for (const { width, rows } of this.#networks)
      for (let unit = 0; unit < width; unit++, at++) all[at] = (all[at] as number) + weight * (rows[feature * width + unit] as number);
  }
}

/** Rounds rows to bytes, in their order; every unit has its own number to multiply by. */
function rowBytes({ width, weights, order }: WeightRows): { readonly bytes: Int8Array; readonly scales: Float32Array } {
  const cut = order.length - Math.floor((order.length - 1) * (1 - cutOff));
  const scales = new Float32Array(width);
  for (let unit = 0; unit < width; unit++) scales[unit] = nthLargest(weights, unit, width, order.length, cut) / 127 || 1;
  const bytes = new Int8Array(order.length * width);
  for (const [at, row] of order.entries()) {
    for (let unit = 0; unit < width; unit++)
      bytes[at * width + unit] = Math.max(
        -127,
        Math.min(127, Math.round((weights[row * width + unit] as number) / (scales[unit] as number))),
      );
  }
  return { bytes, scales };
}

/** The nth largest size of a unit's weights over so many rows; few are cut off, so those are kept in their order instead of sorting all. */
function nthLargest(weights: Float32Array, unit: number, width: number, rows: number, nth: number): number {
  const largest = new Float32Array(nth); // rising
  for (let row = 0; row < rows; row++) {
    const size = Math.abs(weights[row * width + unit] as number);
    if (size <= (largest[0] as number)) continue;
    let at = 1;
    for (; at < nth && (largest[at] as number) < size; at++) largest[at - 1] = largest[at] as number;
    largest[at - 1] = size;
  }
  return largest[0] ?? 0;
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
