import type { Advice } from '#domain/advice.ts';
import type { Facts } from '#domain/facts.ts';
import type { Moment } from '#engine/moment.ts';

/** What an aide returns: its next memory, facts for the aides after it, and changes to the board. */
export interface Answer<Memory> {
  readonly memory: Memory;
  readonly facts?: Partial<Facts>;
  readonly put?: readonly Advice[]; // raise; update where the key is on the board already
  readonly drop?: readonly string[]; // keys to withdraw
}

/**
 * One part of the assist. Memory is plain JSON, made by `start`, changed only by `attend`. No aide imports another.
 * `wakeAtMs` reads from the memory when the aide wants a `passed` event; after that event it must name a later time or none.
 */
export interface Aide<Memory> {
  readonly name: string;
  readonly start: Memory;
  attend(memory: Memory, moment: Moment): Answer<Memory>;
  /** Wants to know who speaks and who falls silent: two events an utterance, which hardly any aide has a use for. */
  readonly mindsSpeaking?: boolean;
  wakeAtMs?(memory: Memory): number | undefined;
}

/** An answer that changes nothing. */
export function unchanged<Memory>(memory: Memory): Answer<Memory> {
  return { memory };
}
