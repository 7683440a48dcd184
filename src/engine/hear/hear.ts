import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { CueNumbers } from '#engine/cues.ts';
import type { ClassifierParts } from '#engine/hear/classify/classifier-part.ts';
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
  const tables = sharpen(part);
  const cues = new CueNumbers(tables.names);
  const likeness = { zh: likenessIn(learnedParts, 'zh', cues), en: likenessIn(learnedParts, 'en', cues) };
  const learned = { zh: learnedIn(learnedParts, 'zh', cues, likeness.zh), en: learnedIn(learnedParts, 'en', cues, likeness.en) };
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

/** By side, the ears for what it says. */
type Likeness = Readonly<Record<'agent' | 'customer', readonly LikenessEar[]>>;

function likenessIn({ steps, acts, customerActs }: LearnedParts, lang: Lang, cues: CueNumbers): Likeness {
  const earsFor = (parts: readonly (ClassifierParts | undefined)[]) =>
    parts.flatMap(part => (part?.[lang] ? [new LikenessEar(part[lang], cues)] : []));
  return { agent: earsFor([steps, acts]), customer: earsFor([customerActs]) };
}

/** All that was learned in a language. By itself, so that ears keep none of the parts: they are megabytes of text. */
function learnedIn(
  { concepts, openings, matters }: LearnedParts,
  lang: Lang,
  cues: CueNumbers,
  likeness: Likeness,
): readonly WithExamples[] {
  return [
    ...(concepts?.[lang] ? [examplesHeard(concepts[lang], cues)] : []),
    ...(openings?.[lang] ? [openingsHeard(openings[lang], cues)] : []),
    ...(matters?.[lang] ? [mattersHeard(matters[lang], cues)] : []),
    ...(likeness.agent.length > 0 ? [likenessHeard(likeness.agent, 'agent', lang)] : []),
    ...(likeness.customer.length > 0 ? [likenessHeard(likeness.customer, 'customer', lang)] : []),
  ];
}

/** So many utterances are remembered, each in the one place that its position and time give it: a late one makes those after it be heard again. */
const lately = 256;
/** Parts the positions of one conversation. */
const spread = 0x9e3779b1;
