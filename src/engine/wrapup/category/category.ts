import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { type Bits, hasBit, noBits, withBits } from '#engine/wrapup/category/bits.ts';
import { type LeafIndex, leafIndex, type NamedLeaf, type Pair } from '#engine/wrapup/category/leaf-index.ts';
import { visitPairs } from '#engine/wrapup/category/pairs.ts';

/** What cues speak for a leaf so far. */
export interface CueScore {
  readonly code: string;
  readonly cues: number; // weights of distinct cues, the later ones worth less
  readonly count: number;
  readonly quote: string; // the first words that spoke for it
}

/** What the category remembers: what has been heard, each thing once, and the few leaves it speaks for. */
export interface CategoryMemory {
  readonly scores: readonly CueScore[]; // leaves that a cue spoke for
  readonly named: readonly string[]; // leaves of whose name the customer has said half or more
  readonly heard: Bits; // cues counted: the customer's even, the agent's odd
  readonly pairs: Bits; // pairs of characters counted
  readonly said: string; // the same as text, in the order in which they were said
  readonly evidence: readonly Evidence[];
  readonly chosen: string | null; // by the agent
}

export const noCategory: CategoryMemory = { scores: [], named: [], heard: noBits, pairs: noBits, said: ' ', evidence: [], chosen: null };

const mostSaid = 1800; // characters
const mostEvidence = 5;
/** The agent's words count too, for less: they name the business, also businesses only offered. */
const agentCounts = 0.5;

/** Adds what one turn says. The same memory when it says nothing new: work grows with the turn, not with the tree. */
export function hearCategory(memory: CategoryMemory, moment: Moment, utterance: Utterance): CategoryMemory {
  const index = leafIndex(moment.content);
  const cued = hearCues(memory, index, moment, utterance);
  return utterance.speaker === 'customer' && memory.said.length < mostSaid ? hearNames(cued, index, utterance.text) : cued;
}

/** A cue from outside the talk speaks for a leaf. */
export function speakFor(memory: CategoryMemory, code: string, worth: number): CategoryMemory {
  const old = memory.scores.find(score => score.code === code);
  const score = old ? { ...old, cues: old.cues + worth, count: old.count + 1 } : { code, cues: worth, count: 1, quote: '' };
  return { ...memory, scores: old ? memory.scores.map(each => (each === old ? score : each)) : [...memory.scores, score] };
}

/** How much of a leaf's name the customer has said, 0 to 1. */
export function nameSaid({ pairs: said }: CategoryMemory, { pairs }: NamedLeaf): number {
  let name = 0;
  for (const { id, weight } of pairs) if (hasBit(said, id)) name += weight;
  return name;
}

/** The first words of a leaf's name that the customer said; empty when none were. */
export function firstSaid({ pairs: heard, said }: CategoryMemory, { pairs }: NamedLeaf): string {
  let first = '';
  let firstAt = Number.POSITIVE_INFINITY;
  for (const { id, text } of pairs) {
    if (!hasBit(heard, id)) continue;
    const at = said.indexOf(` ${text} `);
    if (at < firstAt) [first, firstAt] = [text, at];
  }
  return first.replace('_', ' ');
}

function hearCues(memory: CategoryMemory, index: LeafIndex, { heard }: Moment, utterance: Utterance): CategoryMemory {
  const isCustomer = utterance.speaker === 'customer';
  const { position, revision, text } = utterance;
  const bits: number[] = [];
  const heardNow: string[] = [];
  let scores: CueScore[] | null = null;
  const evidence: Evidence[] = [];
  for (const { concept, span } of heard?.hits ?? []) {
    const cue = index.byCue.get(concept);
    if (!cue) continue;
    const bit = cue.id * 2 + (isCustomer ? 0 : 1);
    if (hasBit(memory.heard, bit) || bits.includes(bit) || (isCustomer && isEndOf(concept, heardNow))) continue;
    bits.push(bit);
    heardNow.push(concept);
    scores ??= memory.scores.slice();
    const quote = text.slice(span[0], span[1]);
    for (const code of cue.leaves) count(scores, memory, index, code, isCustomer ? cue.weight : cue.weight * agentCounts, quote);
    if (isCustomer) evidence.push({ position, revision, span: [span[0], span[1]], concept });
  }
  if (scores === null) return memory;
  const rests = evidence.length === 0 || memory.evidence.length >= mostEvidence;
  return {
    ...memory,
    scores,
    heard: withBits(memory.heard, bits),
    evidence: rests ? memory.evidence : [...memory.evidence, ...evidence].slice(0, mostEvidence),
  };
}

/** A bare word that another cue of the same breath ends with (挂失 after 帮我.{0,4}挂失) says nothing more. */
function isEndOf(concept: string, others: readonly string[]): boolean {
  return others.some(other => other.endsWith(concept));
}

function count(scores: CueScore[], memory: CategoryMemory, index: LeafIndex, code: string, worth: number, quote: string): void {
  const at = scores.findIndex(score => score.code === code);
  const old = scores[at];
  if (old) {
    scores[at] = { ...old, cues: old.cues + worth / (1 + 0.5 * old.count), count: old.count + 1, quote: old.quote || quote };
    return;
  }
  const leaf = index.byCode.get(code);
  scores.push({ code, cues: worth, count: 1, quote: (leaf && firstSaid(memory, leaf)) || quote });
}

/** From this share of its name on a leaf counts as named. */
export const namedFrom = 0.5;

function hearNames(memory: CategoryMemory, index: LeafIndex, text: string): CategoryMemory {
  const pairs: Pair[] = [];
  const hear = (pair: Pair | undefined) => {
    if (pair && !hasBit(memory.pairs, pair.id) && !pairs.includes(pair)) pairs.push(pair);
  };
  visitPairs(
    text,
    (first, second) => hear(index.byUnits.get(first)?.get(second)),
    words => hear(index.byWords.get(words)),
  );
  if (pairs.length === 0) return memory;

  const ids = pairs.map(({ id }) => id);
  const said = pairs.reduce((all, pair) => `${all}${pair.text} `, memory.said);
  const next = { ...memory, pairs: withBits(memory.pairs, ids), said };
  const named = memory.named.slice();
  for (const { leaves } of pairs)
    for (const leaf of leaves) if (!named.includes(leaf.code) && nameSaid(next, leaf) >= namedFrom) named.push(leaf.code);
  return named.length === memory.named.length ? next : { ...next, named };
}
