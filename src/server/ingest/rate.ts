import type { Clock } from '#ports/clock.ts';

/** Lets so many messages a second through, and twice as many in a burst. */
export class Rate {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#left = perSecond * 2;
    this.#at = clock.now();
  }

  /** Zero when one more may pass, otherwise when to try again. */
  waitMs(): number {
    const now = this.#clock.now();
    this.#left = Math.min(this.#perSecond * 2, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    if (this.#left < 1) return Math.ceil(((1 - this.#left) * 1000) / this.#perSecond);
    this.#left--;
    return 0;
  }
}
