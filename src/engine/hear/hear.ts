import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { CueNumbers } from '#engine/cues.ts';
import type { ClassifierParts } from '#engine/hear/classify/classifier-part.ts';
import { examplesHeard } from '#engine/hear/classify/example-hits.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';
import { Listening } from '#engine/hear/listen.ts';
import { sharpen } from '#engine/hear/match/sharpen.ts';

/** Makes ears of what was compiled. They read an utterance object once, however many aides ask. */
export function loadHearing(part: HearingPart, classifiers: ClassifierParts = {}): Ears {
  const tables = sharpen(part);
  const cues = new CueNumbers(tables.names);
  const learned = { zh: examplesHeard(classifiers.zh, cues), en: examplesHeard(classifiers.en, cues) };
  const listening = new Listening(tables);
  const read = new WeakMap<Utterance, { readonly lang: Lang; readonly heard: Heard }>();
  return {
    cues,
    hear(utterance, lang) {
      const known = read.get(utterance);
      if (known?.lang === lang) return known.heard;
      const heard = learned[lang](utterance, listening.hear(utterance, lang));
      read.set(utterance, { lang, heard });
      return heard;
    },
  };
}
