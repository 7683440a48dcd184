import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { CueNumbers } from '#engine/cues.ts';
import type { ClassifierPart, ClassifierParts } from '#engine/hear/classify/classifier-part.ts';
import { examplesHeard, mattersHeard, openingsHeard, type WithExamples } from '#engine/hear/classify/example-hits.ts';
import { likenessHeard, likestClause } from '#engine/hear/classify/likeness.ts';
import { LikenessEar } from '#engine/hear/classify/likeness-ear.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';
import { Listening } from '#engine/hear/listen.ts';
import { sharpen } from '#engine/hear/match/sharpen.ts';

/** What was learned of a release: its concepts, how customers come for its processes, the agent's steps, both sides' acts, and what agents talk about. */
export interface LearnedParts {
  readonly concepts?: ClassifierParts;
  readonly openings?: ClassifierParts;
  readonly steps?: ClassifierParts;
  readonly acts?: ClassifierParts;
  readonly customerActs?: ClassifierParts;
  readonly matters?: ClassifierParts;
}

/** Makes ears of what was compiled. They remember what they read lately, by utterance object. */
export function loadHearing(part: HearingPart, learnedParts: LearnedParts = {}): Ears {
  const { concepts = {}, openings = {}, steps = {}, acts = {}, customerActs = {}, matters = {} } = learnedParts;
  const tables = sharpen(part);
  const cues = new CueNumbers(tables.names);
  const earsFor = (parts: readonly (ClassifierPart | undefined)[]) => parts.flatMap(part => (part ? [new LikenessEar(part, cues)] : []));
  const likenessIn = (lang: Lang) => ({ agent: earsFor([steps[lang], acts[lang]]), customer: earsFor([customerActs[lang]]) });
  const likeness = { zh: likenessIn('zh'), en: likenessIn('en') };
  const learnedIn = (lang: Lang): readonly WithExamples[] => {
    const { agent: said, customer: answered } = likeness[lang];
    return [
      ...(concepts[lang] ? [examplesHeard(concepts[lang], cues)] : []),
      ...(openings[lang] ? [openingsHeard(openings[lang], cues)] : []),
      ...(matters[lang] ? [mattersHeard(matters[lang], cues)] : []),
      ...(said.length > 0 ? [likenessHeard(said, 'agent', lang)] : []),
      ...(answered.length > 0 ? [likenessHeard(answered, 'customer', lang)] : []),
    ];
  };
  const learned = { zh: learnedIn('zh'), en: learnedIn('en') };
  const listening = new Listening(tables);
  const read: ({ readonly of: Utterance; readonly lang: Lang; readonly heard: Heard } | undefined)[] = new Array(lately).fill(undefined);
  return {
    cues,
    hear(utterance, lang) {
      const place = (Math.imul(utterance.position, spread) ^ utterance.startMs) & (lately - 1);
      const known = read[place];
      if (known !== undefined && known.of === utterance && known.lang === lang) return known.heard;
      let heard = listening.hear(utterance, lang);
      for (const more of learned[lang]) heard = more(utterance, heard);
      read[place] = { of: utterance, lang, heard };
      return heard;
    },
    likestClause: ({ text, speaker }, lang, hit) =>
      hit.how === 'example' ? likestClause(likeness[lang][speaker === 'customer' ? 'customer' : 'agent'], text, hit, lang) : hit.span,
  };
}

/** So many utterances are remembered, each in the one place that its position and time give it: a late one makes those after it be heard again. */
const lately = 256;
/** Parts the positions of one conversation. */
const spread = 0x9e3779b1;
