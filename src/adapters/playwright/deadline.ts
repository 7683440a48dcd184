import { setTimeout as after } from 'node:timers/promises';
import { errors } from 'playwright-core';
import type { Stop } from '#ports/robot-browser.ts';

/** How long an action may take. It ends when its time is over or when the run is stopped, whichever is first. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #began = performance.now();
  readonly #until: number;
  readonly #timer: NodeJS.Timeout;
  readonly #stop: Stop;
  readonly #onStop = () => this.#controller.abort();

  constructor(ms: number, stop: Stop) {
    this.#until = this.#began + ms;
    this.#stop = stop;
    this.#timer = setTimeout(this.#onStop, ms);
    if (stop.aborted) this.#onStop();
    else stop.addEventListener('abort', this.#onStop);
  }

  /** Ends what waits on it. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  get isHalfOver(): boolean {
    return performance.now() * 2 >= this.#began + this.#until;
  }

  get isStopped(): boolean {
    return this.#stop.aborted;
  }

  /** For Playwright: the time left, never 0, which would mean for ever. */
  options(): { readonly timeout: number; readonly signal: AbortSignal } {
    return { timeout: Math.max(1, this.#until - performance.now()), signal: this.signal };
  }

  /** The answer of something that changes nothing and may hang, as a page in an endless loop does. */
  async within<Answer>(work: Promise<Answer>): Promise<Answer> {
    let giveUp: (() => void) | undefined;
    const over = new Promise<never>((_, fail) => {
      giveUp = () => fail(new errors.TimeoutError('the time of the action is over'));
      this.signal.addEventListener('abort', giveUp);
      if (this.isOver) giveUp();
    });
    work.catch(() => {}); // when it loses the race
    try {
      return await Promise.race([work, over]);
    } finally {
      if (giveUp) this.signal.removeEventListener('abort', giveUp);
    }
  }

  /** Waits a little; false when the time was over first. */
  async pause(ms: number): Promise<boolean> {
    await after(ms, undefined, { signal: this.signal }).catch(() => {});
    return !this.isOver;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stop.removeEventListener('abort', this.#onStop);
  }
}
