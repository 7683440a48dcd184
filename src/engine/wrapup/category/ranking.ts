import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Kind } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import { type CategoryMemory, type CueScore, firstSaid, nameAlone } from '#engine/wrapup/category/category.ts';
import { type LeafIndex, leafIndex, type NamedLeaf } from '#engine/wrapup/category/leaf-index.ts';
import { likeness, likenessAt, quoteFor } from '#engine/wrapup/category/words-heard.ts';

/** One leaf of the ranking. */
export interface Ranked {
  readonly code: string;
  readonly path: readonly string[];
  readonly confidence: number;
  readonly because: string;
  /** The customer's words that are most like its examples. */
  readonly like: Evidence | null;
}

interface Candidate {
  readonly leaf: NamedLeaf;
  readonly score: number;
}

/** What the talk is about, what it was about before, and the steps (process/node) done in it. */
export interface Way {
  readonly process: string | null;
  readonly seen: readonly string[];
  readonly done: readonly string[];
}

/** The three likeliest leaves. Only leaves that something speaks for are looked at. */
export function rankLeaves(memory: CategoryMemory, content: Content, way: Way, lang: Lang): readonly Ranked[] {
  const index = leafIndex(content);
  const top: Candidate[] = [];
  const priors = priorsOf(content, way.process, way.seen);
  const deeds = deedsOf(index, way);
  const spoken = spokenFor(memory, index, priors, deeds);
  narrow(memory, index, spoken, deeds);
  for (const { leaf, worth } of deeds) addTo(index, leaf, worth);
  for (let at = 0; at < spoken.length; at++) consider(top, index, spoken[at] as number, index.scores[at] as number);

  const sum = top.reduce((total, { score }) => total + Math.exp(sharpness * score), Math.exp(sharpness * nobody));
  return top.slice(0, 3).map(({ leaf, score }) => ({
    code: leaf.code,
    path: leaf.path,
    like: quoteFor(memory.words, leaf.id).evidence,
    because: because(memory, index, content, leaf, priors.find(prior => prior.leaf === leaf)?.process ?? '', lang),
    confidence: Math.round((1000 * Math.exp(sharpness * score)) / sum) / 1000,
  }));
}

/**
 * Leaves that anything speaks for, those with cues or a name first, in the order of the memory. How much stands in the index' room for
 * scores: cues, names, the processes of the talk, and how like the leaf's examples it is, added up.
 */
function spokenFor(
  memory: CategoryMemory,
  { leaves, sorting, scores }: LeafIndex,
  priors: readonly Prior[],
  deeds: readonly Deed[],
): readonly number[] {
  const { words, worths } = memory;
  const spoken = memory.leaves.slice();
  sorting.begin();
  for (let at = 0; at < spoken.length; at++) {
    sorting.placeOf(spoken[at] as number, at);
    scores[at] = worths[at] as number;
  }
  const add = (leaf: number, worth: number): void => {
    const at = sorting.placeOf(leaf, spoken.length);
    if (at < spoken.length) scores[at] = (scores[at] as number) + worth;
    else {
      spoken.push(leaf);
      scores[at] = worth + nameAlone(memory, leaves[leaf] as NamedLeaf);
    }
  };
  for (const { leaf, worth } of priors) add(leaf.id, worth);
  for (const { leaf } of deeds) add(leaf.id, 0);
  for (let at = 0; at < words.leaves.length; at++) add(words.leaves[at] as number, likenessCounts * likenessAt(words, at));
  return spoken;
}

/** Where a leaf narrows another and was spoken for itself, it takes over what speaks for the broader one: 退回 explains why nothing arrived. */
function narrow(
  { leaves: told, scores: cued }: CategoryMemory,
  { narrows, sorting, scores }: LeafIndex,
  spoken: readonly number[],
  deeds: readonly Deed[],
): void {
  for (let at = 0; at < spoken.length; at++) {
    let broader = narrows[spoken[at] as number] as number;
    if (broader < 0) continue;
    const own = at < told.length ? (cued[at] as CueScore).own : 0;
    if (own === 0 && !deeds.some(({ leaf }) => leaf.id === spoken[at])) scores[at] = (scores[at] as number) - unheard;
    if (own < narrowsFrom) continue;
    while (!told.includes(broader) && (narrows[broader] as number) >= 0) broader = narrows[broader] as number;
    const place = sorting.find(broader);
    scores[at] = Math.max(scores[at] as number, (place < 0 ? 0 : (scores[place] as number)) + narrowsBy * own);
  }
}

const narrowsFrom = 0.6;
const narrowsBy = 0.6;
/** The process and the branch alone say nothing for a narrower leaf. */
const unheard = 0.9;

/** What being like a leaf's examples counts beside a cue. */
const likenessCounts = 6;

/** What nobody said anything for is not ranked. */
const least = 0.35;

/** Puts a leaf where it belongs among the best, the likeliest first. */
function consider(top: Candidate[], { leaves }: LeafIndex, id: number, score: number): void {
  if (score <= least || (top.length === mostConsidered && score < (top[mostConsidered - 1] as Candidate).score)) return;
  const leaf = leaves[id] as NamedLeaf;
  if (top.length === mostConsidered && !isBehind(top[mostConsidered - 1] as Candidate, leaf, score)) return;
  const candidate = { leaf, score };
  let at = top.length < mostConsidered ? top.push(candidate) - 1 : mostConsidered - 1;
  for (; at > 0 && isBehind(top[at - 1] as Candidate, leaf, score); at--) top[at] = top[at - 1] as Candidate;
  top[at] = candidate;
}

function isBehind(other: Candidate, leaf: NamedLeaf, score: number): boolean {
  return score > other.score || (score === other.score && leaf.code < other.leaf.code);
}

interface Prior {
  readonly leaf: NamedLeaf;
  readonly worth: number;
  readonly process: string;
}

/** What the processes of the talk say for their leaves: the first of several that name a leaf counts. */
function priorsOf(content: Content, process: string | null, seen: readonly string[]): readonly Prior[] {
  const { byProcess } = leafIndex(content);
  const priors: Prior[] = [];
  const add = (key: string, share: number): void => {
    for (const { leaf, worth } of byProcess.get(key) ?? [])
      if (!priors.some(prior => prior.leaf === leaf)) priors.push({ leaf, worth: share * worth, process: key });
  };
  if (process !== null) add(process, 1);
  for (const key of seen) if (key !== process) add(key, process === null ? 1 : 0.4);
  return priors;
}

/** What steps done say for a leaf: what was decided tells siblings apart that began alike (补卡, 只挂失, 冻结). */
interface Deed {
  readonly leaf: NamedLeaf;
  readonly worth: number;
}

/** A step of the business the talk is about counts most; a second one of the same leaf says the same again. */
function deedsOf({ byStep }: LeafIndex, { process, done }: Way): readonly Deed[] {
  const worths = new Map<NamedLeaf, number>();
  for (const step of done) {
    const isMain = process !== null && step.startsWith(`${process}/`);
    for (const leaf of byStep.get(step) ?? []) worths.set(leaf, Math.max(worths.get(leaf) ?? 0, isMain ? deedCounts : deedElsewhere));
  }
  return [...worths].map(([leaf, worth]) => ({ leaf, worth }));
}

const deedCounts = 0.8;
const deedElsewhere = 0.3;

function addTo({ sorting, scores }: LeafIndex, { id }: NamedLeaf, worth: number): void {
  const at = sorting.find(id);
  if (at >= 0) scores[at] = (scores[at] as number) + worth;
}

/** What speaks most for a leaf, in words: the customer's own, or else the process. */
function because(memory: CategoryMemory, index: LeafIndex, content: Content, leaf: NamedLeaf, process: string, lang: Lang): string {
  const write = wording[lang];
  const at = memory.leaves.indexOf(leaf.id);
  const score = at < 0 ? undefined : memory.scores[at];
  const like = quoteFor(memory.words, leaf.id);
  const isMostlyLike = likenessCounts * likeness(memory.words, leaf.id) > (score?.cues ?? 0);
  const cued = score?.quote || firstSaid(index, memory, leaf);
  const quote = isMostlyLike ? like.words || cued : cued || like.words;
  if (quote !== '' || (score && score.count > 0)) return write.said(quote);
  return process === '' ? write.like : write.process(content.processes.get(process)?.title ?? '');
}

const wording = {
  zh: { said: (quote: string) => `客户说「${quote}」`, process: (title: string) => `流程:${title}`, like: '与该分类的例句相近' },
  en: {
    said: (quote: string) => `The customer said “${quote}”`,
    process: (title: string) => `Process: ${title}`,
    like: "Like this category's examples",
  },
} as const satisfies Record<Lang, unknown>;

const mostConsidered = 20;
/** Turns scores into confidence: of left-out examples heard at 0.5 two thirds are right, at 0.8 nine of ten. */
const sharpness = 1.2;
/** The score of "none of these": a leaf has to speak up against it. */
const nobody = 2.7;

/** The ranking as the desk shows it. The engine chooses only when sure; the agent's choice stands. */
export function categoryAdvice(memory: CategoryMemory, ranking: readonly Ranked[], content: Content): Advice {
  const best = ranking[0];
  const isSure = best !== undefined && best.confidence >= content.settings.preselectAbove;
  const chosen = memory.chosen ?? (isSure ? best.code : null);
  const shown =
    chosen === null || ranking.some(({ code }) => code === chosen)
      ? ranking
      : [...ranking, { code: chosen, path: content.leaves.get(chosen)?.path ?? [], confidence: 0, because: '', like: null }]; // found by the agent
  const advice: Kind<'category'> = {
    key: 'category',
    kind: 'category',
    ranking: shown.map(({ code, path, confidence, because }) => ({ code, path: [...path], confidence, because })),
    by: memory.chosen !== null ? 'agent' : isSure ? 'engine' : 'nobody',
    evidence: memory.evidence.length === 0 && best?.like ? [best.like] : [...memory.evidence],
    loudness: 'quiet',
  };
  return chosen === null ? advice : { ...advice, chosen };
}
