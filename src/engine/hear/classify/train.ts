import type { Concept } from '#domain/concept.ts';
import { chanceOf } from '#engine/chance.ts';
import { type Trial, temperatureOf, thresholdOf } from '#engine/hear/classify/calibrate.ts';
import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { type ClassRange, type Example, exampleSet, vocabularyOf } from '#engine/hear/classify/example-set.ts';
import { learn, scoresOf } from '#engine/hear/classify/learn.ts';
import { pack } from '#engine/hear/classify/pack.ts';

/** A class to be learned. */
export type Learned = Pick<Concept, 'key' | 'speaker'>;

/** How thoroughly to learn. */
export interface Course {
  readonly members: number;
  readonly rate: number;
  /** So many examples are gone through in all, whatever their number; each at least as often as the second figure says. */
  readonly steps: number;
  readonly leastRounds: number;
  /** `one`: a text belongs to one class at most; `many`: each class is judged by itself; absent: as the examples are. */
  readonly kind?: ClassifierPart['kind'];
  /** Nothing less probable is heard, whatever the left-out texts say. */
  readonly leastSure?: number;
}

const thorough: Course = { members: 3, rate: 0.05, steps: 60_000, leastRounds: 16 };
/** A third of the time, and on what another hand wrote no worse. */
export const brisk: Course = { members: 2, rate: 0.1, steps: 40_000, leastRounds: 12 };

/**
 * Trains a classifier: a committee of small networks, each of which leaves out its own part of the examples. What they say of the
 * texts they left out calibrates the probabilities and sets the threshold. The same examples give the same bytes.
 */
export function trainClassifier(learned: readonly Learned[], examples: readonly Example[], course: Course = thorough): ClassifierPart {
  const { members, rate, kind = overlap(examples) > 0.05 ? 'many' : 'one', leastSure = 0 } = course;
  const classes = learned.map(({ key }) => key);
  const vocabulary = vocabularyOf(examples);
  const part = deal(examples, leftOutOf(examples.length));
  const trials: Trial[] = [];
  const networks = Array.from({ length: members }, (_, member) => {
    const known = examples.filter((_, at) => part[at] !== member);
    const network = learn(exampleSet(known, vocabulary), {
      kind,
      features: vocabulary.weights.length,
      classes: classes.length,
      width: 64,
      rounds: roundsFor(known.length, course),
      rate,
      seed: 77 + member,
    });
    const left = examples.filter((_, at) => part[at] === member);
    const set = exampleSet(left, vocabulary);
    trials.push(...left.map(({ labels, judged }, at) => ({ scores: within(scoresOf(network, set, at), judged), labels })));
    return network;
  });
  const temperature = temperatureOf(trials, kind);
  const threshold = Math.max(leastSure, thresholdOf(trials, kind, temperature, classes.indexOf(noneClass)));
  return {
    kind,
    classes,
    speakers: learned.map(({ speaker }) => speaker),
    ...pack(networks, vocabulary, examples),
    temperature,
    threshold,
  };
}

/** Of what a text tells nothing about, nothing is heard. */
function within(scores: Float64Array, judged: readonly ClassRange[] | undefined): Float64Array {
  return judged ? scores.map((score, label) => (judged.some(({ from, to }) => from <= label && label < to) ? score : -1e6)) : scores;
}

/** Few examples are gone through more often. */
function roundsFor(examples: number, { steps, leastRounds }: Course): number {
  return Math.max(leastRounds, Math.min(80, Math.ceil(steps / Math.max(1, examples))));
}

/** Each network leaves out one part of so many: of few examples a tenth, or a threshold would rest on a handful; of many less is enough. */
function leftOutOf(examples: number): number {
  return Math.max(10, Math.min(20, Math.floor(examples / 400)));
}

/** The share of texts with several classes: from one in twenty on, classes are taken to be independent. */
function overlap(examples: readonly Example[]): number {
  return examples.filter(({ labels }) => labels.length > 1).length / Math.max(1, examples.length);
}

/** Deals examples into parts by seeded chance, every class evenly. */
function deal(examples: readonly Example[], parts: number): Uint8Array {
  const chance = chanceOf(31);
  const order = examples.map(({ labels }, at) => ({ at, label: labels[0] ?? -1, place: chance() }));
  order.sort((a, b) => a.label - b.label || a.place - b.place);
  const partOf = new Uint8Array(examples.length);
  for (const [place, { at }] of order.entries()) partOf[at] = place % parts;
  return partOf;
}
