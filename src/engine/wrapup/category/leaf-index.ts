import type { Leaf } from '#domain/leaf.ts';
import type { Content } from '#engine/content.ts';
import { pairsOf } from '#engine/wrapup/category/pairs.ts';

/** A pair of characters or words that stands in names of leaves. */
export interface Pair {
  readonly id: number;
  readonly text: string;
  readonly leaves: readonly NamedLeaf[];
}

/** A leaf with the pairs of its own name, each its share of the name. */
export interface NamedLeaf {
  readonly code: string;
  readonly pairs: readonly { readonly id: number; readonly text: string; readonly weight: number }[];
}

/** A cue of leaves: one of a single leaf tells most, one a whole branch shares tells the branch. */
export interface LeafCue {
  readonly id: number;
  readonly weight: number;
  readonly leaves: readonly string[];
}

/** A leaf in which a process ends, and what the process alone is worth to it. */
export interface ProcessLeaf {
  readonly code: string;
  readonly worth: number;
}

/** The category tree turned round: what a heard concept, a pair of characters and a process say for which leaves. */
export interface LeafIndex {
  readonly byCue: ReadonlyMap<string, LeafCue>;
  readonly byUnits: ReadonlyMap<number, ReadonlyMap<number, Pair>>; // pairs of characters, by their two UTF-16 units
  readonly byWords: ReadonlyMap<string, Pair>; // all pairs
  readonly byCode: ReadonlyMap<string, NamedLeaf>;
  readonly byProcess: ReadonlyMap<string, readonly ProcessLeaf[]>;
}

/** The index of a release's leaves, made once. */
export function leafIndex(content: Content): LeafIndex {
  const known = indexes.get(content);
  if (known) return known;
  const leaves = [...content.leaves.values()];
  const index = { byCue: cueIndex(leaves), ...nameIndex(leaves), byProcess: processIndex(content, leaves) };
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, LeafIndex>();

function cueIndex(leaves: readonly Leaf[]): LeafIndex['byCue'] {
  const codes = new Map<string, Set<string>>();
  for (const leaf of leaves)
    for (const cue of leaf.cues) {
      codes.set(cue, (codes.get(cue) ?? new Set()).add(leaf.code));
    }
  return new Map(
    [...codes].map(([concept, found], id) => [
      concept,
      { id, weight: found.size > 6 ? 0.5 : found.size > 2 ? 0.8 : 1, leaves: [...found] },
    ]),
  );
}

/** Pairs many leaves have in common tell nothing. */
const mostHolders = 12;

function nameIndex(leaves: readonly Leaf[]): Pick<LeafIndex, 'byUnits' | 'byWords' | 'byCode'> {
  const holders = new Map<string, Set<string>>();
  for (const leaf of leaves) for (const pair of pairsIn(leaf)) holders.set(pair, (holders.get(pair) ?? new Set()).add(leaf.code));
  const telling = [...holders].filter(([, codes]) => codes.size <= mostHolders);
  const rarity = new Map(telling.map(([pair, codes]) => [pair, 1 / Math.sqrt(codes.size)]));
  const ids = new Map(telling.map(([pair], id) => [pair, id]));
  const byCode = new Map(leaves.map(leaf => [leaf.code, { code: leaf.code, pairs: sharesOf(leaf, rarity, ids) }]));
  const pairs = telling.map(([text, codes], id) => ({ id, text, leaves: [...codes].flatMap(code => byCode.get(code) ?? []) }));
  return { byCode, byUnits: unitIndex(pairs), byWords: new Map(pairs.map(pair => [pair.text, pair])) };
}

function pairsIn(leaf: Leaf): readonly string[] {
  return pairsOf(leaf.path.at(-1) ?? '');
}

function sharesOf(leaf: Leaf, rarity: ReadonlyMap<string, number>, ids: ReadonlyMap<string, number>): NamedLeaf['pairs'] {
  const pairs = pairsIn(leaf);
  const sum = pairs.reduce((total, pair) => total + (rarity.get(pair) ?? 0), 0);
  return pairs.flatMap(text => {
    const id = ids.get(text);
    return id === undefined ? [] : [{ id, text, weight: (rarity.get(text) ?? 0) / sum }];
  });
}

function unitIndex(pairs: readonly Pair[]): LeafIndex['byUnits'] {
  const index = new Map<number, Map<number, Pair>>();
  for (const pair of pairs) {
    if (pair.text.length !== 2) continue;
    const seconds = index.get(pair.text.charCodeAt(0)) ?? new Map<number, Pair>();
    index.set(pair.text.charCodeAt(0), seconds.set(pair.text.charCodeAt(1), pair));
  }
  return index;
}

/** The leaves a process names, the likelier first, then those that name it. */
function processIndex({ processes, leaves: known }: Content, leaves: readonly Leaf[]): LeafIndex['byProcess'] {
  const index = new Map<string, ProcessLeaf[]>();
  for (const [key, process] of processes)
    index.set(
      key,
      process.leaves.filter(code => known.has(code)).map(code => ({ code, worth: placeWorth[process.leaves.indexOf(code)] ?? 1.3 })),
    );
  for (const { code, processes: ends } of leaves) for (const key of ends) index.get(key)?.push({ code, worth: 1.1 });
  return index;
}

const placeWorth = [1.9, 1.65, 1.5];
