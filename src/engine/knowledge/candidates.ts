import type { Article } from '#domain/article.ts';
import type { Heard, Hit } from '#domain/hit.ts';
import { type Asking, spokenLength } from '#engine/knowledge/asking.ts';
import { articleIndex } from '#engine/knowledge/cue-index.ts';
import type { Said } from '#engine/knowledge/lookup.ts';
import type { Moment } from '#engine/moment.ts';

/** An article that may answer the turn, how surely, and the words it was found by. */
export interface Candidate {
  readonly article: Article;
  readonly confidence: number;
  readonly hit: Hit | null;
}

/** The article that answers this turn most surely, of those not `unwanted`. `before`: what was said before, newest first. */
export function bestAnswer(moment: Moment, asking: Asking, before: readonly Said[], unwanted: readonly string[]): Candidate | null {
  const { heard } = moment;
  const found = heard === null ? none : findIn(moment, heard, asking, before);
  if (found.length === 0) return null;

  const isOfHere = spokenLength(heard?.normal ?? '') <= shortTurn || isAskedHere(found, moment.facts.topic.process);
  let best: Signs | null = null;
  let confidence = -1;
  for (const signs of found) {
    const { article } = signs;
    if (!isEffective(article, moment) || unwanted.includes(article.key)) continue;
    const its = weigh(signs, asking, isOfHere, moment);
    if (best && (its < confidence || (its === confidence && article.key > best.article.key))) continue;
    best = signs;
    confidence = its;
  }
  return best && { article: best.article, confidence, hit: best.hit };
}

/** Articles by the cues that ask for them and by what their words are like. */
function findIn(moment: Moment, heard: Heard, asking: Asking, before: readonly Said[]): readonly Signs[] {
  const { byCue, openers, articles, sorting } = articleIndex(moment.content);
  const { process, changed } = moment.facts.topic;
  const found: Signs[] = [];
  sorting.begin();
  for (const hit of heard.hits)
    for (const number of byCue.at(hit.cue) ?? none) {
      const signs = found[sorting.placeOf(number, found.length)];
      if (signs) signs.cues += hit.confidence;
      else found.push({ article: articles[number] as Article, odds: notFound, cues: hit.confidence, hit, opens: false });
    }
  for (const number of (changed && process !== null && openers.get(process)) || none) {
    const signs = found[sorting.placeOf(number, found.length)];
    if (signs) signs.opens = true;
    else found.push({ article: articles[number] as Article, odds: notFound, cues: 0, hit: null, opens: true });
  }
  if (asking === 'nothing') return found;
  for (const { key, place: number, confidence } of moment.content.lookup.find(heard.normal, before, mostFound)) {
    const odds = oddsOf(confidence);
    if (articles[number]?.key !== key) continue;
    const signs = found[sorting.placeOf(number, found.length)];
    if (signs) signs.odds = odds;
    else found.push({ article: articles[number] as Article, odds, cues: 0, hit: null, opens: false });
  }
  return found.filter(({ odds, hit, opens }) => hit !== null || opens || odds > hardlyLike);
}

function isAskedHere(found: readonly Signs[], process: string | null): boolean {
  return process !== null && found.some(({ article, cues }) => cues > 0 && article.process === process);
}

const none: readonly never[] = [];

interface Signs {
  readonly article: Article;
  odds: number;
  cues: number;
  readonly hit: Hit | null;
  opens: boolean; // its business begins with this turn
}

const mostFound = 6;
/** Log-odds of an article whose words are not the turn's at all. */
const notFound = -3.2;
const hardlyLike = -3;
/** What an article gains that opens the business which begins with this turn: with it few of its words are enough. */
const begins = 1;
/** What every article loses while a business runs its course: what is said then mostly carries it on and asks nothing. */
const underWay = 0.4;
/** A turn this short says what it wants of the business at hand, not of another. */
const shortTurn = 12;

/**
 * Log-odds, added up: what the words are like, cues that ask for it, how the turn asks, and what the talk is about: the process at
 * hand is asked before others (卡找到了还能用吗 means the card of this call), all the more in few words (手续费贵吗) or when it has the answer. A complaint,
 * fraud or distress keeps everything quiet that is not part of it.
 */
function weigh(signs: Signs, asking: Asking, isOfHere: boolean, moment: Moment): number {
  const { article, odds: found, cues, opens } = signs;
  const { process, suspended, sensitive, changed } = moment.facts.topic;
  const isHere = article.process !== undefined && article.process === process;
  const isElsewhere = article.process !== undefined && process !== null && !isHere && !suspended.includes(article.process);

  let odds = 0.75 + Math.max(notFound, Math.min(2.5, found));
  if (cues > 0) odds += 2 * Math.min(1, cues) + 0.5 * Math.max(0, Math.min(2, cues - 1));
  if (opens) odds += begins;
  if (process !== null && !changed) odds -= underWay;
  if (asking === 'question') odds += 0.5;
  if (asking === 'statement') odds -= 0.9;
  if (asking === 'answer') odds -= 2;
  if (asking === 'nothing') odds -= 2.2;
  if (isHere)
    odds += isBeginning(signs, changed) ? 0.1 : changed && cues > 0 ? 1.2 : 0.8; // a business that begins with this turn begins with a need
  else if (isElsewhere) odds -= (isOfHere ? 1.8 : 1.3) + (sensitive ? 1.5 : 0);
  else if (article.process !== undefined && process !== null && sensitive) odds -= 1.5;
  return Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
}

/** Only the business was named: that asks for the article which opens it (挂失), hardly for one about its course (投诉多久有结果). */
function isBeginning({ cues, opens }: Signs, changed: boolean): boolean {
  return changed && cues === 0 && !opens;
}

function oddsOf(confidence: number): number {
  const safe = Math.min(0.999, Math.max(0.001, confidence));
  return Math.log(safe / (1 - safe));
}

function isEffective(article: Article, moment: Moment): boolean {
  if (article.from === undefined && article.to === undefined) return true;
  const day = moment.meta.openedAt.slice(0, 10);
  return (article.from === undefined || article.from <= day) && (article.to === undefined || day <= article.to);
}
