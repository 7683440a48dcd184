import type { Heard, Hit } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { Classifier } from '#engine/hear/classify/classify.ts';

/** Adds what the classifier hears in an utterance to what phrases and patterns found in it; what they found already is not said twice. */
export function withExamples(
  classifier: Classifier | undefined,
  { text, speaker }: Pick<Utterance, 'text' | 'speaker'>,
  heard: Heard,
  cues: CueNumbers,
): Heard {
  if (!classifier || text === '') return heard;
  const { classes, speakers } = classifier.part;
  const side = speaker === 'customer' ? 'customer' : 'agent';
  const hits: Hit[] = [];
  for (const { concept, probability } of classifier.classify(heard.normal)) {
    const whose = speakers[classes.indexOf(concept)];
    if (whose !== 'any' && whose !== side) continue;
    const name = `@${concept}`;
    if (heard.hits.some(hit => hit.concept === name)) continue;
    hits.push({ concept: name, cue: cues.numberOf(name), span: [0, text.length], how: 'example', confidence: rounded(probability) });
  }
  return hits.length > 0 ? { ...heard, hits: [...heard.hits, ...hits] } : heard;
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
