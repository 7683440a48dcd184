import type { Evidence } from '#domain/evidence.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Content } from '#engine/content.ts';
import { Best } from '#engine/wrapup/category/best.ts';
import { type CategoryMemory, type CueScore, firstSaid, nameAlone } from '#engine/wrapup/category/category.ts';
import { type LeafIndex, leafIndex, type NamedLeaf } from '#engine/wrapup/category/leaf-index.ts';
import { type OwnLeaf, ownLeafCues } from '#engine/wrapup/category/own-leaf.ts';
import { likeness, likenessAt, quoteFor } from '#engine/wrapup/category/words-heard.ts';

/** One leaf of the ranking. */
export interface Ranked {
  readonly code: string;
  readonly path: readonly string[];
  readonly confidence: number;
  readonly because: string;
  /** The customer's words that are most like its examples. */
  readonly like: Evidence | null;
  /** It stands first for what kind of call this is, not for the business named in it. */
  readonly isOwn: boolean;
}

/** What the talk is about, what it was about before, the steps (process/node) done in it, the leaf of its own that the call has, and one it was taken to have. */
export interface Way {
  readonly process: string | null;
  readonly seen: readonly string[];
  readonly done: readonly string[];
  readonly own: OwnLeaf | null;
  readonly notOwn: OwnLeaf['kind'] | null;
}

/** The three likeliest leaves, that of a call with its own first. Only leaves that something speaks for are looked at. */
export function rankLeaves(memory: CategoryMemory, content: Content, way: Way, lang: Lang): readonly Ranked[] {
  const index = leafIndex(content);
  const deeds = deedsOf(index, way);
  const spoken = spokenFor(memory, index, way, deeds);
  narrow(memory, index, spoken, deeds);
  for (const { leaf, worth } of deeds) addTo(index, leaf, worth);
  const first = way.own ? leafOf(index, way.own.kind) : undefined;
  const out = way.notOwn ? leafOf(index, way.notOwn) : undefined;
  if (first) putFirst(memory, index, spoken, first);
  else if (out) addTo(index, out, Number.NEGATIVE_INFINITY);
  best.count = 0;
  for (let at = 0; at < spoken.length; at++) {
    const score = index.scores[at] as number;
    if (score > least) best.put(index.codes[spoken[at] as number] as number, score);
  }

  let sum = Math.exp(sharpness * nobody);
  for (let at = 0; at < best.count; at++) sum += Math.exp(sharpness * (best.worths[at] as number));
  const ranked: Ranked[] = [];
  for (let at = 0; at < Math.min(mostRanked, best.count); at++) {
    const leaf = index.byCode[best.leaves[at] as number] as NamedLeaf;
    const own = leaf === first ? way.own : null;
    ranked.push({
      code: leaf.code,
      path: leaf.path,
      like: own?.kind === 'wrong-number' ? own.evidence : quoteFor(memory.words, leaf.id).evidence,
      isOwn: own !== null,
      because: own ? becauseOwn(own, lang) : because(memory, index, content, leaf, processFor(index, way, leaf), lang),
      confidence: Math.round((1000 * Math.exp(sharpness * (best.worths[at] as number))) / sum) / 1000,
    });
  }
  return ranked;
}

const mostRanked = 3;
const mostConsidered = 20;
/** The likeliest leaves, each as the place of its code among all codes: of equals the one whose code comes first. */
const best = new Best(mostConsidered);

/**
 * Leaves that anything speaks for, those with cues or a name first, in the order of the memory. How much stands in the index' room for
 * scores: cues, names, the processes of the talk, and how like the leaf's examples it is, added up.
 */
function spokenFor(memory: CategoryMemory, index: LeafIndex, way: Way, deeds: readonly Deed[]): number[] {
  const { leaves, sorting, scores } = index;
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
  eachPrior(index, way, add);
  for (const { leaf } of deeds) add(leaf.id, 0);
  for (let at = 0; at < words.leaves.length; at++) add(words.leaves[at] as number, likenessCounts * likenessAt(words, at));
  return spoken;
}

function leafOf({ cues }: LeafIndex, kind: OwnLeaf['kind']): NamedLeaf | undefined {
  return cues.get(ownLeafCues[kind])?.leaves[0];
}

/** Stands before what else was heard, by so little that nobody else's leaf is chosen and its own only where nothing speaks for another. */
function putFirst(memory: CategoryMemory, { sorting, scores }: LeafIndex, spoken: number[], first: NamedLeaf): void {
  const at = sorting.placeOf(first.id, spoken.length);
  if (at === spoken.length) {
    spoken.push(first.id);
    scores[at] = nameAlone(memory, first);
  }
  let highest = ownCounts;
  for (let other = 0; other < spoken.length; other++) if (other !== at) highest = Math.max(highest, (scores[other] as number) + ownLeads);
  scores[at] = Math.max(scores[at] as number, highest);
}

const ownCounts = 2;
const ownLeads = 0.2;

/** Where a leaf narrows another and was spoken for itself, it takes over what speaks for the broader one: 退回 explains why nothing arrived. */
function narrow(
  { leaves: told, scores: cued }: CategoryMemory,
  { narrows, sorting, scores }: LeafIndex,
  spoken: readonly number[],
  deeds: readonly Deed[],
): void {
  const isTold = (place: number) => place >= 0 && place < told.length; // those stand first
  for (let at = 0; at < spoken.length; at++) {
    const leaf = spoken[at] as number;
    let broader = narrows[leaf] as number;
    if (broader < 0) continue;
    const own = at < told.length ? (cued[at] as CueScore).own : 0;
    if (own === 0 && !isDeed(deeds, leaf)) scores[at] = (scores[at] as number) - unheard;
    if (own < narrowsFrom) continue;
    while (!isTold(sorting.find(broader)) && (narrows[broader] as number) >= 0) broader = narrows[broader] as number;
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

/** What the processes of the talk say for their leaves: the first of several that name a leaf counts. */
function eachPrior({ byProcess, priors }: LeafIndex, { process, seen }: Way, add: (leaf: number, worth: number) => void): void {
  priors.begin();
  let count = 0;
  for (let at = -1; at < seen.length; at++) {
    const key = at < 0 ? process : (seen[at] as string);
    if (key === null || (at >= 0 && key === process)) continue;
    const share = at < 0 || process === null ? 1 : 0.4;
    for (const { leaf, worth } of byProcess.get(key) ?? none)
      if (priors.placeOf(leaf.id, count) === count) {
        count++;
        add(leaf.id, share * worth);
      }
  }
}

/** The process that speaks for a leaf; empty when none does. */
function processFor({ byProcess }: LeafIndex, { process, seen }: Way, leaf: NamedLeaf): string {
  const names = (key: string) => (byProcess.get(key) ?? none).some(prior => prior.leaf === leaf);
  if (process !== null && names(process)) return process;
  return seen.find(names) ?? '';
}

const none: readonly never[] = [];

/** What steps done say for a leaf: what was decided tells siblings apart that began alike (补卡, 只挂失, 冻结). */
interface Deed {
  readonly leaf: NamedLeaf;
  readonly worth: number;
}

/** A step of the business the talk is about counts most; a second one of the same leaf says the same again. */
function deedsOf({ byStep }: LeafIndex, { process, done }: Way): readonly Deed[] {
  const told = done.filter(step => byStep.has(step));
  if (told.length === 0) return none;
  const worths = new Map<NamedLeaf, number>();
  for (const step of told) {
    const isMain = process !== null && step.startsWith(`${process}/`);
    for (const leaf of byStep.get(step) ?? none) worths.set(leaf, Math.max(worths.get(leaf) ?? 0, isMain ? deedCounts : deedElsewhere));
  }
  return [...worths].map(([leaf, worth]) => ({ leaf, worth }));
}

function isDeed(deeds: readonly Deed[], leaf: number): boolean {
  for (const deed of deeds) if (deed.leaf.id === leaf) return true;
  return false;
}

const deedCounts = 0.8;
const deedElsewhere = 0.3;

function addTo({ sorting, scores }: LeafIndex, { id }: NamedLeaf, worth: number): void {
  const at = sorting.find(id);
  if (at >= 0) scores[at] = (scores[at] as number) + worth;
}

/** What speaks most for a leaf, in words: the customer's own, or else the process. */
function because(memory: CategoryMemory, index: LeafIndex, content: Content, leaf: NamedLeaf, process: string, lang: Lang): string {
  const write = leafWording[lang];
  const at = memory.leaves.indexOf(leaf.id);
  const score = at < 0 ? undefined : memory.scores[at];
  const like = quoteFor(memory.words, leaf.id);
  const isMostlyLike = likenessCounts * likeness(memory.words, leaf.id) > (score?.cues ?? 0);
  const cued = score?.quote || firstSaid(index, memory, leaf);
  const quote = isMostlyLike ? like.words || cued : cued || like.words;
  if (quote !== '' || (score && score.count > 0)) return write.said(quote);
  return process === '' ? write.like : write.process(content.processes.get(process)?.title ?? '');
}

function becauseOwn(own: OwnLeaf, lang: Lang): string {
  const write = leafWording[lang];
  return own.kind === 'wrong-number' ? write.heard(own.quote) : own.kind === 'silent' ? write.silent : write.brokenOff;
}

/** What it says itself of why a leaf is offered. */
export const leafWording = {
  zh: {
    said: (quote: string) => `客户说「${quote}」`,
    process: (title: string) => `流程:${title}`,
    like: '与该分类的例句相近',
    heard: (quote: string) => `通话中说「${quote}」`,
    silent: '客户没有说话',
    brokenOff: '通话不到 20 秒,没有办成业务',
  },
  en: {
    said: (quote: string) => `The customer said “${quote}”`,
    process: (title: string) => `Process: ${title}`,
    like: "Like this category's examples",
    heard: (quote: string) => `Somebody said “${quote}”`,
    silent: 'The customer said nothing',
    brokenOff: 'Under 20 seconds, no business settled',
  },
} as const satisfies Record<Lang, unknown>;

/** Turns scores into confidence: of left-out examples heard at 0.5 two thirds are right, at 0.8 nine of ten. */
const sharpness = 1.2;
/** The score of "none of these": a leaf has to speak up against it. */
const nobody = 2.7;

/** The leaf a call is filed under: the agent's choice, or ours where it is sure; null while nobody chose. */
export function settledLeaf({ chosen }: CategoryMemory, [best]: readonly Ranked[], { settings }: Content): string | null {
  return chosen ?? (best !== undefined && best.confidence >= settings.preselectAbove ? best.code : null);
}
