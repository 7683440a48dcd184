import type { Hit, HitValue } from '#domain/hit.ts';
import type { Said } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import { lettersIn } from '#engine/letters.ts';
import type { Moment } from '#engine/moment.ts';
import type { Listener, Rulebook } from '#engine/quality/rulebook.ts';

/** Words a rule listens for, heard just now. */
export interface Caught {
  readonly listener: Listener;
  readonly hit: Hit;
  /** What of it to show: the pattern's words where one heard the same, beside likeness to examples. */
  readonly shown: Hit;
  /** How much they are like the examples of what the rule listens for; 0: only a pattern heard them. */
  readonly likeness: number;
}

/** What an utterance told the rules: the words caught, and the answers now waited for (numbers of listeners). */
export interface Listened {
  readonly caught: readonly Caught[];
  readonly asked: readonly number[];
}

const nothing: Listened = { caught: [], asked: [] };

/**
 * Finds the words that rules listen for, in the order in which they do their work. `asked`: listeners whose question was put in
 * the other side's last words. `known`: values the customer has said.
 */
export function listen(book: Rulebook, moment: Moment, utterance: Utterance, asked: readonly number[], known: readonly string[]): Listened {
  if (!moment.heard || utterance.speaker === 'bot' || moment.heard.hits.length === 0) return nothing;

  const { sorting } = book;
  const byCue = book.byCue[utterance.speaker];
  const said: { readonly listener: Listener; hits: readonly Hit[] }[] = [];
  const asks: number[] = [];
  sorting.begin();
  for (const hit of moment.heard.hits) {
    const roles = byCue.at(hit.cue);
    if (!roles) continue;
    const alone = [hit]; // dozens of rules may listen for these words
    for (const { listener, as } of roles) {
      if (as === 'asked') {
        asks.push(listener.number);
        continue;
      }
      const other = said[sorting.placeOf(listener.number, said.length)];
      if (other) other.hits = [...other.hits, hit];
      else said.push({ listener, hits: alone });
    }
  }

  const caught: Caught[] = [];
  const { unlike } = moment.heard;
  const values = { values: moment.heard.values, known };
  for (const { listener, hits: all } of said) {
    const hits = unlike !== undefined && listener.acts.some(act => unlike.includes(act)) ? all.filter(isLikeExamples) : all;
    if (hits.length === 0) continue;
    if (listener.isReply && !asked.includes(listener.number)) continue;
    if (listener.isNoReply && asked.includes(listener.number)) continue;
    if (listener.near.length > 0 && moment.hears(listener.near)) continue;
    const exempt = moment.hearsAll(listener.unless);
    const hit = firstThatCounts(listener.said, hits, exempt, utterance.text, values);
    if (!hit || isTooShort(listener, hit, utterance)) continue;
    const worded = isLikeExamples(hit) ? hits.filter(each => !isLikeExamples(each)) : [];
    const shown = worded.length > 0 ? firstThatCounts(listener.said, worded, exempt, utterance.text, values) : null;
    caught.push({ listener, hit, shown: shown ?? hit, likeness: likenessOf(hits) });
  }
  return { caught: inOrder(caught), asked: asks };
}

/** By number; a few are put in order fastest one by one. */
function inOrder(caught: Caught[]): readonly Caught[] {
  if (caught.length > few) return caught.sort((a, b) => a.listener.number - b.listener.number);
  for (let next = 1; next < caught.length; next++) {
    const one = caught[next] as Caught;
    let at = next;
    for (; at > 0 && (caught[at - 1] as Caught).listener.number > one.listener.number; at--) caught[at] = caught[at - 1] as Caught;
    caught[at] = one;
  }
  return caught;
}

const few = 64;

/** What was learned knows by its `unlike` sentences what is none: exemptions are written for patterns. */
function isLikeExamples({ how }: Hit): boolean {
  return how === 'example';
}

/** A word or two are like many things (习惯了, 三遍): alone their likeness accuses nobody. */
function isTooShort({ use }: Listener, hit: Hit, { text }: Utterance): boolean {
  if (!isLikeExamples(hit) || (use.kind !== 'forbid' && use.kind !== 'trigger')) return false;
  return lettersIn(text.slice(...hit.span), leastLetters) < leastLetters;
}

const leastLetters = 4;

function likenessOf(hits: readonly Hit[]): number {
  let most = 0;
  for (const hit of hits) if (isLikeExamples(hit)) most = Math.max(most, hit.confidence);
  return most;
}

/** The values of an utterance, and those the customer has said before. */
interface Values {
  readonly values: readonly HitValue[];
  readonly known: readonly string[];
}

function firstThatCounts(said: Said, hits: readonly Hit[], exempt: readonly Hit[], text: string, values: Values): Hit | null {
  if (exempt.length > 0 || said.reveals !== 'nothing') return firstCounting(said, hits, exempt, text, values);
  return said.atLeast === 1 && hits.length === 1 ? (hits[0] as Hit) : firstOf(said, hits);
}

function firstCounting(said: Said, hits: readonly Hit[], exempt: readonly Hit[], text: string, values: Values): Hit | null {
  const isExcused = (hit: Hit) => !isLikeExamples(hit) && exempt.some(other => excuses(other, hit, text));
  const counts = (hit: Hit) => !isExcused(hit) && isNews(said.reveals, hit, values);
  return firstOf(said, hits.filter(counts));
}

function firstOf(said: Said, counting: readonly Hit[]): Hit | null {
  if (said.atLeast > 1 && new Set(counting.map(hit => hit.cue)).size < said.atLeast) return null;
  let first: Hit | null = null;
  for (const hit of counting) if (first === null || isBefore(hit, first)) first = hit;
  return first;
}

/** The one that begins first; among those the longest. */
function isBefore(a: Hit, b: Hit): boolean {
  return a.span[0] < b.span[0] || (a.span[0] === b.span[0] && a.span[1] > b.span[1]);
}

const clauseEnd = /[,，。．.!！?？;；…—\n]/u; // 、 joins what belongs together
const reach = 12; // where a recogniser writes no punctuation a clause ends somewhere

interface Stretch {
  readonly span: readonly [number, number];
}

/** An exemption excuses what it overlaps, and what stands in the same clause close by. */
export function excuses(exempt: Stretch, hit: Stretch, text: string): boolean {
  const from = Math.min(exempt.span[1], hit.span[1]);
  const to = Math.max(exempt.span[0], hit.span[0]);
  if (to < from) return true;
  return to - from <= reach && !clauseEnd.test(text.slice(from, to));
}

/**
 * What is only like the examples of telling tells nothing without a value; a pattern may ask for words alone. Where no mark is told,
 * words are no news either whose numbers (of two digits or more: the house, not the floor) were all the customer's.
 */
function isNews(reveals: Said['reveals'], hit: Hit, { values, known }: Values): boolean {
  if (reveals === 'nothing') return true;
  const within = values.filter(value => overlaps(value.span, hit.span));
  const told = reveals === 'marks' ? (hit.values ?? []).filter(isMark) : within.filter(isTelling);
  if (told.length > 0) return told.some(({ value }) => !known.includes(value));
  if (reveals === 'values') return !isLikeExamples(hit);
  const numbers = within.filter(({ value }) => /\d{2}/.test(value));
  return numbers.length === 0 || numbers.some(({ value }) => !known.includes(value));
}

function isMark({ class: kind }: HitValue): boolean {
  return kind === 'mark';
}

/** Small counts (满五次, 分十二期) and shares are what every customer is told. */
function isTelling({ class: kind, value }: HitValue): boolean {
  return kind === 'amount' || kind === 'date' || kind === 'digits' || kind === 'mark' || (kind === 'number' && Number(value) >= 100);
}

function overlaps(one: HitValue['span'], other: HitValue['span']): boolean {
  return one[0] < other[1] && one[1] > other[0];
}
