import type { Hit } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import type { WithExamples } from '#engine/hear/classify/example-hits.ts';
import type { Actor } from '#engine/hear/classify/learned-cues.ts';
import { LikenessEar } from '#engine/hear/classify/likeness-ear.ts';
import { readable } from '#engine/hear/classify/readable.ts';

/** Makes ears for what one side says: what an utterance is like, as a whole or in one of its sentences. It is taken apart once for all parts. */
export function likenessHeard(parts: readonly ClassifierPart[], side: Actor, cues: CueNumbers, lang: Lang): WithExamples {
  const ears = parts.map(part => new LikenessEar(part, cues));
  return ({ text, speaker }, heard) => {
    if (speaker !== side || text === '') return heard;
    const spans = sentencesOf(text);
    const sentences = spans.length > 1 ? spans.slice(0, mostSentences).map(span => readable(text.slice(...span), lang)) : [];
    const hits = [...heard.hits];
    const unlike: number[] = [];
    for (const ear of ears) {
      ear.listen(heard.normal, sentences);
      for (const hit of ear.hits(at => spans[at] ?? [0, text.length])) if (!hits.some(({ cue }) => cue === hit.cue)) hits.push(hit);
      unlike.push(...ear.unlike());
    }
    if (hits.length === heard.hits.length && unlike.length === 0) return heard;
    return { ...heard, hits, ...(unlike.length > 0 && { unlike }) };
  };
}

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
