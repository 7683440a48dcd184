import type { Clock } from '#ports/clock.ts';

/** A clock that stands still until the test moves it; due timers run in order, each at its own time. */
export class TestClock implements Clock {
  #now: number;
  #waiting: { readonly at: number; readonly call: () => void }[] = [];

  constructor(now = Date.parse('2026-01-05T09:00:00+08:00')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter(one => one !== timer);
    };
  }

  move(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#waiting.filter(one => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter(one => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = until;
  }
}
