import type { Heard, Hit } from '#domain/hit.ts';
import type { Release } from '#domain/release.ts';
import type { Speaker } from '#domain/speaker.ts';
import { Utterance } from '#domain/utterance.ts';
import { build } from '#engine/build.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { diceOf } from '#eval/dice.ts';
import { mishear } from '#eval/mishear.ts';
import { ratio } from '#eval/ratio.ts';

/** How well what is marked `homophones` is heard by sound. Definitions: eval/README.md. */
export interface HomophoneFigures {
  readonly concepts: number;
  readonly utterances: number;
  /** Of the hits that the misheard characters touched: how many were still heard by sound, and how many without it. */
  readonly recall: number | null;
  readonly recallByLetters: number | null;
  readonly n: number;
  /** Of the hits by sound in misheard text: how many stand where the correct text has that concept. */
  readonly precision: number | null;
  readonly bySound: number;
  /** Hits by sound in text that was not misheard: each is false. Per 1,000 utterances. */
  readonly falsePer1000: number | null;
}

/** A text to be misheard, and who says it. */
export interface Misheard {
  readonly speaker: Speaker;
  readonly text: string;
}

const seed = 20_261_122;

/** Mishears a share of the characters of every text and compares what is heard with what the correct text says. */
export function evalHomophones(release: Release, texts: readonly Misheard[], share: number): HomophoneFigures {
  const ears = loadHearing(build(release).hearing);
  const deaf = loadHearing(build({ ...release, concepts: release.concepts.map(concept => ({ ...concept, homophones: false })) }).hearing);
  const marked = new Set(release.concepts.filter(concept => concept.homophones && concept.lang === 'zh').map(({ key }) => `@${key}`));
  const dice = diceOf(seed);
  const hits = (heard: Heard): readonly Hit[] => heard.hits.filter(hit => marked.has(hit.concept));
  let n = 0;
  let [found, foundByLetters, bySound, right, wrong] = [0, 0, 0, 0, 0];

  for (const { speaker, text } of texts) {
    const misheard = mishear(text, share, dice);
    const truth = hits(ears.hear(said(speaker, text), 'zh'));
    wrong += truth.filter(hit => hit.how === 'homophone').length;
    const sure = truth.filter(hit => hit.how !== 'homophone');
    const heard = hits(ears.hear(said(speaker, misheard), 'zh'));
    const letters = hits(deaf.hear(said(speaker, misheard), 'zh'));
    for (const hit of sure) {
      if (text.slice(...hit.span) === misheard.slice(...hit.span)) continue;
      n++;
      if (heard.some(other => isSame(hit, other))) found++;
      if (letters.some(other => isSame(hit, other))) foundByLetters++;
    }
    for (const hit of heard) {
      if (hit.how !== 'homophone') continue;
      bySound++;
      if (truth.some(other => isSame(hit, other))) right++;
    }
  }
  return {
    concepts: marked.size,
    utterances: texts.length,
    recall: ratio(found, n),
    recallByLetters: ratio(foundByLetters, n),
    n,
    precision: ratio(right, bySound),
    bySound,
    falsePer1000: texts.length === 0 ? null : Math.round((wrong * 1e5) / texts.length) / 100,
  };
}

function isSame(a: Hit, b: Hit): boolean {
  return a.concept === b.concept && a.span[0] < b.span[1] && b.span[0] < a.span[1];
}

function said(speaker: Speaker, text: string): Utterance {
  return Utterance.parse({ position: 1, revision: 0, speaker, text, startMs: 0, endMs: 0 });
}
