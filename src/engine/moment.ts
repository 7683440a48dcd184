import type { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import type { Facts } from '#domain/facts.ts';
import type { Heard, Hit } from '#domain/hit.ts';
import type { Content } from '#engine/content.ts';
import type { Cues } from '#engine/cues.ts';

/** What an aide sees of one event. Turns count heard utterances in speech order, from 0. */
export interface Moment {
  readonly event: LogEvent;
  readonly meta: ConversationMeta;
  /** What this event's utterance held; null when the event is not speech. */
  readonly heard: Heard | null;
  /** Index of this utterance, or of the last one; -1 before the first. */
  readonly turn: number;
  /** Conversation clock at this event: an utterance's end, a passed event's own time. */
  readonly nowMs: number;
  readonly facts: Facts;
  readonly content: Content;
  /** The first hit of any of these cues in this utterance. */
  hears(cues: Cues): Hit | null;
  /** All hits of these cues, in the order of the cues: one cue may hit several times. */
  hearsAll(cues: Cues): readonly Hit[];
  /** Of what was heard by its likeness to examples, the clause that says it most. */
  likestClause(hit: Hit): Hit['span'];
}
