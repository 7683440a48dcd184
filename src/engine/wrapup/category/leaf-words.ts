import { fromBase64 } from '#engine/hear/classify/base64.ts';
import { Sorting } from '#engine/sorting.ts';
import { Best } from '#engine/wrapup/category/best.ts';
import { leafGrams, mostGrams } from '#engine/wrapup/category/leaf-grams.ts';
import { type LeafWordsPart, nodeNumbers } from '#engine/wrapup/category/leaf-words-part.ts';
import { loudest } from '#engine/wrapup/category/loudest.ts';
import { RunTable } from '#engine/wrapup/category/run-table.ts';

/** What one text says for leaves: those that stand out, best first, and the square of its length. */
export interface LeafWordsHeard {
  readonly leaves: readonly number[];
  readonly square: number;
}

/** What was learned of the leaves' examples, ready to listen. */
export interface LeafWords {
  /** Reads a normalised text. Work grows with the text, not with the leaves. What it found is asked for until the next text. */
  hear(text: string): LeafWordsHeard;
  /** What the text heard last says for a leaf, its branches' share included. */
  worthOf(leaf: number): number;
  /** The stretch of the text heard last, at most so many units, that says most for a leaf. */
  wordsFor(leaf: number): readonly [number, number];
  /** Room for the leaves that are carried on from turn to turn. */
  readonly carried: Sorting;
}

/** Of what one text says for leaves only this many are kept, and none further behind the best. */
const mostLeaves = 24;
const standsOut = 0.4;

/** Makes a listener of what was learned. */
export function loadLeafWords(part: LeafWordsPart): LeafWords {
  return new Listener(part);
}

class Listener implements LeafWords {
  readonly #runs: RunTable;
  /** Of all rows: a node × 256 + the root of its worth in 255ths. */
  readonly #rows: Int32Array;
  /** What a sum's unit is worth: sums are of squares, whole numbers, so that no order of adding them matters. */
  readonly #unit: number;
  /** Of each leaf its branch and the one at the top; the same twice adds once: then the second is a node nothing speaks for. */
  readonly #branches: Uint32Array;
  readonly #leaves: number;
  readonly #unseenSquares: readonly number[];

  /** By node: what the text says for it, in those units, and which nodes those are. */
  readonly #sums: Int32Array;
  readonly #touched: Int32Array;
  #touchedCount = 0;
  #text = 0; // heard last, by number
  #length = 0; // of that text
  /** Of its runs that are known: where all about them is, and where they stand. */
  #known = 0;
  readonly #slots = new Int32Array(mostGrams);
  readonly #from = new Int32Array(mostGrams);
  readonly #to = new Int32Array(mostGrams);
  readonly #best = new Best(mostLeaves);
  /** By unit of that text: what it says for the leaf that is asked about. */
  #units = new Float64Array(256);
  readonly carried: Sorting;

  constructor(part: LeafWordsPart) {
    const lengths = new Uint8Array(fromBase64(part.lengths));
    this.#runs = new RunTable(new Uint32Array(fromBase64(part.keys)), lengths, new Uint16Array(fromBase64(part.squares)));
    this.#rows = rowsOf(new (nodeNumbers(part.nodes))(fromBase64(part.speaksFor)), new Uint8Array(fromBase64(part.worths)));
    this.#unit = part.most / 255 ** 2;
    this.#branches = branchesOf(part);
    this.#leaves = part.leaves;
    this.#unseenSquares = part.unseenSquares;
    this.#sums = new Int32Array(part.nodes + 1);
    this.#touched = new Int32Array(part.nodes + 1);
    this.carried = new Sorting(part.leaves);
  }

  hear(text: string): LeafWordsHeard {
    this.#forget();
    const grams = leafGrams(text);
    const runs = this.#runs;
    this.#length = text.length;
    this.#text = (this.#text + 1) & 0x7fffffff || 1;
    let square = 0;
    let known = 0;
    for (let at = 0; at < grams.count; at++) {
      const slot = runs.find(grams.hash[at] as number);
      if (slot < 0) {
        square += this.#unseenSquares[grams.kind[at] as number] as number;
        continue;
      }
      this.#slots[known] = slot;
      this.#from[known] = grams.start[at] as number;
      this.#to[known++] = grams.end[at] as number;
      if (!runs.isNewIn(slot, this.#text)) continue;
      square += runs.squareOf(slot);
      this.#add(runs.startOf(slot), runs.endOf(slot));
    }
    this.#known = known;
    return { leaves: this.#standingOut(), square: square / 8 };
  }

  #forget(): void {
    const sums = this.#sums;
    const touched = this.#touched;
    for (let at = 0; at < this.#touchedCount; at++) sums[touched[at] as number] = 0;
    this.#touchedCount = 0;
  }

  #add(start: number, end: number): void {
    const rows = this.#rows;
    const sums = this.#sums;
    const touched = this.#touched;
    let count = this.#touchedCount;
    for (let place = start; place < end; place++) {
      const speaks = rows[place] as number;
      const node = speaks >>> 8;
      const root = speaks & 255;
      const sum = sums[node] as number;
      touched[count] = node;
      count += (sum - 1) >>> 31; // one more where the sum was 0: half of them are, so a branch here would be guessed wrong as often
      sums[node] = sum + root * root;
    }
    this.#touchedCount = count;
  }

  worthOf(leaf: number): number {
    return this.#sumOf(leaf) * this.#unit;
  }

  /** What the text says for a leaf, in units. */
  #sumOf(leaf: number): number {
    const sums = this.#sums;
    const branches = this.#branches;
    return (sums[leaf] as number) + (sums[branches[leaf * 2] as number] as number) + (sums[branches[leaf * 2 + 1] as number] as number);
  }

  /** The leaves spoken for that stand out, best first: put in their place one by one, as only so many are kept. */
  #standingOut(): readonly number[] {
    const touched = this.#touched;
    const leaves = this.#leaves;
    const best = this.#best;
    const sums = this.#sums;
    let most = 0; // that is said for any leaf, and for any branch
    let mostOfBranch = 0;
    for (let at = 0; at < this.#touchedCount; at++) {
      const node = touched[at] as number;
      const isLeaf = (node - leaves) >> 31; // all bits or none: leaves and branches come as they like, so nothing is to be guessed here either
      most = Math.max(most, (sums[node] as number) & isLeaf);
      mostOfBranch = Math.max(mostOfBranch, (sums[node] as number) & ~isLeaf);
    }
    best.count = 0;
    let least = standsOut * most; // the best leaf has its branches' share besides
    for (let at = 0; at < this.#touchedCount; at++) {
      const leaf = touched[at] as number;
      if (leaf >= leaves || (sums[leaf] as number) + mostOfBranch + mostOfBranch < least) continue; // with any two branches not enough
      const sum = this.#sumOf(leaf);
      if (sum < least) continue;
      best.put(leaf, sum);
      least = Math.max(standsOut * (best.worths[0] as number), best.count === mostLeaves ? (best.worths[mostLeaves - 1] as number) : 0);
    }
    const out: number[] = [];
    for (let at = 0; at < best.count && (best.worths[at] as number) >= least; at++) out.push(best.leaves[at] as number);
    return out;
  }

  wordsFor(leaf: number): readonly [number, number] {
    if (this.#units.length < this.#length) this.#units = new Float64Array(this.#length * 2);
    const units = this.#units.fill(0, 0, this.#length);
    const rows = this.#rows;
    for (let at = 0; at < this.#known; at++) {
      const slot = this.#slots[at] as number;
      const end = this.#runs.endOf(slot);
      for (let place = this.#runs.startOf(slot); place < end; place++) {
        const speaks = rows[place] as number;
        if (speaks >>> 8 !== leaf) continue;
        this.#spread(at, (speaks & 255) ** 2 * this.#unit, units);
        break; // a leaf stands in a row once
      }
    }
    return loudest(units, this.#length);
  }

  #spread(run: number, worth: number, units: Float64Array): void {
    const from = this.#from[run] as number;
    const to = this.#to[run] as number;
    const each = worth / (to - from);
    for (let unit = from; unit < to; unit++) units[unit] = (units[unit] as number) + each;
  }
}

function rowsOf(nodes: Uint16Array | Uint32Array, worths: Uint8Array): Int32Array {
  const rows = new Int32Array(nodes.length);
  for (let at = 0; at < rows.length; at++) rows[at] = (nodes[at] as number) * 256 + Math.max(1, worths[at] as number); // a sum of 0 was not spoken for
  return rows;
}

function branchesOf({ branches, leaves, nodes }: LeafWordsPart): Uint32Array {
  const both = new Uint32Array(fromBase64(branches));
  for (let leaf = 0; leaf < leaves; leaf++) if (both[leaf * 2] === both[leaf * 2 + 1]) both[leaf * 2 + 1] = nodes;
  return both;
}
