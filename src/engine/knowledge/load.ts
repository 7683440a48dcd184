import type { Lang } from '#domain/speaker.ts';
import { gramsOf } from '#engine/knowledge/grams.ts';
import type { KnowledgeIndex, KnowledgePart } from '#engine/knowledge/knowledge-part.ts';
import type { Found, Lookup } from '#engine/knowledge/lookup.ts';

/** Makes the finder of one language. Work grows with the questions that share a gram with the query, not with the release. */
export function loadKnowledge(part: KnowledgePart, lang: Lang): Lookup {
  const index = part[lang];
  const grams = new Map(Object.entries(index.grams));
  return {
    find(query, context, most) {
      const asked = weigh(gramsOf(query, lang), grams);
      const before = context.slice(0, keptContext).map(text => weigh(gramsOf(text, lang), grams));
      return rank(index, asked, before).slice(0, most);
    },
  };
}

const keptContext = 2;
const contextCounts = [0.35, 0.2]; // newest first

type Weighed = readonly (readonly number[])[];

function weigh(grams: readonly string[], index: ReadonlyMap<string, readonly number[]>): Weighed {
  return grams.flatMap(gram => {
    const entry = index.get(gram) ?? (gram.length > 1 ? [unknownPair] : null);
    return entry ? [entry] : [];
  });
}

/** What a pair of characters no article holds weighs against the query: it speaks of something else. */
const unknownPair = 1500;

function rank(index: KnowledgeIndex, asked: Weighed, before: readonly Weighed[]): readonly Found[] {
  const shared = new Map<number, number>();
  const total = share(asked, 1, shared);
  if (total === 0) return [];
  const own = new Set(shared.keys()); // context alone finds nothing
  before.forEach((weighed, place) => void share(weighed, contextCounts[place] ?? 0, shared));

  const best = new Map<number, number>();
  for (const question of own) {
    const common = shared.get(question) ?? 0;
    const ofQuestion = Math.min(1, common / (index.sums[question] as number));
    const ofQuery = Math.min(1, common / Math.max(total, leastQuery));
    const score = ((0.65 * ofQuestion + 0.35 * ofQuery) * (index.worth[question] as number)) / 1000;
    const article = index.questions[question] as number;
    if (score > (best.get(article) ?? 0)) best.set(article, score);
  }
  return [...best]
    .map(([article, score]) => ({ key: index.articles[article] as string, confidence: round(calibrate(score)) }))
    .sort((a, b) => b.confidence - a.confidence || (a.key < b.key ? -1 : 1));
}

/** A query of a word or two is not fully trusted. */
const leastQuery = 6000;

function share(weighed: Weighed, counts: number, into: Map<number, number>): number {
  let total = 0;
  for (const entry of weighed) {
    const weight = (entry[0] as number) * counts;
    total += weight;
    for (let at = 1; at < entry.length; at++) into.set(entry[at] as number, (into.get(entry[at] as number) ?? 0) + weight);
  }
  return total;
}

/** Measured on paraphrases of the demo bank's questions: half of the matches at 0.45 are right. */
function calibrate(score: number): number {
  return 1 / (1 + Math.exp(-9 * (score - 0.45)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
