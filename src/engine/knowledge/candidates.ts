import type { Article } from '#domain/article.ts';
import type { Hit } from '#domain/hit.ts';
import type { Asking } from '#engine/knowledge/asking.ts';
import { articlesByCue } from '#engine/knowledge/cue-index.ts';
import type { Moment } from '#engine/moment.ts';

/** An article that may answer the turn, how surely, and the words it was found by. */
export interface Candidate {
  readonly article: Article;
  readonly confidence: number;
  readonly hit: Hit | null;
}

/** The articles that may answer this turn, best first. `before`: the customer's earlier turns, newest first. */
export function candidatesOf(moment: Moment, asking: Asking, before: readonly string[]): readonly Candidate[] {
  const heard = moment.heard;
  if (!heard) return [];

  const cued = cuedArticles(moment);
  if (asking === 'nothing' && cued.size === 0) return [];

  const found = new Map<string, number>();
  for (const { key, confidence } of moment.content.lookup.find(
    heard.normal,
    asking === 'question' && heard.normal.length <= elliptic ? before : [],
    mostFound,
  ))
    found.set(key, confidence);
  const keys = new Set([...cued.keys(), ...(asking === 'nothing' ? [] : found.keys())]);

  const process = moment.facts.topic.process;
  const isAskedHere = process !== null && [...cued.keys()].some(key => moment.content.articles.get(key)?.process === process);
  const candidates: Candidate[] = [];
  for (const key of keys) {
    const article = moment.content.articles.get(key);
    if (!article || !isEffective(article, moment)) continue;
    const hits = cued.get(key) ?? [];
    const confidence = weigh(article, found.get(key) ?? 0, hits.length, asking, isAskedHere, moment);
    candidates.push({ article, confidence, hit: hits[0] ?? null });
  }
  return candidates.sort((a, b) => b.confidence - a.confidence || (a.article.key < b.article.key ? -1 : 1));
}

const mostFound = 8;
/** A question this short leans on what was said before (那信用卡呢). */
const elliptic = 14;

function cuedArticles(moment: Moment): ReadonlyMap<string, readonly Hit[]> {
  const index = articlesByCue(moment.content);
  const cued = new Map<string, Hit[]>();
  for (const hit of moment.heard?.hits ?? [])
    for (const { key } of index.get(hit.concept) ?? []) {
      const hits = cued.get(key);
      if (hits) hits.push(hit);
      else cued.set(key, [hit]);
    }
  return cued;
}

/** Likeness below this is chance: the business at hand lends it nothing. */
const telling = 0.25;

/**
 * Log-odds, added up: what the words are like, cues that ask for it, how the turn asks, and what the talk is about: the process at
 * hand is asked before others (卡找到了还能用吗 means the card of this call). A complaint,
 * fraud or distress keeps everything quiet that is not part of it.
 */
function weigh(article: Article, found: number, cues: number, asking: Asking, isAskedHere: boolean, moment: Moment): number {
  const { process, suspended, sensitive } = moment.facts.topic;
  const isHere = article.process !== undefined && article.process === process;
  const isElsewhere = article.process !== undefined && process !== null && !isHere;

  let odds = -2.1 + 4 * found;
  odds += cues > 0 ? 2.2 + 0.4 * Math.min(2, cues - 1) : -0.3;
  if (asking === 'question') odds += 0.7;
  if (asking === 'nothing') odds -= 1.2;
  if (isHere) {
    const begins = moment.facts.topic.changed && cues > 0; // a business that begins with this turn begins with a need
    odds += begins ? 1.8 : cues > 0 || found >= telling ? 1.2 : 0;
  } else if (isElsewhere && !suspended.includes(article.process as string)) odds -= isAskedHere ? 2 : 1;
  if (sensitive && isElsewhere) odds -= 2;
  return Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
}

function isEffective(article: Article, moment: Moment): boolean {
  const day = moment.meta.openedAt.slice(0, 10);
  return (article.from === undefined || article.from <= day) && (article.to === undefined || day <= article.to);
}
