import type { Leaf } from '#domain/leaf.ts';
import type { Release } from '#domain/release.ts';
import { toBase64 } from '#engine/hear/classify/base64.ts';
import { readable } from '#engine/hear/classify/readable.ts';
import { maxSquare } from '#engine/hear/classify/row-table.ts';
import { leafGrams, runWeights } from '#engine/wrapup/category/leaf-grams.ts';
import { type LeafWordsPart, nodeNumbers } from '#engine/wrapup/category/leaf-words-part.ts';

/**
 * Learns which words speak for which leaf from the leaves' examples, names and cues: of every leaf the weighted mean of its texts,
 * rare runs of words heavier, and beside it the means of the branches it stands on. Nothing without an example anywhere. One pass
 * over the texts: the cost grows with them, and there is no chance in it.
 */
export function learnLeafWords({ leaves }: Pick<Release, 'leaves'>): LeafWordsPart | null {
  if (leaves.every(({ examples }) => examples.length === 0)) return null;
  const texts = leaves.flatMap((leaf, id) => textsOf(leaf).map(({ text, weight }): Lesson => ({ leaf: id, weight, ...runsOf(text) })));
  const rarity = rarityOf(texts);
  const branches = branchesOf(leaves);
  const means = meansOf(texts, rarity, branches);
  return packed(means, rarity, branches, leaves.length);
}

/** How much a leaf's name, the name above it and the words of its cues count beside one example. */
const nameCounts = 1;
const cuesCount = 5;
/** What the branch a leaf stands on says for it, and the one at the top. */
const branchCounts = 0.3;
const topCounts = 0.1;
/** A run of words speaks for no more leaves and branches than these: fewer than a byte counts. */
const mostNodes = 96;
/** How much of a text nobody knows counts against it. */
const unseenCounts = 0.3;

interface Text {
  readonly text: string;
  readonly weight: number;
}

/** One text of a leaf as its distinct runs of words. */
interface Lesson {
  readonly leaf: number;
  readonly weight: number;
  readonly hashes: readonly number[];
  readonly kinds: readonly number[];
}

function textsOf({ path, pathEn, cues, examples }: Leaf): readonly Text[] {
  const texts: Text[] = examples.map(text => ({ text, weight: 1 }));
  for (const names of [path, pathEn ?? []])
    for (const [back, name] of names.slice(-2).reverse().entries()) texts.push({ text: name, weight: nameCounts / (back + 1) });
  if (cues.length > 0) texts.push({ text: cues.map(wordsOf).join(' '), weight: cuesCount });
  return texts;
}

/** The words of a cue without the signs of its pattern. */
function wordsOf(cue: string): string {
  return cue.replace(/@\S+|<[^>]*>|\{[^}]*\}/g, '  ').replace(/[()|?.,[\]^$\\+*\d]+/g, '  ');
}

function runsOf(text: string): Pick<Lesson, 'hashes' | 'kinds'> {
  const { count, hash, kind } = leafGrams(readable(text, 'zh'));
  const runs = new Map<number, number>();
  for (let at = 0; at < count; at++) runs.set(hash[at] as number, kind[at] as number);
  return { hashes: [...runs.keys()], kinds: [...runs.values()] };
}

/** By hash: its row, and the weight a run enters with. */
interface Rarity {
  readonly rows: ReadonlyMap<number, number>;
  readonly weights: readonly number[];
  readonly unseen: readonly number[];
}

function rarityOf(texts: readonly Lesson[]): Rarity {
  const counts = new Map<number, { kind: number; count: number }>();
  for (const { hashes, kinds } of texts) {
    for (const [at, hash] of hashes.entries()) {
      const known = counts.get(hash);
      if (known) known.count++;
      else counts.set(hash, { kind: kinds[at] as number, count: 1 });
    }
  }
  const weigh = (kind: number, count: number): number => (runWeights[kind] as number) * Math.log((texts.length + 1) / (count + 0.5));
  return {
    rows: new Map([...counts.keys()].map((hash, row) => [hash, row])),
    weights: [...counts.values()].map(({ kind, count }) => weigh(kind, count)),
    unseen: runWeights.map((_, kind) => weigh(kind, 1)),
  };
}

interface Branches {
  /** Of each leaf its two branches, as nodes. */
  readonly of: readonly (readonly [number, number])[];
  readonly nodes: number;
}

function branchesOf(leaves: readonly Leaf[]): Branches {
  const nodes = new Map<string, number>();
  const nodeOf = (path: readonly string[]): number => {
    const name = path.join('\n');
    const known = nodes.get(name) ?? leaves.length + nodes.size;
    nodes.set(name, known);
    return known;
  };
  const of = leaves.map(({ path }) => [nodeOf(path.slice(0, -1)), nodeOf(path.slice(0, 1))] as const);
  return { of, nodes: leaves.length + nodes.size };
}

/** By row: what the run is worth to the nodes that have it. */
type Means = readonly ReadonlyMap<number, number>[];

function meansOf(texts: readonly Lesson[], { rows, weights }: Rarity, { of, nodes }: Branches): Means {
  const sums = weights.map(() => new Map<number, number>());
  for (const { leaf, weight, hashes } of texts) {
    const mine = hashes.map(hash => rows.get(hash) as number);
    const length = Math.sqrt(mine.reduce((sum, row) => sum + (weights[row] as number) ** 2, 0)) || 1;
    const [branch, top] = of[leaf] as readonly [number, number];
    for (const row of mine) {
      const share = (weight * (weights[row] as number)) / length;
      const sum = sums[row] as Map<number, number>;
      for (const node of [leaf, branch, top]) sum.set(node, (sum.get(node) ?? 0) + share);
      if (branch === top) sum.set(top, (sum.get(top) as number) - share);
    }
  }
  const squares = new Float64Array(nodes);
  for (const sum of sums) for (const [node, value] of sum) squares[node] = (squares[node] as number) + value * value;
  const shareOf = new Float64Array(nodes).fill(1);
  for (const [branch, top] of of) {
    shareOf[top] = topCounts;
    shareOf[branch] = branchCounts;
  }
  return sums.map((sum, row) => {
    const worths = [...sum].map(([node, value]): [number, number] => [
      node,
      ((shareOf[node] as number) * (weights[row] as number) * value) / Math.sqrt(squares[node] as number),
    ]);
    worths.sort(([a, one], [b, other]) => other - one || a - b);
    return new Map(worths.slice(0, mostNodes));
  });
}

function packed(means: Means, { rows, weights, unseen }: Rarity, { of, nodes }: Branches, leaves: number): LeafWordsPart {
  const lengths = Uint8Array.from(means, ({ size }) => size);
  const speaksFor = new (nodeNumbers(nodes))(lengths.reduce((sum, length) => sum + length, 0));
  const worths = new Uint8Array(speaksFor.length);
  let most = 0;
  for (const mean of means) for (const worth of mean.values()) most = Math.max(most, worth);
  let at = 0;
  for (const mean of means) {
    for (const [node, worth] of mean) {
      speaksFor[at] = node;
      worths[at++] = Math.round(255 * Math.sqrt(worth / most));
    }
  }
  const eighths = (weight: number, share: number): number => Math.min(maxSquare, Math.round(8 * share * weight * weight));
  return {
    leaves,
    branches: toBase64(Uint32Array.from(of.flat())),
    nodes,
    keys: toBase64(Uint32Array.from(rows.keys())),
    squares: toBase64(Uint16Array.from(weights, weight => eighths(weight, 1))),
    unseenSquares: unseen.map(weight => eighths(weight, unseenCounts)),
    lengths: toBase64(lengths),
    speaksFor: toBase64(speaksFor),
    worths: toBase64(worths),
    most,
  };
}
