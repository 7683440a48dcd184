import type { Leaf } from '#domain/leaf.ts';
import type { Content } from '#engine/content.ts';

/** The category tree turned round: what a heard concept, a pair of characters and a process say for which leaves. */
export interface LeafIndex {
  readonly byCue: ReadonlyMap<string, readonly { readonly code: string; readonly weight: number }[]>;
  readonly byPair: ReadonlyMap<string, readonly { readonly code: string; readonly weight: number }[]>;
  readonly byProcess: ReadonlyMap<string, readonly string[]>;
}

/** The index of a release's leaves, made once. */
export function leafIndex(content: Content): LeafIndex {
  const known = indexes.get(content);
  if (known) return known;
  const leaves = [...content.leaves.values()];
  const index = { byCue: cueIndex(leaves), byPair: pairIndex(leaves), byProcess: processIndex(leaves) };
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, LeafIndex>();

/** A cue of one leaf tells most; one a whole branch shares tells the branch. */
function cueIndex(leaves: readonly Leaf[]): LeafIndex['byCue'] {
  const codes = new Map<string, Set<string>>();
  for (const leaf of leaves)
    for (const cue of leaf.cues) {
      codes.set(cue, (codes.get(cue) ?? new Set()).add(leaf.code));
    }
  return new Map(
    [...codes].map(([concept, found]) => [
      concept,
      [...found].map(code => ({ code, weight: found.size > 6 ? 0.5 : found.size > 2 ? 0.8 : 1 })),
    ]),
  );
}

/** Pairs of characters of a leaf's own name, each its share of the name; pairs many leaves have in common tell nothing. */
function pairIndex(leaves: readonly Leaf[]): LeafIndex['byPair'] {
  const holders = new Map<string, Set<string>>();
  for (const leaf of leaves)
    for (const pair of pairsOf(leaf.path.at(-1) ?? '')) holders.set(pair, (holders.get(pair) ?? new Set()).add(leaf.code));
  const rarity = (pair: string): number => {
    const count = holders.get(pair)?.size ?? 0;
    return count > mostHolders ? 0 : 1 / Math.sqrt(count);
  };
  const index = new Map<string, { code: string; weight: number }[]>();
  for (const leaf of leaves) {
    const pairs = pairsOf(leaf.path.at(-1) ?? '');
    const sum = pairs.reduce((total, pair) => total + rarity(pair), 0);
    for (const pair of pairs) {
      const weight = sum === 0 ? 0 : rarity(pair) / sum;
      if (weight === 0) continue;
      const list = index.get(pair);
      if (list) list.push({ code: leaf.code, weight });
      else index.set(pair, [{ code: leaf.code, weight }]);
    }
  }
  return index;
}

const mostHolders = 12;

function processIndex(leaves: readonly Leaf[]): LeafIndex['byProcess'] {
  const index = new Map<string, string[]>();
  for (const leaf of leaves)
    for (const process of leaf.processes) {
      const list = index.get(process);
      if (list) list.push(leaf.code);
      else index.set(process, [leaf.code]);
    }
  return index;
}

/** The pairs of neighbouring characters of a Chinese text, each once, and the Latin words in it; of an English text, pairs of neighbouring words. */
export function pairsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const pairs = new Set<string>();
  if (!/\p{Script=Han}/u.test(lower)) {
    const words = (lower.replace(/⟦[^⟧]*⟧/gu, ' ').match(/[a-z']{2,}/g) ?? []).filter(word => !emptyWords.has(word)).map(stem);
    words.forEach((word, at) => {
      const next = words[at + 1];
      if (next !== undefined) pairs.add(`${word}_${next}`);
    });
    return words.length === 1 ? words : [...pairs];
  }
  for (const run of lower.match(/\p{Script=Han}+|[a-z]{3,}/gu) ?? []) {
    if (/[a-z]/.test(run)) pairs.add(run);
    else for (let at = 0; at + 1 < run.length; at++) pairs.add(run.slice(at, at + 2));
  }
  return [...pairs];
}

/** Words that stand between the telling ones. */
const emptyWords = new Set(
  "the an to of or and in on at by for is are was were be it its my your our me you we he she they them this that these those do does did done have has had can could will would shall should may might not no yes so but if as with from up out just very really please er erm um uh oh hi hello i'm i've i'd it's that's there what how why when who which am been about into any some than then ok okay".split(
    ' ',
  ),
);

function stem(word: string): string {
  const bare = word.replace(/'s$/, '');
  const short = bare.replace(/(?:ing|ed|es|s)$/, '');
  return short.length >= 3 ? short : bare;
}
