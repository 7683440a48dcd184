import type { Clock } from '#ports/clock.ts';

/**
 * What time it is inside a conversation. Wall: measured against the least delayed event seen so far, so neither a sender's
 * wrong clock nor a slow network moves it. Source: only what the sender says, for recordings that are played at any pace.
 */
export class ConversationTime {
  readonly #clock: Clock;
  readonly kind: 'wall' | 'source';
  #zeroAt: number;
  #isMeasured = false;
  #furthestMs = 0;

  constructor(clock: Clock, kind: 'wall' | 'source') {
    this.#clock = clock;
    this.kind = kind;
    this.#zeroAt = clock.now();
  }

  /** An event of a sender's own time arrived. */
  saw(atMs: number, arrivedAt: number): void {
    this.#furthestMs = Math.max(this.#furthestMs, atMs);
    const zeroAt = arrivedAt - atMs;
    this.#zeroAt = this.#isMeasured ? Math.min(this.#zeroAt, zeroAt) : zeroAt;
    this.#isMeasured = true;
  }

  /** Milliseconds since the conversation was opened; never negative. */
  nowMs(): number {
    return this.kind === 'source' ? this.#furthestMs : Math.max(0, Math.round(this.#clock.now() - this.#zeroAt));
  }

  /** Wall-clock time of a moment of the conversation. */
  wallAt(atMs: number): number {
    return this.#zeroAt + atMs;
  }
}
