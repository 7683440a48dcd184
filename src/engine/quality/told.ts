import type { Article } from '#domain/article.ts';
import type { Hit, HitValue } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';
import { lettersIn } from '#engine/letters.ts';
import type { Moment } from '#engine/moment.ts';
import { allows, type Quantity, readSaid } from '#engine/quality/fact-value.ts';
import { type Factbook, factbookOf, type KnownFact } from '#engine/quality/factbook.ts';
import { excuses } from '#engine/quality/listen.ts';
import { gapBetween, isAsked } from '#engine/quality/nearby.ts';
import type { FactRule } from '#engine/quality/rulebook.ts';

/** A fact told just now otherwise than its article has it. */
export interface ToldWrong {
  readonly fact: KnownFact;
  readonly span: readonly [number, number];
}

const none: readonly never[] = [];

/** The facts this utterance tells otherwise. Costs nothing where no fact's cue is heard. */
export function toldWrongIn(moment: Moment, utterance: Utterance, rule: FactRule): readonly ToldWrong[] {
  const book = factbookOf(moment.content);
  if (!moment.heard?.hits.some(({ cue }) => book.byCue.has(cue))) return none;
  const abouts = aboutsIn(moment, book.byCue);
  if (abouts.size === 0) return none;
  const values = valuesSaid(moment, utterance, rule);
  if (values.length === 0) return none;

  const told: ToldWrong[] = [];
  for (const [fact, hits] of abouts) {
    const near = nearTo(hits, values, fact, utterance.text);
    if (near.length === 0) continue;
    if (near.some(({ said }) => said !== 'unclear' && allows(fact.quantities, said))) continue; // told right as well
    const others = [...abouts].filter(([other]) => other !== fact);
    const family = (book.ofArticle.get(fact.article.key) ?? none).filter(each => each !== fact);
    const own = near.filter(
      each => !family.some(other => bears(other, each.value, utterance.text)) && !belongsElsewhere(each, others, utterance.text),
    );
    const wrong = nearestOf(own);
    if (wrong && wrong.said !== 'unclear') told.push({ fact, span: wrong.value.span });
  }
  return told;
}

/** The facts these words ask for. */
export function factsAskedIn(moment: Moment): readonly string[] {
  const { byQuestion } = factbookOf(moment.content);
  if (byQuestion.isEmpty) return none;
  const facts = new Set<string>();
  for (const hit of moment.heard?.hits ?? none)
    for (const fact of byQuestion.at(hit.cue) ?? none) if (isInForce(fact.article, moment)) facts.add(fact.name);
  return [...facts].sort();
}

/** How long an answer may be whose subject was named only in the question. */
const shortAnswer = 30;

/**
 * A fact told otherwise in a short answer that names no subject of its own (多久到账? 一天就到). Claimed only where the answer holds a single
 * value and a single one of the facts asked for can be compared with it.
 */
export function answeredWrong(moment: Moment, utterance: Utterance, rule: FactRule, asked: readonly string[]): ToldWrong | null {
  const book = factbookOf(moment.content);
  if (asked.length === 0 || lettersIn(utterance.text, shortAnswer + 1) > shortAnswer || aboutsIn(moment, book.byCue).size > 0) return null;
  const [value, ...others] = valuesSaid(moment, utterance, rule);
  if (!value || others.length > 0) return null;
  const meant = asked.flatMap(name => {
    const fact = book.byName.get(name);
    const said = fact && readSaid(value, fact.quantities, utterance.text);
    return fact && said ? [{ fact, said }] : [];
  });
  const [only, ...more] = meant;
  if (!only || more.length > 0 || only.said === 'unclear' || allows(only.fact.quantities, only.said)) return null;
  const family = book.ofArticle.get(only.fact.article.key) ?? none;
  return family.some(fact => bears(fact, value, utterance.text)) ? null : { fact: only.fact, span: value.span };
}

/** Whether this utterance gives the fact's own value, whatever else it speaks about. */
export function givesValue(moment: Moment, utterance: Utterance, rule: FactRule, fact: KnownFact): boolean {
  return valuesSaid(moment, utterance, rule).some(value => bears(fact, value, utterance.text));
}

interface Near {
  readonly value: HitValue;
  readonly said: Quantity | 'unclear';
  readonly gap: number;
}

function aboutsIn(moment: Moment, byCue: Factbook['byCue']): ReadonlyMap<KnownFact, readonly Hit[]> {
  const abouts = new Map<KnownFact, Hit[]>();
  if (byCue.isEmpty) return abouts;
  for (const hit of moment.heard?.hits ?? none) {
    for (const fact of byCue.at(hit.cue) ?? none) {
      if (!isInForce(fact.article, moment)) continue;
      const hits = abouts.get(fact);
      if (hits) hits.push(hit);
      else abouts.set(fact, [hit]);
    }
  }
  return abouts;
}

/** Of its own day, and not on trial: what runs in shadow accuses nobody. */
function isInForce({ key, from, to }: Article, { meta, content }: Moment): boolean {
  const day = meta.openedAt.slice(0, 10);
  return (
    (from === undefined || from <= day) &&
    (to === undefined || day <= to) &&
    (content.shadow.size === 0 || !content.shadow.has(`article/${key}`))
  );
}

/** The values that are told: not those asked about, denied, quoted or of former times. */
function valuesSaid(moment: Moment, { text }: Utterance, rule: FactRule): readonly HitValue[] {
  const values = moment.heard?.values ?? none;
  if (values.length === 0 || (rule.unlessNear.length > 0 && moment.hears(rule.unlessNear))) return none;
  const asides = moment.hearsAll(rule.aside);
  const exempt = moment.hearsAll(rule.unless);
  return joined(values, text).filter(
    value =>
      !asides.some(({ span }) => span[0] < value.span[1] && span[1] > value.span[0]) &&
      !exempt.some(other => excuses(other, value, text)) &&
      !isAsked(text, value.span),
  );
}

const range = /^\s*(到|至|-|~|—|to)\s*$/u;

/** 10到20元 and 1到28日 are one value each. */
function joined(values: readonly HitValue[], text: string): readonly HitValue[] {
  const whole: HitValue[] = [];
  for (const value of values) {
    const before = whole.at(-1);
    const isBare = before?.class === 'number' || before?.class === 'digits';
    const isRange = before && (isBare || before.class === value.class) && range.test(text.slice(before.span[1], value.span[0]));
    if (!isRange) whole.push(value);
    else whole[whole.length - 1] = { class: value.class, value: `${before.value}到${value.value}`, span: [before.span[0], value.span[1]] };
  }
  return whole;
}

function nearTo(hits: readonly Hit[], values: readonly HitValue[], fact: KnownFact, text: string): readonly Near[] {
  return values.flatMap(value => {
    const said = readSaid(value, fact.quantities, text);
    const gap = Math.min(...hits.map(hit => gapBetween(hit.span, value.span, text)));
    return said === null || gap === Number.POSITIVE_INFINITY ? [] : [{ value, said, gap }];
  });
}

/** The single nearest; null when two stand equally near. */
function nearestOf(near: readonly Near[]): Near | null {
  const least = Math.min(...near.map(({ gap }) => gap));
  const nearest = near.filter(({ gap }) => gap === least);
  return nearest.length === 1 ? (nearest[0] as Near) : null;
}

function bears(fact: KnownFact, value: HitValue, text: string): boolean {
  const said = readSaid(value, fact.quantities, text);
  return said !== null && said !== 'unclear' && allows(fact.quantities, said);
}

/** Whether another fact spoken about is the one meant: it allows the value, or stands nearer to it. */
function belongsElsewhere({ value, gap }: Near, others: readonly (readonly [KnownFact, readonly Hit[]])[], text: string): boolean {
  return others.some(([other, hits]) => {
    if (readSaid(value, other.quantities, text) === null) return false;
    return bears(other, value, text) || hits.some(hit => gapBetween(hit.span, value.span, text) < gap);
  });
}
