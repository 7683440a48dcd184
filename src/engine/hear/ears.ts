import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';

/** Reads an utterance once, for everybody. Pure; remembers what it read of the same utterance object. */
export interface Ears {
  hear(utterance: Utterance, lang: Lang): Heard;
}
