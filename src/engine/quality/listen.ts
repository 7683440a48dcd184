import type { Hit } from '#domain/hit.ts';
import type { Said } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import type { Listener, Rulebook } from '#engine/quality/rulebook.ts';

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
 * Finds the words that rules listen for. `asked`: listeners whose question was put in the other side's last words.
 * `known`: values of marks the customer has said.
 */
export function listen(book: Rulebook, moment: Moment, utterance: Utterance, asked: readonly string[], known: readonly string[]): Listened {
  if (!moment.heard || utterance.speaker === 'bot' || moment.heard.hits.length === 0) return nothing;

  const says = new Map<number, Hit[]>();
  const unless = new Map<number, Hit[]>();
  const near = new Set<number>();
  const asks: string[] = [];
  for (const hit of moment.heard.hits) {
    for (const { listener, as } of book.byConcept.get(hit.concept) ?? []) {
      const { said, name } = book.listeners[listener] as Listener;
      if (as === 'asked') {
        if (said.by !== utterance.speaker && !asks.includes(name)) asks.push(name);
      } else if (said.by !== 'any' && said.by !== utterance.speaker) continue;
      else if (as === 'near') near.add(listener);
      else push(as === 'says' ? says : unless, listener, hit);
    }
  }

  const caught: Caught[] = [];
  for (const [index, hits] of says) {
    const listener = book.listeners[index] as Listener;
    if (near.has(index)) continue;
    if (listener.said.replyTo.length > 0 && !asked.includes(listener.name)) continue;
    const hit = firstThatCounts(listener.said, hits, unless.get(index) ?? [], utterance.text, known);
    if (hit) caught.push({ listener, hit });
  }
  return { caught: caught.sort((a, b) => (a.listener.name < b.listener.name ? -1 : 1)), asked: asks.sort() };
}

function push(map: Map<number, Hit[]>, key: number, hit: Hit): void {
  const list = map.get(key);
  if (list) list.push(hit);
  else map.set(key, [hit]);
}

function firstThatCounts(said: Said, hits: readonly Hit[], exempt: readonly Hit[], text: string, known: readonly string[]): Hit | null {
  const counting = hits.filter(hit => !exempt.some(other => excuses(other, hit, text)) && (!said.reveals || isNews(hit, known)));
  if (new Set(counting.map(hit => hit.concept)).size < said.atLeast) return null;
  return counting.toSorted((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])[0] ?? null;
}

const clauseEnd = /[,，。．.!！?？;；、…—\n]/u;
const reach = 12; // where a recogniser writes no punctuation a clause ends somewhere

/** An exemption excuses what it overlaps, and what stands in the same clause close by. */
function excuses(exempt: Hit, hit: Hit, text: string): boolean {
  const from = Math.min(exempt.span[1], hit.span[1]);
  const to = Math.max(exempt.span[0], hit.span[0]);
  if (to < from) return true;
  return to - from <= reach && !clauseEnd.test(text.slice(from, to));
}

function isNews(hit: Hit, known: readonly string[]): boolean {
  const marks = (hit.values ?? []).filter(value => value.class === 'mark');
  return marks.length === 0 || marks.some(mark => !known.includes(mark.value));
}
