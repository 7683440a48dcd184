import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';
import { Listening } from '#engine/hear/listen.ts';
import { sharpen } from '#engine/hear/match/sharpen.ts';

/** Makes ears of what was compiled. They read an utterance object once, however many aides ask. */
export function loadHearing(part: HearingPart): Ears {
  const listening = new Listening(sharpen(part));
  const read = new WeakMap<Utterance, { readonly lang: Lang; readonly heard: Heard }>();
  return {
    hear(utterance, lang) {
      const known = read.get(utterance);
      if (known?.lang === lang) return known.heard;
      const heard = listening.hear(utterance, lang);
      read.set(utterance, { lang, heard });
      return heard;
    },
  };
}
