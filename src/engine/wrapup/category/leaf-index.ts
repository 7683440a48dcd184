import type { Leaf } from '#domain/leaf.ts';
import type { Content } from '#engine/content.ts';
import { Sorting } from '#engine/sorting.ts';
import { PairTable } from '#engine/wrapup/category/pair-table.ts';
import { pairsOf } from '#engine/wrapup/category/pairs.ts';

/** A pair of characters or words that stands in names of leaves. */
export interface Pair {
  readonly text: string;
  readonly leaves: readonly NamedLeaf[];
}

/** A leaf with the pairs of its own name, each its share of the name. Its number is its place in the index. */
export interface NamedLeaf {
  readonly id: number;
  readonly code: string;
  readonly path: readonly string[];
  readonly pairs: readonly number[];
  readonly weights: readonly number[]; // of these pairs
  readonly narrows?: number; // the broader leaf that gives way once a cue of this one is heard
}

/** A cue of leaves: one of a single leaf tells most, one a whole branch shares tells the branch. */
export interface LeafCue {
  readonly id: number;
  readonly weight: number;
  readonly leaves: readonly NamedLeaf[];
  readonly isOwn: boolean; // no two of these leaves are siblings: it tells each from those beside it
}

/** A leaf in which a process ends, and what the process alone is worth to it. */
export interface ProcessLeaf {
  readonly leaf: NamedLeaf;
  readonly worth: number;
}

/** The category tree turned round: what a heard concept, a pair of characters and a process say for which leaves. */
export interface LeafIndex {
  readonly cues: ReadonlyMap<string, LeafCue>; // by name
  readonly pairs: readonly Pair[]; // by number
  readonly byUnits: PairTable; // of pairs of characters, by their two UTF-16 units
  readonly byWords: ReadonlyMap<string, number>; // of all pairs
  readonly leaves: readonly NamedLeaf[]; // by number
  readonly byProcess: ReadonlyMap<string, readonly ProcessLeaf[]>;
  readonly byStep: ReadonlyMap<string, readonly NamedLeaf[]>; // process/node: the leaves it speaks for once done
  /** Of each leaf the broader one it narrows, or -1: side by side, as all that were spoken for are asked. */
  readonly narrows: Int32Array;
  /** Room for the leaves one turn ranks. */
  readonly sorting: Sorting;
  readonly scores: Float64Array;
  /** The same for those that its processes name. */
  readonly priors: Sorting;
  /** Of each leaf the place of its code among all codes, and the leaves in that order. */
  readonly codes: Int32Array;
  readonly byCode: readonly NamedLeaf[];
}

/** The index of a release's leaves, made once. */
export function leafIndex(content: Content): LeafIndex {
  const known = indexes.get(content);
  if (known) return known;
  const leaves = [...content.leaves.values()];
  const names = nameIndex(leaves);
  const byCode = new Map(names.leaves.map(leaf => [leaf.code, leaf]));
  const index: LeafIndex = {
    ...names,
    cues: cueIndex(leaves, byCode),
    byProcess: processIndex(content, byCode),
    byStep: stepIndex(leaves, byCode),
    narrows: Int32Array.from(names.leaves, ({ narrows }) => narrows ?? -1),
    sorting: new Sorting(leaves.length),
    scores: new Float64Array(leaves.length),
    priors: new Sorting(leaves.length),
    ...codeOrder(names.leaves),
  };
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, LeafIndex>();

type ByCode = ReadonlyMap<string, NamedLeaf>;

function cueIndex(leaves: readonly Leaf[], byCode: ByCode): LeafIndex['cues'] {
  const holders = new Map<string, Set<NamedLeaf>>();
  for (const { code, cues } of leaves) {
    const leaf = byCode.get(code) as NamedLeaf;
    for (const cue of cues) holders.set(cue, (holders.get(cue) ?? new Set()).add(leaf));
  }
  return new Map(
    [...holders].map(([concept, found], id) => [
      concept,
      { id, weight: found.size > 6 ? 0.5 : found.size > 2 ? 0.8 : 1, leaves: [...found], isOwn: areApart([...found]) },
    ]),
  );
}

function areApart(leaves: readonly NamedLeaf[]): boolean {
  return new Set(leaves.map(({ path }) => path.slice(0, -1).join('\n'))).size === leaves.length;
}

/** Pairs many leaves have in common tell nothing. */
const mostHolders = 12;

function nameIndex(leaves: readonly Leaf[]): Pick<LeafIndex, 'pairs' | 'byUnits' | 'byWords' | 'leaves'> {
  const holders = new Map<string, Set<number>>();
  for (const [id, leaf] of leaves.entries()) for (const pair of pairsIn(leaf)) holders.set(pair, (holders.get(pair) ?? new Set()).add(id));
  const telling = [...holders].filter(([, found]) => found.size <= mostHolders);
  const rarity = new Map(telling.map(([pair, found]) => [pair, 1 / Math.sqrt(found.size)]));
  const ids = new Map(telling.map(([pair], id) => [pair, id]));
  const places = new Map(leaves.map(({ code }, id) => [code, id]));
  const named = leaves.map((leaf, id): NamedLeaf => {
    const broader = leaf.narrows === undefined ? undefined : places.get(leaf.narrows);
    return { id, code: leaf.code, path: leaf.path, ...sharesOf(leaf, rarity, ids), ...(broader === undefined ? {} : { narrows: broader }) };
  });
  return {
    leaves: named,
    pairs: telling.map(([text, found]) => ({ text, leaves: [...found].map(at => named[at] as NamedLeaf) })),
    byUnits: new PairTable([...ids].filter(([text]) => text.length === 2)),
    byWords: ids,
  };
}

function pairsIn(leaf: Leaf): readonly string[] {
  return pairsOf(leaf.path.at(-1) ?? '');
}

function sharesOf(leaf: Leaf, rarity: ReadonlyMap<string, number>, ids: ReadonlyMap<string, number>): Pick<NamedLeaf, 'pairs' | 'weights'> {
  const pairs = pairsIn(leaf);
  const sum = pairs.reduce((total, pair) => total + (rarity.get(pair) ?? 0), 0);
  const known = pairs.filter(text => ids.has(text));
  return { pairs: known.map(text => ids.get(text) as number), weights: known.map(text => (rarity.get(text) ?? 0) / sum) };
}

/** The leaves a process names, the likelier first, then those that name it; each leaf once. */
function processIndex({ processes, leaves }: Content, byCode: ByCode): LeafIndex['byProcess'] {
  const index = new Map<string, Map<string, ProcessLeaf>>();
  const add = (process: string, code: string, worth: number): void => {
    const [its, leaf] = [index.get(process), byCode.get(code)];
    if (its && leaf && !its.has(code)) its.set(code, { leaf, worth });
  };
  for (const [key, process] of processes) {
    index.set(key, new Map());
    for (const [at, code] of process.leaves.entries()) add(key, code, placeWorth[at] ?? 1.3);
  }
  for (const { code, processes: ends } of leaves.values()) for (const key of ends) add(key, code, 1.3);
  return new Map([...index].map(([key, its]) => [key, [...its.values()]]));
}

function codeOrder(leaves: readonly NamedLeaf[]): Pick<LeafIndex, 'codes' | 'byCode'> {
  const byCode = leaves.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const codes = new Int32Array(leaves.length);
  for (const [place, { id }] of byCode.entries()) codes[id] = place;
  return { codes, byCode };
}

function stepIndex(leaves: readonly Leaf[], byCode: ByCode): LeafIndex['byStep'] {
  const index = new Map<string, NamedLeaf[]>();
  for (const { code, done } of leaves)
    for (const step of done ?? []) index.set(step, [...(index.get(step) ?? []), byCode.get(code) as NamedLeaf]);
  return index;
}

const placeWorth = [1.8, 1.5, 1.4];
