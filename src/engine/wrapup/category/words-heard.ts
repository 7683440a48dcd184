import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { Best } from '#engine/wrapup/category/best.ts';
import type { LeafWords } from '#engine/wrapup/category/leaf-words.ts';

/** What was said so far, held against what was learned: the few leaves it is most like, best first. */
export interface WordsHeard {
  readonly leaves: readonly number[];
  readonly worths: readonly number[]; // of these leaves, not yet brought to one length
  readonly quotes: readonly Quote[]; // of these leaves: the customer's words that say most for it
  readonly square: number; // of the length of what was said
  readonly turns: number; // that spoke for any leaf
}

/** Words of the customer that speak for a leaf, and how much. */
export interface Quote {
  readonly words: string;
  readonly worth: number;
  readonly evidence: Evidence | null;
}

export const noWords: WordsHeard = { leaves: [], worths: [], quotes: [], square: 0, turns: 0 };

/** So many leaves are carried on from turn to turn. */
const mostLeaves = 32;
/** Of so many of the best it is known which words speak for them. */
const quoted = 3;
const noQuote: Quote = { words: '', worth: 0, evidence: null };

/** Adds one turn, by its share: the same when nothing in it speaks for any leaf. */
export function hearWords(before: WordsHeard, words: LeafWords, utterance: Utterance, normal: string, share: number): WordsHeard {
  const { leaves: fresh, square } = words.hear(normal);
  if (fresh.length === 0) return before;
  const { carried } = words;
  best.count = 0;
  carried.begin();
  for (let at = 0; at < before.leaves.length; at++) {
    const leaf = before.leaves[at] as number;
    carried.placeOf(leaf, at);
    best.put(leaf, (before.worths[at] as number) + share * words.worthOf(leaf));
  }
  for (const leaf of fresh) if (carried.find(leaf) < 0) best.put(leaf, share * words.worthOf(leaf));

  const isCustomer = utterance.speaker === 'customer';
  const leaves: number[] = [];
  const worths: number[] = [];
  const quotes: Quote[] = [];
  for (let at = 0; at < best.count; at++) {
    const leaf = best.leaves[at] as number;
    leaves.push(leaf);
    worths.push(best.worths[at] as number);
    const place = carried.find(leaf);
    quotes.push(place < 0 ? noQuote : (before.quotes[place] as Quote));
    if (at >= quoted || !isCustomer) continue;
    const now = share * words.worthOf(leaf);
    if (now > (quotes[at] as Quote).worth) quotes[at] = quoteOf(words, leaf, utterance, normal, now);
  }
  return { leaves, worths, quotes, square: before.square + share * share * square, turns: before.turns + 1 };
}

const best = new Best(mostLeaves);

function quoteOf(words: LeafWords, leaf: number, { text, position, revision }: Utterance, normal: string, worth: number): Quote {
  const [from, to] = words.wordsFor(leaf);
  if (to === from) return { words: '', worth, evidence: null };
  if (normal.length !== text.length) return { words: normal.slice(from, to), worth, evidence: null }; // spoken numbers became digits
  return { words: text.slice(from, to), worth, evidence: { position, revision, span: [from, to] } };
}

/** How like a leaf's examples the talk is, 0 to about 1; 0 for a leaf that is not among the best. */
export function likeness(words: WordsHeard, leaf: number): number {
  const at = words.leaves.indexOf(leaf);
  return at < 0 ? 0 : likenessAt(words, at);
}

/** The same for the leaf at a place among the best. */
export function likenessAt({ worths, square }: WordsHeard, at: number): number {
  return (worths[at] as number) / Math.sqrt(square || 1);
}

/** The customer's words that say most for a leaf; empty when none were singled out. */
export function quoteFor({ leaves, quotes }: WordsHeard, leaf: number): Quote {
  const at = leaves.indexOf(leaf);
  return at < 0 ? noQuote : (quotes[at] as Quote);
}
