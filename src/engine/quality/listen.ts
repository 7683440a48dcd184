import type { Hit } from '#domain/hit.ts';
import type { Said } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import type { Listener, Role, Rulebook } from '#engine/quality/rulebook.ts';

/** Words a rule listens for, heard just now. */
export interface Caught {
  readonly listener: Listener;
  readonly hit: Hit;
}

/** What an utterance told the rules: the words caught, and the answers now waited for (names of listeners). */
export interface Listened {
  readonly caught: readonly Caught[];
  readonly asked: readonly string[];
}

const nothing: Listened = { caught: [], asked: [] };

/**
 * Finds the words that rules listen for, in the order in which they do their work. `asked`: listeners whose question was put in
 * the other side's last words. `known`: values of marks the customer has said.
 */
export function listen(book: Rulebook, moment: Moment, utterance: Utterance, asked: readonly string[], known: readonly string[]): Listened {
  if (!moment.heard || utterance.speaker === 'bot' || moment.heard.hits.length === 0) return nothing;

  const says = new Map<Listener, Hit[]>();
  const asks: string[] = [];
  const { hits: heard } = moment.heard;
  const byCue = book.byCue[utterance.speaker];
  for (const hit of heard) {
    for (const { listener, as } of byCue.at(hit.cue) ?? none) {
      if (as === 'says') push(says, listener, hit);
      else if (!asks.includes(listener.name)) asks.push(listener.name);
    }
  }

  const caught: Caught[] = [];
  for (const [listener, hits] of says) {
    if (listener.said.replyTo.length > 0 && !asked.includes(listener.name)) continue;
    if (listener.near.length > 0 && moment.hears(listener.near)) continue;
    const exempt = moment.hearsAll(listener.unless);
    const hit = firstThatCounts(listener.said, hits, exempt, utterance.text, known);
    if (hit) caught.push({ listener, hit });
  }
  return { caught: caught.sort((a, b) => a.listener.rank - b.listener.rank), asked: asks.sort() };
}

const none: readonly Role[] = [];

function push(says: Map<Listener, Hit[]>, listener: Listener, hit: Hit): void {
  const hits = says.get(listener);
  if (hits) hits.push(hit);
  else says.set(listener, [hit]);
}

function firstThatCounts(said: Said, hits: readonly Hit[], exempt: readonly Hit[], text: string, known: readonly string[]): Hit | null {
  const counts = (hit: Hit) => !exempt.some(other => excuses(other, hit, text)) && (!said.reveals || isNews(hit, known));
  const counting = exempt.length === 0 && !said.reveals ? hits : hits.filter(counts);
  if (said.atLeast > 1 && new Set(counting.map(hit => hit.concept)).size < said.atLeast) return null;
  let first: Hit | null = null;
  for (const hit of counting) if (first === null || isBefore(hit, first)) first = hit;
  return first;
}

/** The one that begins first; among those the longest. */
function isBefore(a: Hit, b: Hit): boolean {
  return a.span[0] < b.span[0] || (a.span[0] === b.span[0] && a.span[1] > b.span[1]);
}

const clauseEnd = /[,，。．.!！?？;；、…—\n]/u;
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

function isNews(hit: Hit, known: readonly string[]): boolean {
  const marks = (hit.values ?? []).filter(value => value.class === 'mark');
  return marks.length === 0 || marks.some(mark => !known.includes(mark.value));
}
