import type { Hit } from '#domain/hit.ts';
import type { TopicCue, TopicIndex } from '#engine/topic/topic-index.ts';

/** How strongly one utterance speaks for a process, and the words it rests on. */
export interface Mentioned {
  readonly process: string;
  readonly strength: number; // 0 to 1, of this utterance alone
  readonly strong: boolean; // the customer asked for it, in words an editor wrote or close to them
  readonly learned: boolean; // nothing but examples speaks for it
  readonly likeness: number; // how much these words are like those of customers who come for it, as learned; 0: hardly, or nothing was learned
  readonly hits: readonly Hit[];
}

const weight = {
  customer: { trigger: 0.8, opening: 0.83, mention: 0.35, question: 0.3, step: 0, 'not-when': 0 },
  agent: { trigger: 0.48, opening: 0, mention: 0.2, question: 0, step: 0.2, 'not-when': 0 }, // the agent's words confirm, they do not ask
} as const;

const nothing: readonly Mentioned[] = [];
const nobody: readonly Found[] = [];

/** Weighs what was heard for every process it speaks for. Words inside a longer trigger of another process do not count. */
export function weigh(index: TopicIndex, hits: readonly Hit[], speaker: 'customer' | 'agent'): readonly Mentioned[] {
  const found = findIn(index, hits);
  if (found.length === 0) return nothing;
  const silencing = speaker === 'customer' ? found.filter(({ cue }) => cue.as === 'not-when') : nobody;
  const triggers = found.filter(({ cue }) => cue.as === 'trigger' && !isOf(silencing, cue.process));

  const sums: Sum[] = [];
  for (const { cue, hit } of found) {
    const { process, as } = cue;
    const strength = weight[speaker][as] * hit.confidence;
    if (weight[speaker][as] === 0 || (as !== 'opening' && isOf(silencing, process))) continue;
    if (isInsideAnother(triggers, process, hit)) continue;

    const sum = sumOf(sums, process);
    if ((sum && holds(sum, hit)) || (as === 'step' && sum?.hasStep)) continue;
    const strong = as === 'trigger' && hit.how !== 'example' && hit.confidence >= 0.6; // what was learned begins a process, it leaves none
    const isNamed = as !== 'question'; // 多少钱 alone is a question in any business
    const hasStep = as === 'step'; // one utterance is one step, in however many words
    const likeness = as === 'opening' ? hit.confidence : 0;
    if (!sum) sums.push({ process, missing: 1 - strength, strong, learned: as === 'opening', likeness, isNamed, hasStep, hits: [hit] });
    else {
      sum.missing *= 1 - strength;
      sum.strong ||= strong;
      sum.learned &&= as === 'opening';
      sum.likeness = Math.max(sum.likeness, likeness);
      sum.isNamed ||= isNamed;
      sum.hasStep ||= hasStep;
      sum.hits.push(hit);
    }
  }
  return sums.filter(({ isNamed }) => isNamed).map(({ missing, isNamed, hasStep, ...rest }) => ({ ...rest, strength: 1 - missing }));
}

/** Whether any of these speaks of a process. */
function isOf(found: readonly Found[], process: string): boolean {
  for (const { cue } of found) if (cue.process === process) return true;
  return false;
}

/** Whether a hit stands inside a longer trigger of another process. */
function isInsideAnother(triggers: readonly Found[], process: string, hit: Hit): boolean {
  for (const other of triggers) if (other.cue.process !== process && covers(other.hit, hit)) return true;
  return false;
}

function sumOf(sums: readonly Sum[], process: string): Sum | undefined {
  for (const sum of sums) if (sum.process === process) return sum;
  return undefined;
}

function holds({ hits }: Sum, hit: Hit): boolean {
  for (const other of hits) if (same(other, hit)) return true;
  return false;
}

interface Sum {
  readonly process: string;
  missing: number;
  strong: boolean;
  learned: boolean;
  likeness: number;
  isNamed: boolean;
  hasStep: boolean;
  readonly hits: Hit[];
}

interface Found {
  readonly cue: TopicCue;
  readonly hit: Hit;
}

function findIn({ byCue }: TopicIndex, hits: readonly Hit[]): readonly Found[] {
  const found: Found[] = [];
  for (const hit of hits) {
    const cues = byCue.at(hit.cue);
    if (cues) for (const cue of cues) found.push({ cue, hit });
  }
  return found;
}

/** The strongest first; among equals the one with more words, then by key, so that it never depends on order. */
export function strongestFirst(a: Mentioned, b: Mentioned): number {
  return b.strength - a.strength || words(b) - words(a) || (a.process < b.process ? -1 : 1);
}

function words({ hits }: Mentioned): number {
  return hits.reduce((sum, { span }) => sum + span[1] - span[0], 0);
}

function covers(outer: Hit, inner: Hit): boolean {
  const longer = outer.span[1] - outer.span[0] > inner.span[1] - inner.span[0];
  return longer && outer.how !== 'example' && outer.span[0] <= inner.span[0] && outer.span[1] >= inner.span[1];
}

function same(a: Hit, b: Hit): boolean {
  return a.concept === b.concept && a.span[0] === b.span[0] && a.span[1] === b.span[1];
}
