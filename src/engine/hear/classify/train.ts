import type { Concept } from '#domain/concept.ts';
import { chanceOf } from '#engine/chance.ts';
import { type Trial, temperatureOf, thresholdOf } from '#engine/hear/classify/calibrate.ts';
import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { type ClassRange, type Example, exampleSet, vocabularyOf } from '#engine/hear/classify/example-set.ts';
import { learn, scoresOf } from '#engine/hear/classify/learn.ts';
import { pack } from '#engine/hear/classify/pack.ts';

/** A class to be learned. */
export type Learned = Pick<Concept, 'key' | 'speaker'>;

const members = 3;

/**
 * Trains a classifier: a committee of small networks, each of which leaves out its own part of the examples. What they say of the
 * texts they left out calibrates the probabilities and sets the threshold. The same examples give the same bytes.
 */
export function trainClassifier(
  learned: readonly Learned[],
  examples: readonly Example[],
  kind: ClassifierPart['kind'] = overlap(examples) > 0.05 ? 'many' : 'one',
): ClassifierPart {
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
      rounds: roundsFor(known.length),
      rate: 0.05,
      seed: 77 + member,
    });
    const left = examples.filter((_, at) => part[at] === member);
    const set = exampleSet(left, vocabulary);
    trials.push(...left.map(({ labels, judged }, at) => ({ scores: within(scoresOf(network, set, at), judged), labels })));
    return network;
  });
  const temperature = temperatureOf(trials, kind);
  const threshold = thresholdOf(trials, kind, temperature, classes.indexOf(noneClass));
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
function within(scores: Float64Array, judged: ClassRange | undefined): Float64Array {
  if (judged) for (let label = 0; label < scores.length; label++) if (label < judged.from || label >= judged.to) scores[label] = -1e6;
  return scores;
}

/** Few examples are gone through more often. */
function roundsFor(examples: number): number {
  return Math.max(16, Math.min(80, Math.ceil(60_000 / Math.max(1, examples))));
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
