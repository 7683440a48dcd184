import { Finder, type Match } from '#engine/knowledge/finder.ts';
import { indexArticles, type ReadArticle } from '#engine/knowledge/index-articles.ts';
import type { ConfidenceWeights } from '#engine/knowledge/knowledge-part.ts';

/**
 * Learns how sure a find is from the release itself: every second question of an article is held back and looked up, once as it is
 * and once with its own article taken away, which makes it a question nobody answers; so is every second of those it names as unlike it.
 */
export function learnConfidence(articles: readonly ReadArticle[]): ConfidenceWeights {
  const asked = articles.flatMap(({ questions }, article) =>
    questions.flatMap((question, index) => (index % 2 === 1 ? [{ question, article }] : [])),
  );
  if (asked.length < leastAsked) return plainWeights;

  const shown = articles.map(each => ({ ...each, questions: each.questions.filter(isEven), unlike: each.unlike.filter(isEven) }));
  const finder = new Finder(indexArticles(shown));
  const stride = Math.max(1, Math.floor(asked.length / mostAsked));
  const cases: Case[] = [];
  const learn = (question: string, answer: number, without = -1): void => {
    const matches = finder.find(question, [], without);
    const best = matches.findIndex(({ article }) => article < articles.length);
    if (best >= 0) cases.push({ signs: signsOf(matches, best), isRight: matches[best]?.article === answer ? 1 : 0 });
  };
  for (let index = 0; index < asked.length; index += stride) {
    const { question, article } = asked[index] as (typeof asked)[number];
    learn(question, article);
    learn(question, article, article);
  }
  for (const { unlike } of articles) for (const [index, question] of unlike.entries()) if (index % 2 === 1) learn(question, nobodyAnswers);
  return logistic(cases);
}

const nobodyAnswers = -1;

function isEven(_: string, index: number): boolean {
  return index % 2 === 0;
}

/** The signs confidence rests on, of the match at a place: 1, likeness, how far it is ahead, and how much was shared at all. */
export function signsOf(matches: readonly Match[], place: number): readonly [number, number, number, number] {
  const match = matches[place] as Match;
  const rival = matches[place === 0 ? 1 : 0];
  const margin = rival ? (match.likeness - rival.likeness) / Math.max(match.likeness, rival.likeness) : 1;
  return [1, match.likeness, margin, match.matter];
}

/** Log-odds of a match. */
export function oddsOf(weights: ConfidenceWeights, signs: readonly [number, number, number, number]): number {
  return (weights.bias + weights.likeness * signs[1] + weights.margin * signs[2] + weights.matter * signs[3]) / 1000;
}

/** For a release with too few questions to learn from; learned from the demo bank's. */
const plainWeights: ConfidenceWeights = { bias: -4200, likeness: 6700, margin: 2100, matter: 2700 };
const leastAsked = 60;
const mostAsked = 1500;

interface Case {
  readonly signs: readonly [number, number, number, number];
  readonly isRight: 0 | 1;
}

/** Logistic regression by Newton's method, held back by a small ridge. */
function logistic(cases: readonly Case[]): ConfidenceWeights {
  let weights = [0, 0, 0, 0];
  for (let round = 0; round < 12; round++) {
    const slope = weights.map(weight => -ridge * weight);
    const bend = weights.map((_, row) => weights.map((__, column) => (row === column ? ridge : 0)));
    for (const { signs, isRight } of cases) {
      const odds = signs.reduce((sum, sign, index) => sum + sign * (weights[index] as number), 0);
      const chance = 1 / (1 + Math.exp(-odds));
      signs.forEach((sign, row) => {
        slope[row] = (slope[row] as number) + sign * (isRight - chance);
        const line = bend[row] as number[];
        signs.forEach((other, column) => {
          line[column] = (line[column] as number) + sign * other * chance * (1 - chance);
        });
      });
    }
    const step = solve(bend, slope);
    weights = weights.map((weight, index) => weight + (step[index] as number));
  }
  const [bias, likeness, margin, matter] = weights.map(weight => Math.round(weight * 1000)) as [number, number, number, number];
  return { bias, likeness, margin, matter };
}

const ridge = 1;

/** Gauss and Jordan on a few rows. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  let rows = matrix.map((row, index) => [...row, right[index] as number]);
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const lead = (rows[pivot] as number[]).map(value => value / ((rows[pivot] as number[])[pivot] as number));
    rows = rows.map((row, index) =>
      index === pivot ? lead : row.map((value, column) => value - (row[pivot] as number) * (lead[column] as number)),
    );
  }
  return rows.map(row => row.at(-1) as number);
}
