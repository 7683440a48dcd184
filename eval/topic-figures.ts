import type { Answer } from '#eval/topics.ts';

/** What answers are worth. A figure nothing was there to judge by is null. */
export interface TopicFigures {
  readonly n: number;
  readonly top1: number | null;
  readonly top3: number | null;
  readonly ece: number | null;
  readonly coverageAt95Precision: number | null;
  readonly inScopeRecall: number | null;
  readonly inScopeHeard: number | null;
  readonly outOfScope: number;
  readonly falseFire: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Judges answers. In scope is what has a label that stood among the examples, learned or too rare for that; a set with texts of several labels is judged by F1 over all of them. */
export function topicFigures(answers: readonly Answer[], labels: readonly string[]): TopicFigures {
  const known = new Set(labels);
  const inScope = answers.filter(({ row }) => row.labels.some(label => known.has(label)));
  const outside = answers.filter(({ row }) => !row.labels.some(label => known.has(label)));
  const isMany = answers.some(({ row }) => row.labels.length > 1);
  const first = ({ ranked }: Answer): string | undefined => ranked[0]?.label;
  const isRight = (answer: Answer): boolean => answer.row.labels.includes(first(answer) ?? '');
  const single = isMany ? [] : inScope;
  return {
    n: isMany ? answers.length : inScope.length,
    top1: share(single.filter(isRight).length, single.length),
    top3: share(
      single.filter(({ ranked, row }) => ranked.slice(0, 3).some(({ label }) => row.labels.includes(label))).length,
      single.length,
    ),
    ece: calibrationError(single.map(answer => ({ probability: answer.ranked[0]?.probability ?? 0, isRight: isRight(answer) }))),
    coverageAt95Precision: coverageAt(0.95, single, isRight),
    inScopeRecall: share(single.filter(({ heard, row }) => heard.some(label => row.labels.includes(label))).length, single.length),
    inScopeHeard: share(single.filter(({ heard }) => heard.length > 0).length, single.length),
    outOfScope: isMany ? 0 : outside.length,
    falseFire: isMany ? null : share(outside.filter(({ heard }) => heard.length > 0).length, outside.length),
    ...overAllLabels(answers),
  };
}

/** How far stated probabilities are from how often they are right, over ten bins of equal width. */
export function calibrationError(answers: readonly { readonly probability: number; readonly isRight: boolean }[]): number | null {
  const gaps = new Float64Array(10);
  for (const { probability, isRight } of answers) {
    const bin = Math.min(9, Math.floor(probability * 10));
    gaps[bin] = (gaps[bin] as number) + probability - (isRight ? 1 : 0);
  }
  return share(
    gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
    answers.length,
  );
}

/** The share of utterances that may be answered, surest first, before fewer than `precision` of the answers are right. */
function coverageAt(precision: number, answers: readonly Answer[], isRight: (answer: Answer) => boolean): number | null {
  const sure = answers.toSorted((a, b) => (b.ranked[0]?.probability ?? 0) - (a.ranked[0]?.probability ?? 0));
  let right = 0;
  let covered = 0;
  for (const [at, answer] of sure.entries()) {
    if (isRight(answer)) right++;
    if (right / (at + 1) >= precision) covered = at + 1;
  }
  return share(covered, answers.length);
}

function overAllLabels(answers: readonly Answer[]): Pick<TopicFigures, 'precision' | 'recall' | 'f1'> {
  let hits = 0;
  let fired = 0;
  let wanted = 0;
  for (const { heard, row } of answers) {
    fired += heard.length;
    wanted += row.labels.length;
    hits += heard.filter(label => row.labels.includes(label)).length;
  }
  return { precision: share(hits, fired), recall: share(hits, wanted), f1: share(2 * hits, fired + wanted) };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}
