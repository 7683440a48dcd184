import type { Heard, Hit } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { CueNumbers } from '#engine/cues.ts';
import { type ClassifierPart, noneClass } from '#engine/hear/classify/classifier-part.ts';
import { loadClassifier } from '#engine/hear/classify/classify.ts';

/** Adds what was learned to what phrases and patterns found in an utterance; what they found already is not said twice. */
export type WithExamples = (utterance: Pick<Utterance, 'text' | 'speaker'>, heard: Heard) => Heard;

/** Makes ears for what customers come for: every process they may well mean, the rest is weighed with what patterns found. */
export function openingsHeard(part: ClassifierPart | undefined, cues: CueNumbers): WithExamples {
  if (!part) return (_, heard) => heard;
  const classifier = loadClassifier(part);
  const names = part.classes.map(key => `@${key}`);
  const numbers = names.map(name => cues.numberOf(name));
  return ({ text, speaker }, heard) => {
    if (speaker !== 'customer' || text === '') return heard;
    const hits: Hit[] = [];
    for (const [label, probability] of classifier.probabilities(heard.normal).entries()) {
      if (probability < leastLikely || part.classes[label] === noneClass) continue;
      const confidence = Math.round(probability * 1000) / 1000;
      hits.push({ concept: names[label] as string, cue: numbers[label] as number, span: [0, text.length], how: 'example', confidence });
    }
    return hits.length > 0 ? { ...heard, hits: [...heard.hits, ...hits] } : heard;
  };
}

/** What is less likely to be meant tells nothing. */
const leastLikely = 0.15;

/** Makes ears of what was learned. Who says nothing that any class is about is not listened to. */
export function examplesHeard(part: ClassifierPart | undefined, cues: CueNumbers): WithExamples {
  if (!part) return (_, heard) => heard;
  const { classes, speakers } = part;
  const classifier = loadClassifier(part);
  const names = classes.map(key => `@${key}`);
  const numbers = names.map(name => cues.numberOf(name));
  const isOf = (label: number, side: 'customer' | 'agent'): boolean => speakers[label] === 'any' || speakers[label] === side;
  const listensTo = (side: 'customer' | 'agent'): boolean => classes.some((key, label) => key !== noneClass && isOf(label, side));
  const listens = { customer: listensTo('customer'), agent: listensTo('agent') };
  return ({ text, speaker }, heard) => {
    const side = speaker === 'customer' ? 'customer' : 'agent';
    if (!listens[side] || text === '') return heard;
    const hits: Hit[] = [];
    for (const { label, probability } of classifier.classify(heard.normal)) {
      const concept = names[label] as string;
      if (!isOf(label, side) || heard.hits.some(hit => hit.concept === concept)) continue;
      const confidence = Math.round(probability * 1000) / 1000;
      hits.push({ concept, cue: numbers[label] as number, span: [0, text.length], how: 'example', confidence });
    }
    return hits.length > 0 ? { ...heard, hits: [...heard.hits, ...hits] } : heard;
  };
}
