import { fromBase64 } from '#engine/hear/classify/base64.ts';
import { rowOf, squareOf, tableOf } from '#engine/hear/classify/row-table.ts';
import { type LeafGrams, leafGrams, mostGrams } from '#engine/wrapup/category/leaf-grams.ts';
import type { LeafWordsPart } from '#engine/wrapup/category/leaf-words-part.ts';

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
}

/** Of what one text says for leaves only this many are kept, and none further behind the best. */
const mostLeaves = 24;
const standsOut = 0.4;
/** No more units are quoted of what speaks for a leaf. */
const mostQuoted = 12;

/** Makes a listener of what was learned. */
export function loadLeafWords(part: LeafWordsPart): LeafWords {
  const table = tableOf(new Uint32Array(fromBase64(part.keys)), new Uint16Array(fromBase64(part.squares)));
  const starts = new Uint32Array(fromBase64(part.starts));
  const speaksFor = new Uint32Array(fromBase64(part.speaksFor));
  const worths = new Uint8Array(fromBase64(part.worths));
  const branches = new Uint32Array(fromBase64(part.branches));
  const worthAt = Float64Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2 * part.most);
  const sums = new Float64Array(part.nodes);
  const heardIn = new Uint32Array(starts.length); // by row: the text it was heard in last
  const worth = new Float64Array(part.leaves);
  const touched: number[] = [];
  let lastGrams: LeafGrams | null = null; // of the text heard last
  let length = 0; // of that text
  const rowsFound = new Int32Array(mostGrams); // of each of them: its row, or -1
  const isTouched = new Uint8Array(part.nodes);
  let turn = 0;

  const worthOf = (leaf: number): number =>
    (sums[leaf] as number) + (sums[branches[leaf * 2] as number] as number) + otherTop(branches, leaf, sums);

  return {
    hear(text) {
      for (const node of touched) {
        sums[node] = 0;
        isTouched[node] = 0;
      }
      touched.length = 0;
      turn = (turn + 1) >>> 0 || 1;
      let square = 0;
      const grams = leafGrams(text);
      lastGrams = grams;
      length = text.length;
      for (let at = 0; at < grams.count; at++) {
        const found = table.find(grams.hash[at] as number);
        rowsFound[at] = found === 0 ? -1 : rowOf(found);
        if (found === 0) {
          square += part.unseenSquares[grams.kind[at] as number] as number;
          continue;
        }
        const row = rowOf(found);
        if (heardIn[row] === turn) continue;
        heardIn[row] = turn;
        square += squareOf(found);
        const last = starts[row + 1] as number;
        for (let place = starts[row] as number; place < last; place++) {
          const node = speaksFor[place] as number;
          if (isTouched[node] === 0) {
            isTouched[node] = 1;
            touched.push(node);
          }
          sums[node] = (sums[node] as number) + (worthAt[worths[place] as number] as number);
        }
      }
      return { leaves: bestOf(touched, part.leaves, worthOf, worth), square: square / 8 };
    },

    worthOf,

    wordsFor(leaf) {
      const speaks = new Float64Array(length);
      const grams = lastGrams;
      if (grams === null) return [0, 0];
      for (let at = 0; at < grams.count; at++) {
        const row = rowsFound[at] as number;
        if (row < 0) continue;
        const start = grams.start[at] as number;
        const end = grams.end[at] as number;
        for (let place = starts[row] as number; place < (starts[row + 1] as number); place++) {
          if (speaksFor[place] !== leaf) continue;
          const each = (worthAt[worths[place] as number] as number) / (end - start);
          for (let unit = start; unit < end; unit++) speaks[unit] = (speaks[unit] as number) + each;
        }
      }
      return loudest(speaks);
    },
  };
}

/** The top of a leaf's path counts beside its branch, unless they are one. */
function otherTop(branches: Uint32Array, leaf: number, sums: Float64Array): number {
  const top = branches[leaf * 2 + 1] as number;
  return top === branches[leaf * 2] ? 0 : (sums[top] as number);
}

/** The leaves among the nodes touched that stand out, best first; `worth` is room for what each is worth. */
function bestOf(touched: readonly number[], leaves: number, worthOf: (leaf: number) => number, worth: Float64Array): readonly number[] {
  let best = 0;
  for (let at = 0; at < touched.length; at++) {
    const node = touched[at] as number;
    if (node >= leaves) continue;
    const now = worthOf(node);
    worth[node] = now;
    if (now > best) best = now;
  }
  const out: number[] = [];
  const least = standsOut * best;
  for (let at = 0; at < touched.length; at++) {
    const node = touched[at] as number;
    if (node < leaves && (worth[node] as number) >= least) out.push(node);
  }
  out.sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b);
  return out.length > mostLeaves ? out.slice(0, mostLeaves) : out;
}

/** The stretch with the most above the mean of what speaks, cut to what may be quoted. */
function loudest(speaks: Float64Array): readonly [number, number] {
  let total = 0;
  let count = 0;
  for (const each of speaks) {
    total += each;
    if (each > 0) count++;
  }
  const mean = total / Math.max(1, count);
  let best: readonly [number, number] = [0, 0];
  let bestSum = 0;
  for (let from = 0; from < speaks.length; from++) {
    if ((speaks[from] as number) <= mean) continue;
    let sum = 0;
    for (let to = from; to < Math.min(speaks.length, from + mostQuoted); to++) {
      sum += (speaks[to] as number) - mean;
      if (sum > bestSum) [bestSum, best] = [sum, [from, to + 1]];
    }
  }
  return best;
}
