import { type ByLang, byLang } from '#engine/by-lang.ts';
import { chanceOf } from '#engine/chance.ts';
import { type Trial, temperatureOf, thresholdOf } from '#engine/hear/classify/calibrate.ts';
import { type ClassifierPart, type ClassifierParts, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { type ClassRange, type Example, exampleSet, vocabularyOf } from '#engine/hear/classify/example-set.ts';
import { learn, type Network, scoresOf } from '#engine/hear/classify/learn.ts';
import { pack } from '#engine/hear/classify/pack.ts';
import type { Course, Plan } from '#engine/hear/classify/plan.ts';

/** Trains what is planned for each language. */
export function trainEach(plans: ByLang<Plan>): ClassifierParts {
  return byLang(lang => plans[lang] && trainClassifier(plans[lang]));
}

/**
 * Trains a classifier: a committee of small networks, each of which leaves out its own part of the examples. What they say of the
 * texts they left out calibrates the probabilities and sets the threshold. The same examples give the same bytes.
 */
function trainClassifier(plan: Plan): ClassifierPart {
  return committeeOf(
    plan,
    Array.from({ length: plan.course.members }, (_, member) => networkOf(plan, member)),
  );
}

/** Learns one member of a plan's committee: the heavy part of a build, and each by itself. */
export function networkOf({ learned, examples, course }: Plan, member: number): Network {
  const vocabulary = vocabularyOf(examples);
  const part = partsOf(examples);
  const known = examples.filter((_, at) => part[at] !== member);
  return learn(exampleSet(known, vocabulary), {
    kind: kindOf(examples, course),
    features: vocabulary.weights.length,
    classes: learned.length,
    width: 64,
    rounds: roundsFor(known.length, course),
    rate: course.rate,
    seed: 77 + member,
  });
}

/** Puts the members of a plan's committee, in their order, into one classifier. */
export function committeeOf({ learned, examples, course, rivals, doubted }: Plan, networks: readonly Network[]): ClassifierPart {
  const kind = kindOf(examples, course);
  const classes = learned.map(({ key }) => key);
  const vocabulary = vocabularyOf(examples);
  const part = partsOf(examples);
  const trials = networks.flatMap((network, member): readonly Trial[] => {
    const left = examples.filter((_, at) => part[at] === member);
    const set = exampleSet(left, vocabulary);
    return left.map(({ labels, judged }, at) => ({ scores: within(scoresOf(network, set, at), judged), labels }));
  });
  const temperature = temperatureOf(trials, kind);
  const threshold = Math.max(course.leastSure ?? 0, thresholdOf(trials, kind, temperature, classes.indexOf(noneClass)));
  return {
    kind,
    classes,
    speakers: learned.map(({ speaker }) => speaker),
    ...(rivals && { rivals }),
    ...(doubted && { doubted }),
    ...(learned.some(({ sureFrom }) => sureFrom) && { sureFrom: learned.map(({ sureFrom }) => sureFrom ?? 0) }),
    ...pack(networks, vocabulary, examples),
    temperature,
    threshold,
  };
}

function kindOf(examples: readonly Example[], { kind }: Course): ClassifierPart['kind'] {
  return kind ?? (overlap(examples) > 0.05 ? 'many' : 'one');
}

/** Which part each example belongs to; member m leaves out part m. */
function partsOf(examples: readonly Example[]): Uint8Array {
  return deal(examples, leftOutOf(examples.length));
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
