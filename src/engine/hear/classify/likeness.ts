import type { Hit } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { loadClassifier } from '#engine/hear/classify/classify.ts';
import { readable } from '#engine/hear/classify/compile.ts';
import { hitsOf, type WithExamples } from '#engine/hear/classify/example-hits.ts';

/** Makes ears for what agents say: what an utterance is like, as a whole or in one of its sentences, each with the stretch that says it most. */
export function likenessHeard(part: ClassifierPart | undefined, cues: CueNumbers, lang: Lang): WithExamples {
  if (!part) return (_, heard) => heard;
  const classifier = loadClassifier(part);
  const hitOf = hitsOf(part, cues);
  const rivals = part.rivals ?? [];
  const numbers = part.classes.map(key => cues.numberOf(`@${key}`));
  const likest = new Float64Array(part.classes.length);
  const best = new Float64Array(part.classes.length);
  const where = new Int32Array(part.classes.length);
  const listen = (normal: string, from: number, atLeast: number): void => {
    for (const [label, probability] of classifier.probabilities(normal).entries()) {
      if (probability > (likest[label] as number)) likest[label] = probability;
      if (probability < atLeast || probability <= (best[label] as number)) continue;
      best[label] = probability;
      where[label] = from;
    }
  };
  const isBeaten = (label: number): boolean =>
    rivals.includes(label) && rivals.some(other => where[other] === where[label] && (best[other] as number) > (best[label] as number));

  return ({ text, speaker }, heard) => {
    if (speaker !== 'agent' || text === '') return heard;
    best.fill(0);
    likest.fill(0);
    const spans = sentencesOf(text);
    listen(heard.normal, wholeTurn, part.threshold);
    if (spans.length > 1)
      for (const [at, span] of spans.slice(0, mostSentences).entries()) listen(readable(text.slice(...span), lang), at, sureOfSentence);
    const hits: Hit[] = [];
    for (let label = 0; label < best.length; label++) {
      const probability = best[label] as number;
      if (probability === 0 || isBeaten(label)) continue;
      const hit = hitOf(label, probability, spans[where[label] as number] ?? [0, text.length]);
      if (!heard.hits.some(({ cue }) => cue === hit.cue)) hits.push(hit);
    }
    const unlike = rivals.filter(label => (likest[label] as number) < clearlyUnlike).map(label => numbers[label] as number);
    return hits.length > 0 || unlike.length > 0
      ? { ...heard, hits: [...heard.hits, ...hits], ...(unlike.length > 0 && { unlike }) }
      : heard;
  };
}

const wholeTurn = -1;
/** Less likely than this is no breach, whatever a pattern made of it. */
const clearlyUnlike = 0.01;
/** A sentence taken out of a turn says less: it must be surer. */
const sureOfSentence = 0.8;

const sentenceEnd = /[。！？!?；;]/u;
const mostSentences = 16;

function sentencesOf(text: string): readonly Hit['span'][] {
  const found: [number, number][] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!sentenceEnd.test(text[at] as string) && at + 1 < text.length) continue;
    if (at > from) found.push([from, at + 1]);
    from = at + 1;
  }
  return found;
}
