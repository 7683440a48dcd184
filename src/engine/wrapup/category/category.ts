import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { type Bits, hasBit, noBits, withBits } from '#engine/wrapup/category/bits.ts';
import { type LeafIndex, leafIndex, type NamedLeaf, type Pair } from '#engine/wrapup/category/leaf-index.ts';
import { visitPairs } from '#engine/wrapup/category/pairs.ts';
import { hearWords, noWords, type WordsHeard } from '#engine/wrapup/category/words-heard.ts';
import type { LeafHit } from '#engine/wrapup/wrapup-hits.ts';

/** What cues speak for a leaf so far. */
export interface CueScore {
  readonly cues: number; // weights of distinct cues, the later ones worth less
  readonly count: number;
  readonly own: number; // of these, what cues told that are the leaf's alone
  readonly quote: string; // the first words that spoke for it
}

/** What the category remembers: what has been heard, each thing once, and the few leaves it speaks for. */
export interface CategoryMemory {
  readonly leaves: readonly number[]; // that a cue spoke for, or of whose name the customer has said half or more
  readonly scores: readonly CueScore[]; // of these leaves
  readonly worths: readonly number[]; // of these leaves: what was heard is worth to each, kept so that ranking only compares
  readonly heard: Bits; // cues counted: the customer's even, the agent's odd
  readonly pairs: Bits; // pairs of characters counted
  readonly said: string; // the same as text, in the order in which they were said
  readonly evidence: readonly Evidence[];
  readonly words: WordsHeard; // held against what was learned of the leaves' examples
  readonly chosen: string | null; // by the agent
  readonly demand: { readonly process: string | null; readonly turn: number }; // since when the talk is about this process
}

export const noCategory: CategoryMemory = {
  leaves: [],
  scores: [],
  worths: [],
  heard: noBits,
  pairs: noBits,
  said: ' ',
  evidence: [],
  words: noWords,
  chosen: null,
  demand: { process: null, turn: 0 },
};

const mostSaid = 1800; // characters
const mostEvidence = 5;
/** The agent's words count too, for less: they name the business, also businesses only offered. */
const agentCounts = 0.5;
/** What the customer wants is said when the business begins; so many turns later most words are about the way there. */
const demandTurns = 5;
const lateCounts = 0.5;
/** Another business came along: its words say what else was wanted, not what the call is about. */
const asideCounts = 0.3;
/** Held against the examples, every turn counts less than the one before: the demand comes first. */
const wanes = 0.15;
/** A second cue of the same leaf in one breath says the same again. */
const againCounts = 0.5;

/**
 * Adds what one turn says. The same memory when it says nothing new: work grows with the turn, not with the tree. `isAside`: the turn
 * belongs to a business that came along beside the one the call is about.
 */
export function hearCategory(
  memory: CategoryMemory,
  moment: Moment,
  utterance: Utterance,
  hits: readonly LeafHit[],
  isAside: boolean,
): CategoryMemory {
  const { content } = moment;
  const index = leafIndex(content);
  const { process } = moment.facts.topic;
  const demand = process === memory.demand.process ? memory.demand : { process, turn: moment.turn };
  const isLate = process !== null && moment.turn - demand.turn > demandTurns;
  const business = isAside ? asideCounts : 1;
  const share = business * (utterance.speaker !== 'customer' ? agentCounts : isLate ? lateCounts : 1);
  const cued = hearCues(demand === memory.demand ? memory : { ...memory, demand }, index, hits, utterance, share);
  const named = utterance.speaker === 'customer' && memory.said.length < mostSaid ? hearNames(cued, index, utterance.text) : cued;
  if (content.leafWords === null || moment.heard === null || utterance.speaker !== 'customer') return named;
  const counts = business / (1 + wanes * named.words.turns);
  const words = hearWords(named.words, content.leafWords, utterance, moment.heard.normal, counts);
  return words === named.words ? named : { ...named, words };
}

/** What the words of a leaf's name are worth to it, without any cue. */
export function nameAlone({ pairs }: CategoryMemory, leaf: NamedLeaf): number {
  return nameWorth(nameSaid(pairs, leaf));
}

function nameWorth(name: number): number {
  return name >= namedFrom ? 0.9 * Math.min(1, name) : 0.2 * name;
}

/** How much of a leaf's name the customer has said, 0 to 1. */
function nameSaid(said: Bits, { pairs, weights }: NamedLeaf): number {
  if (said.length === 0) return 0; // a name has been begun by nobody
  let name = 0;
  for (let at = 0; at < pairs.length; at++) if (hasBit(said, pairs[at] as number)) name += weights[at] as number;
  return name;
}

/** The first words of a leaf's name that the customer said; empty when none were. */
export function firstSaid(index: LeafIndex, { pairs: heard, said }: CategoryMemory, { pairs }: NamedLeaf): string {
  let first = '';
  let firstAt = Number.POSITIVE_INFINITY;
  for (const id of pairs) {
    if (!hasBit(heard, id)) continue;
    const { text } = index.pairs[id] as Pair;
    const at = said.indexOf(` ${text} `);
    if (at < firstAt) [first, firstAt] = [text, at];
  }
  return first.replace('_', ' ');
}

function hearCues(memory: CategoryMemory, index: LeafIndex, hits: readonly LeafHit[], utterance: Utterance, share: number): CategoryMemory {
  if (hits.length === 0) return memory;
  const isCustomer = utterance.speaker === 'customer';
  const { position, revision, text } = utterance;
  const bits: number[] = [];
  const heardNow: string[] = [];
  let tally: Tally | null = null;
  const evidence: Evidence[] = [];
  const told = new Set<number>(); // leaves that a cue of their own has spoken for in this breath
  for (const { hit, cue } of hits) {
    const { concept, span } = hit;
    const bit = cue.id * 2 + (isCustomer ? 0 : 1);
    if (hasBit(memory.heard, bit) || bits.includes(bit) || (isCustomer && isEndOf(concept, heardNow))) continue;
    bits.push(bit);
    heardNow.push(concept);
    tally ??= new Tally(memory);
    const quote = text.slice(span[0], span[1]);
    const worth = cue.weight * share;
    const { isOwn } = cue;
    for (const leaf of cue.leaves) {
      const tells = isOwn && told.has(leaf.id) ? worth * againCounts : worth;
      count(tally, memory, index, leaf, tells, quote, isOwn ? tells * (isCustomer ? 1 : agentCounts) : 0);
      if (isOwn) told.add(leaf.id);
    }
    if (isCustomer) evidence.push({ position, revision, span: [span[0], span[1]], concept });
  }
  if (tally === null) return memory;
  const rests = evidence.length === 0 || memory.evidence.length >= mostEvidence;
  return {
    ...memory,
    ...tally.now,
    heard: withBits(memory.heard, bits),
    evidence: rests ? memory.evidence : [...memory.evidence, ...evidence].slice(0, mostEvidence),
  };
}

/** A bare word that another cue of the same breath ends with (挂失 after 帮我.{0,4}挂失) says nothing more. */
function isEndOf(concept: string, others: readonly string[]): boolean {
  return others.some(other => other.endsWith(concept));
}

function count(tally: Tally, memory: CategoryMemory, index: LeafIndex, leaf: NamedLeaf, worth: number, quote: string, own: number): void {
  const old = tally.scoreOf(leaf);
  const first = old.count > 0 ? old.quote : firstSaid(index, memory, leaf);
  const score = { cues: old.cues + worth / (1 + 0.5 * old.count), count: old.count + 1, own: old.own + own, quote: first || quote };
  tally.put(leaf, score, nameSaid(memory.pairs, leaf));
}

/** From this share of its name on a leaf counts as named. */
const namedFrom = 0.5;

function hearNames(memory: CategoryMemory, index: LeafIndex, text: string): CategoryMemory {
  const fresh: number[] = [];
  const hear = (pair: number) => {
    if (pair >= 0 && !hasBit(memory.pairs, pair) && !fresh.includes(pair)) fresh.push(pair);
  };
  visitPairs(
    text,
    (first, second) => hear(index.byUnits.find(first, second)),
    words => hear(index.byWords.get(words) ?? -1),
  );
  if (fresh.length === 0) return memory;

  const pairs = fresh.map(pair => index.pairs[pair] as Pair);
  const said = pairs.reduce((all, pair) => `${all}${pair.text} `, memory.said);
  const saidPairs = withBits(memory.pairs, fresh);
  const tally = new Tally(memory);
  for (const { leaves } of pairs) for (const leaf of leaves) tally.name(leaf, nameSaid(saidPairs, leaf));
  return { ...memory, ...tally.now, pairs: saidPairs, said };
}

const silent: CueScore = { cues: 0, count: 0, own: 0, quote: '' };

/** The leaves spoken for, while a turn adds to them: copied when the first one changes. */
class Tally {
  #now: Pick<CategoryMemory, 'leaves' | 'scores' | 'worths'>;
  #own: { leaves: number[]; scores: CueScore[]; worths: number[] } | null = null;

  constructor({ leaves, scores, worths }: CategoryMemory) {
    this.#now = { leaves, scores, worths };
  }

  get now(): Pick<CategoryMemory, 'leaves' | 'scores' | 'worths'> {
    return this.#now;
  }

  /** What cues speak for a leaf: nothing yet where it is new. */
  scoreOf({ id }: NamedLeaf): CueScore {
    const at = this.#now.leaves.indexOf(id);
    return at < 0 ? silent : (this.#now.scores[at] as CueScore);
  }

  put({ id }: NamedLeaf, score: CueScore, name: number): void {
    const at = this.#now.leaves.indexOf(id);
    this.#own ??= { leaves: this.#now.leaves.slice(), scores: this.#now.scores.slice(), worths: this.#now.worths.slice() };
    this.#now = this.#own;
    const place = at < 0 ? this.#own.leaves.push(id) - 1 : at;
    this.#own.scores[place] = score;
    this.#own.worths[place] = 1.2 * score.cues + nameWorth(name);
  }

  /** A leaf's name was said: half of it makes it one to rank. */
  name(leaf: NamedLeaf, name: number): void {
    if (name >= namedFrom || this.#now.leaves.includes(leaf.id)) this.put(leaf, this.scoreOf(leaf), name);
  }
}
