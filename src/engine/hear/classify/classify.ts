import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { scorerOf } from '#engine/hear/classify/scorer.ts';

/** One class heard in a text. */
export interface Verdict {
  readonly label: number; // its place in `classes`
  readonly probability: number;
}

/** A trained classifier, ready to listen. */
export interface Classifier extends Pick<ClassifierPart, 'kind' | 'classes' | 'threshold'> {
  /** The probability of every class, in the order of `classes`. The array is used again by the next call. */
  probabilities(text: string): Float64Array;
  /** What is heard: nothing, when no class is probable enough or the text says nothing known. */
  classify(text: string): readonly Verdict[];
}

/** Makes a classifier of what was learned. Of the part itself nothing is kept: its numbers are megabytes of text, which nobody reads again. */
export function loadClassifier(part: ClassifierPart): Classifier {
  const { kind, classes, temperature, threshold } = part;
  const scorer = scorerOf(part);
  const scores = new Float64Array(classes.length);
  const none = classes.indexOf(noneClass);
  const score = (text: string): boolean => {
    const found = scorer(text);
    if (found === undefined) scores.fill(0);
    else for (let label = 0; label < scores.length; label++) scores[label] = found[label] as number;
    return found !== undefined;
  };
  return {
    kind,
    classes,
    threshold,
    probabilities(text) {
      score(text);
      toProbabilities(scores, kind, temperature);
      return scores;
    },
    classify(text) {
      if (!score(text)) return [];
      return kind === 'many' ? allHeard(scores, threshold, temperature, none) : bestHeard(scores, threshold, temperature, none);
    },
  };
}

/** Every class that is probable enough by itself. */
function allHeard(scores: Float64Array, threshold: number, temperature: number, none: number): readonly Verdict[] {
  const heard: Verdict[] = [];
  toProbabilities(scores, 'many', temperature);
  for (let label = 0; label < scores.length; label++) {
    const probability = scores[label] as number;
    if (probability >= threshold && label !== none) heard.push({ label, probability });
  }
  return heard;
}

/** The best class, if it is probable enough and not none. */
function bestHeard(scores: Float64Array, threshold: number, temperature: number, none: number): readonly Verdict[] {
  let best = 0;
  for (let label = 1; label < scores.length; label++) if ((scores[label] as number) > (scores[best] as number)) best = label;
  if (best === none) return [];
  const probability = 1 / totalOf(scores, scores[best] as number, temperature);
  return probability >= threshold ? [{ label: best, probability }] : [];
}

/** Turns scores into probabilities, in place. */
export function toProbabilities(scores: Float64Array, kind: ClassifierPart['kind'], temperature: number): void {
  if (kind === 'many') {
    for (let label = 0; label < scores.length; label++) scores[label] = 1 / (1 + Math.exp(-(scores[label] as number) / temperature));
    return;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < scores.length; label++) top = Math.max(top, scores[label] as number);
  const total = totalOf(scores, top, temperature);
  for (let label = 0; label < scores.length; label++) scores[label] = Math.exp(((scores[label] as number) - top) / temperature) / total;
}

/** The powers of all scores beside the greatest; what is hopelessly behind is not counted. */
function totalOf(scores: Float64Array, top: number, temperature: number): number {
  let total = 0;
  for (let label = 0; label < scores.length; label++) {
    const behind = (top - (scores[label] as number)) / temperature;
    if (behind < hopeless) total += Math.exp(-behind);
  }
  return total;
}

const hopeless = 16; // a power of a ten-millionth
