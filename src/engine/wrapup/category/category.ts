import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { leafIndex, pairsOf } from '#engine/wrapup/category/leaf-index.ts';

/** What speaks for a leaf so far. */
interface LeafScore {
  readonly cues: number; // weights of distinct cues, the later ones worth less
  readonly count: number;
  readonly name: number; // how much of its name the customer has said, 0..1
  readonly quote: string; // the first words that spoke for it
}

/** What the category remembers: evidence per leaf, and what has been counted already. */
export interface CategoryMemory {
  readonly scores: Readonly<Record<string, LeafScore>>;
  readonly heard: string; // concepts counted, one a line: a string is searched and lengthened faster than a list
  readonly pairs: string; // pairs of characters counted, likewise
  readonly evidence: readonly Evidence[];
  readonly chosen: string | null; // by the agent
}

export const noCategory: CategoryMemory = { scores: {}, heard: '\n', pairs: ' ', evidence: [], chosen: null };

const mostPairs = 1800; // characters
const mostEvidence = 5;
/** The agent's words count too, for less: they name the business, also businesses only offered. */
const agentCounts = 0.5;

/** Adds what one turn says. The same memory when it says nothing new: work grows with the turn, not with the tree. */
export function hearCategory(memory: CategoryMemory, moment: Moment, utterance: Utterance): CategoryMemory {
  const { heard, content } = moment;
  if (!heard) return memory;
  const index = leafIndex(content);
  const isCustomer = utterance.speaker === 'customer';
  let scores: Record<string, LeafScore> | null = null;
  let newlyHeard = '';
  const evidence: Evidence[] = [];
  for (const hit of heard.hits) {
    const leaves = index.byCue.get(hit.concept);
    const name = isCustomer ? hit.concept : `agent:${hit.concept}`;
    if (!leaves || memory.heard.includes(`\n${name}\n`) || newlyHeard.includes(`${name}\n`)) continue;
    newlyHeard += `${name}\n`;
    scores ??= { ...memory.scores };
    const quote = utterance.text.slice(hit.span[0], hit.span[1]);
    for (const { code, weight } of leaves) {
      const old = scores[code] ?? unheard;
      const added = (weight * (isCustomer ? 1 : agentCounts)) / (1 + 0.5 * old.count);
      scores[code] = { ...old, cues: old.cues + added, count: old.count + 1, quote: old.quote || quote };
    }
    if (isCustomer)
      evidence.push({ position: utterance.position, revision: utterance.revision, span: [hit.span[0], hit.span[1]], concept: hit.concept });
  }

  let pairs = '';
  if (isCustomer && memory.pairs.length < mostPairs)
    for (const pair of pairsOf(utterance.text)) {
      const leaves = index.byPair.get(pair);
      if (!leaves || memory.pairs.includes(` ${pair} `)) continue;
      pairs += `${pair} `;
      scores ??= { ...memory.scores };
      for (const { code, weight } of leaves) {
        const old = scores[code] ?? unheard;
        scores[code] = { ...old, name: old.name + weight, quote: old.quote || pair.replace('_', ' ') };
      }
    }

  if (scores === null) return memory;
  return {
    ...memory,
    scores,
    heard: memory.heard + newlyHeard,
    pairs: memory.pairs + pairs,
    evidence: [...memory.evidence, ...evidence].slice(0, mostEvidence),
  };
}

const unheard: LeafScore = { cues: 0, count: 0, name: 0, quote: '' };

/** One leaf of the ranking. */
export interface Ranked {
  readonly code: string;
  readonly confidence: number;
  readonly because: string;
}

/** The three likeliest leaves. `process`: what the talk is about; `seen`: what it was about before. */
export function rankLeaves(
  memory: CategoryMemory,
  content: Content,
  process: string | null,
  seen: readonly string[],
  lang: Lang,
): readonly Ranked[] {
  const write = wording[lang];
  const totals = new Map<string, { score: number; because: string }>();
  for (const [code, { cues, name, quote }] of Object.entries(memory.scores)) {
    const score = 1.2 * cues + (name >= 0.5 ? 0.9 * Math.min(1, name) : 0.2 * name);
    totals.set(code, { score, because: write.said(quote) });
  }
  const priorsGiven = new Set<string>();
  const add = (key: string, worth: number): void => {
    const running = content.processes.get(key);
    if (!running) return;
    const places = new Map(running.leaves.map((code, place) => [code, place]));
    for (const code of [...running.leaves, ...(leafIndex(content).byProcess.get(key) ?? [])]) {
      if (!content.leaves.has(code)) continue;
      const place = places.get(code);
      const prior = worth * (place === undefined ? 1.1 : ([1.9, 1.65, 1.5][place] ?? 1.3));
      const old = totals.get(code) ?? { score: 0, because: '' };
      if (priorsGiven.has(code)) continue;
      priorsGiven.add(code);
      totals.set(code, { score: old.score + prior, because: old.because || write.process(running.title) });
    }
  };
  if (process !== null) add(process, 1);
  for (const key of seen) if (key !== process) add(key, process === null ? 1 : 0.4);

  const ranked = [...totals].map(([code, { score, because }]) => ({ code, score, because })).filter(({ score }) => score > 0.35);
  ranked.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  const top = ranked.slice(0, mostConsidered);
  const sum = top.reduce((total, { score }) => total + Math.exp(sharpness * score), Math.exp(sharpness * nobody));
  return top
    .slice(0, 3)
    .map(({ code, score, because }) => ({ code, because, confidence: Math.round((1000 * Math.exp(sharpness * score)) / sum) / 1000 }));
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
