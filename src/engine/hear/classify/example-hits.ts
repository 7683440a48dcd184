import type { Heard, Hit } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { CueNumbers } from '#engine/cues.ts';
import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { loadClassifier } from '#engine/hear/classify/classify.ts';

/** Adds what was learned to what phrases and patterns found in an utterance; what they found already is not said twice. */
export type WithExamples = (utterance: Pick<Utterance, 'text' | 'speaker'>, heard: Heard) => Heard;

/** Writes down that a class was heard in a stretch of an utterance. */
export type HitOf = (label: number, probability: number, span: Hit['span']) => Hit;

/** Hits of a classifier's classes: each under the name and the number of its cue. */
export function hitsOf({ classes }: ClassifierPart, cues: CueNumbers): HitOf {
  const known = classes.map(key => ({ concept: `@${key}`, cue: cues.numberOf(`@${key}`) }));
  return (label, probability, span) => {
    const { concept, cue } = known[label] as (typeof known)[number];
    return { concept, cue, span, how: 'example', confidence: Math.round(probability * 1000) / 1000 };
  };
}

/** Makes ears for what customers come for: every process they may well mean, the rest is weighed with what patterns found. */
export function openingsHeard(part: ClassifierPart | undefined, cues: CueNumbers): WithExamples {
  if (!part) return (_, heard) => heard;
  const classifier = loadClassifier(part);
  const hitOf = hitsOf(part, cues);
  return ({ text, speaker }, heard) => {
    if (speaker !== 'customer' || text === '') return heard;
    const hits: Hit[] = [];
    const probabilities = classifier.probabilities(heard.normal);
    for (let label = 0; label < probabilities.length; label++) {
      const probability = probabilities[label] as number;
      if (probability < leastLikely || classifier.classes[label] === noneClass) continue;
      hits.push(hitOf(label, probability, [0, text.length]));
    }
    return hits.length > 0 ? { ...heard, hits: [...heard.hits, ...hits] } : heard;
  };
}

/** Makes ears for what agents talk about: the one business their words are surely about. */
export function mattersHeard(part: ClassifierPart, cues: CueNumbers): WithExamples {
  const classifier = loadClassifier(part);
  const hitOf = hitsOf(part, cues);
  return ({ text, speaker }, heard) => {
    if (speaker !== 'agent' || text === '') return heard;
    const probabilities = classifier.probabilities(heard.normal);
    const label = probabilities.findIndex(probability => probability >= surelyAbout);
    if (label < 0 || classifier.classes[label] === noneClass) return heard;
    return { ...heard, hits: [...heard.hits, hitOf(label, probabilities[label] as number, [0, text.length])] };
  };
}

/** Of agents' turns in six sets of calls nobody had learned from that are so much about one business 99 of 100 were. */
const surelyAbout = 0.9;

/** What is less likely to be meant tells nothing. */
const leastLikely = 0.15;

/** Makes ears of what was learned. Who says nothing that any class is about is not listened to. */
export function examplesHeard(part: ClassifierPart | undefined, cues: CueNumbers): WithExamples {
  if (!part) return (_, heard) => heard;
  const { classes, speakers } = part;
  const classifier = loadClassifier(part);
  const hitOf = hitsOf(part, cues);
  const isOf = (label: number, side: 'customer' | 'agent'): boolean => speakers[label] === 'any' || speakers[label] === side;
  const listensTo = (side: 'customer' | 'agent'): boolean => classes.some((key, label) => key !== noneClass && isOf(label, side));
  const listens = { customer: listensTo('customer'), agent: listensTo('agent') };
  return ({ text, speaker }, heard) => {
    const side = speaker === 'customer' ? 'customer' : 'agent';
    if (!listens[side] || text === '') return heard;
    const hits: Hit[] = [];
    for (const { label, probability } of classifier.classify(heard.normal)) {
      const hit = hitOf(label, probability, [0, text.length]);
      if (isOf(label, side) && !heard.hits.some(({ concept }) => concept === hit.concept)) hits.push(hit);
    }
    return hits.length > 0 ? { ...heard, hits: [...heard.hits, ...hits] } : heard;
  };
}
