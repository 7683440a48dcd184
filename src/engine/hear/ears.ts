import type { Heard, Hit } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { CueNumbers } from '#engine/cues.ts';

/** Reads an utterance once, for everybody. Pure; remembers what it read lately of the same utterance object. */
export interface Ears {
  /** The numbers of all cues these ears hear. */
  readonly cues: CueNumbers;
  hear(utterance: Utterance, lang: Lang): Heard;
  /** Of what was heard by its likeness to examples, the clause that says it most; the whole stretch where no clause does by itself. */
  likestClause(utterance: Utterance, lang: Lang, hit: Hit): Hit['span'];
}
