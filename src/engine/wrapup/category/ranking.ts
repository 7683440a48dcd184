import type { Advice } from '#domain/advice.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Kind } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import { type CategoryMemory, type CueScore, firstSaid, nameAlone } from '#engine/wrapup/category/category.ts';
import { type LeafIndex, leafIndex, type NamedLeaf } from '#engine/wrapup/category/leaf-index.ts';

/** One leaf of the ranking. */
export interface Ranked {
  readonly code: string;
  readonly path: readonly string[];
  readonly confidence: number;
  readonly because: string;
}

interface Candidate {
  readonly leaf: NamedLeaf;
  readonly score: number;
}

/** The three likeliest leaves. `process`: what the talk is about; `seen`: what it was about before. Only leaves that something speaks for are looked at. */
export function rankLeaves(
  memory: CategoryMemory,
  content: Content,
  process: string | null,
  seen: readonly string[],
  lang: Lang,
): readonly Ranked[] {
  const index = leafIndex(content);
  const { leaves } = index;
  const top: Candidate[] = [];
  const worths = memory.worths.slice();
  const priors = priorsOf(content, process, seen);
  for (const { leaf, worth } of priors) {
    const at = memory.leaves.indexOf(leaf.id);
    if (at < 0) consider(top, leaf, nameAlone(memory, leaf) + worth - (leaf.narrows === undefined ? 0 : unheard));
    else worths[at] = (worths[at] as number) + worth;
  }
  narrow(memory, leaves, worths, priors);
  for (let at = 0; at < worths.length; at++)
    if ((worths[at] as number) > least) consider(top, leaves[memory.leaves[at] as number] as NamedLeaf, worths[at] as number);

  const sum = top.reduce((total, { score }) => total + Math.exp(sharpness * score), Math.exp(sharpness * nobody));
  return top.slice(0, 3).map(({ leaf, score }) => ({
    code: leaf.code,
    path: leaf.path,
    because: because(memory, index, content, leaf, priors.find(prior => prior.leaf === leaf)?.process ?? '', lang),
    confidence: Math.round((1000 * Math.exp(sharpness * score)) / sum) / 1000,
  }));
}

/** Where a leaf narrows another and was spoken for itself, it takes over what speaks for the broader one: 退回 explains why nothing arrived. */
function narrow({ leaves: told, scores }: CategoryMemory, leaves: readonly NamedLeaf[], worths: number[], priors: readonly Prior[]): void {
  for (let at = 0; at < worths.length; at++) {
    const { own } = scores[at] as CueScore;
    let broader = leaves[told[at] as number]?.narrows;
    if (broader === undefined) continue;
    if (own === 0) worths[at] = (worths[at] as number) - unheard;
    if (own < narrowsFrom) continue;
    while (!told.includes(broader) && leaves[broader]?.narrows !== undefined) broader = leaves[broader]?.narrows as number;
    const place = told.indexOf(broader);
    const whole = place >= 0 ? (worths[place] as number) : (priors.find(({ leaf }) => leaf.id === broader)?.worth ?? 0);
    worths[at] = Math.max(worths[at] as number, whole + narrowsBy * own);
  }
}

const narrowsFrom = 0.6;
const narrowsBy = 0.6;
/** The process and the branch alone say nothing for a narrower leaf. */
const unheard = 0.9;

/** What nobody said anything for is not ranked. */
const least = 0.35;

/** Puts a leaf where it belongs among the best, the likeliest first. */
function consider(top: Candidate[], leaf: NamedLeaf, score: number): void {
  if (score <= least || (top.length === mostConsidered && !isBehind(top[mostConsidered - 1] as Candidate, leaf, score))) return;
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

function because(memory: CategoryMemory, index: LeafIndex, content: Content, leaf: NamedLeaf, process: string, lang: Lang): string {
  const write = wording[lang];
  const at = memory.leaves.indexOf(leaf.id);
  const score = at < 0 ? undefined : memory.scores[at];
  const quote = score?.quote || firstSaid(index, memory, leaf);
  return quote !== '' || (score && score.count > 0) ? write.said(quote) : write.process(content.processes.get(process)?.title ?? '');
}

const wording = {
  zh: { said: (quote: string) => `客户说「${quote}」`, process: (title: string) => `流程:${title}` },
  en: { said: (quote: string) => `The customer said “${quote}”`, process: (title: string) => `Process: ${title}` },
} as const satisfies Record<Lang, unknown>;

const mostConsidered = 20;
/** Turns scores into confidence; set so that on worked calls a leaf at 0.8 is right about four times in five. */
const sharpness = 2.6;
/** The score of "none of these": a leaf has to speak up against it. */
const nobody = 0.9;

/** The ranking as the desk shows it. The engine chooses only when sure; the agent's choice stands. */
export function categoryAdvice(memory: CategoryMemory, ranking: readonly Ranked[], content: Content): Advice {
  const best = ranking[0];
  const isSure = best !== undefined && best.confidence >= content.settings.preselectAbove;
  const chosen = memory.chosen ?? (isSure ? best.code : null);
  const shown =
    chosen === null || ranking.some(({ code }) => code === chosen)
      ? ranking
      : [...ranking, { code: chosen, path: content.leaves.get(chosen)?.path ?? [], confidence: 0, because: '' }]; // found by the agent
  const advice: Kind<'category'> = {
    key: 'category',
    kind: 'category',
    ranking: shown.map(({ code, path, confidence, because }) => ({ code, path: [...path], confidence, because })),
    by: memory.chosen !== null ? 'agent' : isSure ? 'engine' : 'nobody',
    evidence: [...memory.evidence],
    loudness: 'quiet',
  };
  return chosen === null ? advice : { ...advice, chosen };
}
