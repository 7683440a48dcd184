import type { Advice } from '#domain/advice.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Content } from '#engine/content.ts';
import { type CategoryMemory, firstSaid, namedFrom, nameSaid } from '#engine/wrapup/category/category.ts';
import { leafIndex } from '#engine/wrapup/category/leaf-index.ts';

/** One leaf of the ranking. */
export interface Ranked {
  readonly code: string;
  readonly confidence: number;
  readonly because: string;
}

interface Candidate {
  readonly code: string;
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
  const { byCode } = leafIndex(content);
  const priors = priorsOf(content, process, seen);
  const candidates: Candidate[] = [];
  const consider = (code: string, cues: number): void => {
    const leaf = byCode.get(code);
    const name = leaf ? nameSaid(memory, leaf) : 0;
    const heard = 1.2 * cues + (name >= namedFrom ? 0.9 * Math.min(1, name) : 0.2 * name);
    const score = heard + (priors.get(code)?.worth ?? 0);
    if (score > least) candidates.push({ code, score });
  };
  for (const { code, cues } of memory.scores) consider(code, cues);
  const isCued = (code: string) => memory.scores.some(score => score.code === code);
  for (const code of memory.named) if (!isCued(code)) consider(code, 0);
  for (const code of priors.keys()) if (!isCued(code) && !memory.named.includes(code)) consider(code, 0);

  const top = candidates.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1)).slice(0, mostConsidered);
  const sum = top.reduce((total, { score }) => total + Math.exp(sharpness * score), Math.exp(sharpness * nobody));
  return top.slice(0, 3).map(({ code, score }) => ({
    code,
    because: because(memory, content, code, priors.get(code)?.process ?? '', lang),
    confidence: Math.round((1000 * Math.exp(sharpness * score)) / sum) / 1000,
  }));
}

/** What nobody said anything for is not ranked. */
const least = 0.35;

/** What the processes of the talk say for their leaves: the first of several that name a leaf counts. */
function priorsOf(content: Content, process: string | null, seen: readonly string[]): Priors {
  const { byProcess } = leafIndex(content);
  const priors = new Map<string, { worth: number; process: string }>();
  const add = (key: string, share: number): void => {
    for (const { code, worth } of byProcess.get(key) ?? []) if (!priors.has(code)) priors.set(code, { worth: share * worth, process: key });
  };
  if (process !== null) add(process, 1);
  for (const key of seen) if (key !== process) add(key, process === null ? 1 : 0.4);
  return priors;
}

type Priors = ReadonlyMap<string, { readonly worth: number; readonly process: string }>;

function because(memory: CategoryMemory, content: Content, code: string, process: string, lang: Lang): string {
  const write = wording[lang];
  const score = memory.scores.find(each => each.code === code);
  const leaf = leafIndex(content).byCode.get(code);
  const quote = score?.quote || (leaf ? firstSaid(memory, leaf) : '');
  return quote !== '' || score ? write.said(quote) : write.process(content.processes.get(process)?.title ?? '');
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
    chosen === null || ranking.some(({ code }) => code === chosen) ? ranking : [...ranking, { code: chosen, confidence: 0, because: '' }]; // found by the agent
  return {
    key: 'category',
    kind: 'category',
    ranking: shown.map(({ code, confidence, because }) => ({
      code,
      path: [...(content.leaves.get(code)?.path ?? [])],
      confidence,
      because,
    })),
    ...(chosen === null ? {} : { chosen }),
    by: memory.chosen !== null ? 'agent' : isSure ? 'engine' : 'nobody',
    evidence: [...memory.evidence],
    loudness: 'quiet',
  };
}
