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
  /** Of all rows: a node × 256 + its worth in 255ths of the root. */
  readonly #rows: Uint32Array;
  readonly #worthAt: Float64Array;
  /** Of each leaf its branch and the one at the top; the same twice adds once: then the second is a node nothing speaks for. */
  readonly #branches: Uint32Array;
  readonly #leaves: number;
  readonly #unseenSquares: readonly number[];

  /** By node: what the text says for it, and which nodes those are. */
  readonly #sums: Float64Array;
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
    this.#worthAt = Float64Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2 * part.most);
    this.#worthAt[0] = Number.MIN_VALUE; // adds nothing to anything, and still shows that the node was spoken for
    this.#branches = branchesOf(part);
    this.#leaves = part.leaves;
    this.#unseenSquares = part.unseenSquares;
    this.#sums = new Float64Array(part.nodes + 1);
    this.#touched = new Int32Array(part.nodes);
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
    const worthAt = this.#worthAt;
    const touched = this.#touched;
    let count = this.#touchedCount;
    for (let place = start; place < end; place++) {
      const speaks = rows[place] as number;
      const node = speaks >>> 8;
      const sum = sums[node] as number;
      if (sum === 0) touched[count++] = node;
      sums[node] = sum + (worthAt[speaks & 255] as number);
    }
    this.#touchedCount = count;
  }

  worthOf(leaf: number): number {
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
    const branch = this.#mostOfBranch();
    best.count = 0;
    let least = 0;
    for (let at = 0; at < this.#touchedCount; at++) {
      const leaf = touched[at] as number;
      if (leaf >= leaves || (sums[leaf] as number) + branch + branch < least) continue; // with any two branches not enough
      const worth = this.worthOf(leaf);
      if (worth < least) continue;
      best.put(leaf, worth);
      least = Math.max(standsOut * (best.worths[0] as number), best.count === mostLeaves ? (best.worths[mostLeaves - 1] as number) : 0);
    }
    const out: number[] = [];
    for (let at = 0; at < best.count && (best.worths[at] as number) >= least; at++) out.push(best.leaves[at] as number);
    return out;
  }

  /** The most that the text says for any branch. */
  #mostOfBranch(): number {
    const sums = this.#sums;
    const touched = this.#touched;
    let most = 0;
    for (let at = 0; at < this.#touchedCount; at++) {
      const node = touched[at] as number;
      if (node >= this.#leaves && (sums[node] as number) > most) most = sums[node] as number;
    }
    return most;
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
        if ((speaks & 255) !== 0) this.#spread(at, this.#worthAt[speaks & 255] as number, units);
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

function rowsOf(nodes: Uint16Array | Uint32Array, worths: Uint8Array): Uint32Array {
  const rows = new Uint32Array(nodes.length);
  for (let at = 0; at < rows.length; at++) rows[at] = (nodes[at] as number) * 256 + (worths[at] as number);
  return rows;
}

function branchesOf({ branches, leaves, nodes }: LeafWordsPart): Uint32Array {
  const both = new Uint32Array(fromBase64(branches));
  for (let leaf = 0; leaf < leaves; leaf++) if (both[leaf * 2] === both[leaf * 2 + 1]) both[leaf * 2 + 1] = nodes;
  return both;
}
