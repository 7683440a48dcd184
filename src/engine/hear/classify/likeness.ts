import type { Hit } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { WithExamples } from '#engine/hear/classify/example-hits.ts';
import type { Actor } from '#engine/hear/classify/learned-cues.ts';
import type { LikenessEar } from '#engine/hear/classify/likeness-ear.ts';
import { readable } from '#engine/hear/classify/readable.ts';

/** Makes ears for what one side says: what an utterance is like, as a whole or in one of its sentences. It is taken apart once for all parts. */
export function likenessHeard(ears: readonly LikenessEar[], side: Actor, lang: Lang): WithExamples {
  return ({ text, speaker }, heard) => {
    if (speaker !== side || text === '') return heard;
    const spans = sentencesOf(text);
    const sentences = spans.length > 1 ? spans.slice(0, mostSentences).map(([from, to]) => readable(text.slice(from, to), lang)) : [];
    const hits = heard.hits.slice();
    const unlike: number[] = [];
    for (const ear of ears) {
      ear.listen(heard.normal, sentences);
      for (const hit of ear.hits(at => spans[at] ?? [0, text.length])) if (!hits.some(({ cue }) => cue === hit.cue)) hits.push(hit);
      ear.findUnlike(unlike);
    }
    if (hits.length === heard.hits.length && unlike.length === 0) return heard;
    return unlike.length > 0 ? { ...heard, hits, unlike } : { ...heard, hits };
  };
}

/** The clause of a stretch that by itself is most like what was heard there; the whole stretch where none is. */
export function likestClause(ears: readonly LikenessEar[], text: string, { cue, span }: Hit, lang: Lang): Hit['span'] {
  let likest = span;
  let most = sureOfClause;
  for (const [from, to] of clausesOf(text, span).slice(0, mostSentences)) {
    const normal = readable(text.slice(from, to), lang);
    for (const ear of ears) {
      const probability = ear.probabilityOf(cue, normal) ?? 0;
      if (probability <= most) continue;
      most = probability;
      likest = [from, to];
    }
  }
  return likest;
}

/** Less than this a clause does not say it by itself. */
const sureOfClause = 0.5;
const clauseEnd = /[。！？!?；;，,…\n]/u;

function clausesOf(text: string, [start, end]: Hit['span']): readonly Hit['span'][] {
  const found: [number, number][] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && !clauseEnd.test(text[at] as string)) continue;
    if (at > from) found.push([from, at]);
    from = at + 1;
  }
  return found;
}

const sentenceEnds: ReadonlySet<number> = new Set(Array.from('。！？!?；;', end => end.charCodeAt(0)));
const mostSentences = 16;

function sentencesOf(text: string): readonly Hit['span'][] {
  const found: [number, number][] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!sentenceEnds.has(text.charCodeAt(at)) && at + 1 < text.length) continue;
    if (at > from) found.push([from, at + 1]);
    from = at + 1;
  }
  return found;
}
