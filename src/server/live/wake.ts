import type { Clock } from '#ports/clock.ts';
import type { ConversationTime } from '#server/live/conversation-time.ts';

/** How long a wake-up waits for events that are on their way with an earlier time. */
export const settleMs = 500;

/** Rings when a moment of the conversation has passed and settled. Keeps one timer, moved only to an earlier time. */
export class Wake {
  readonly #clock: Clock;
  readonly #time: ConversationTime;
  readonly #ring: (untilMs: number) => void;
  #dueAt: number | undefined;
  #stop: () => void = () => {};

  constructor(clock: Clock, time: ConversationTime, ring: (untilMs: number) => void) {
    this.#clock = clock;
    this.#time = time;
    this.#ring = ring;
  }

  /** Looks at when the engine next wants to be woken; rings at once what is due already. */
  at(wakeAtMs: number | undefined): void {
    if (wakeAtMs === undefined) return;
    if (this.#time.kind === 'source') {
      if (wakeAtMs + settleMs <= this.#time.nowMs()) this.#ring(this.#time.nowMs() - settleMs);
      return;
    }
    const dueAt = this.#time.wallAt(wakeAtMs) + settleMs;
    if (this.#dueAt !== undefined && this.#dueAt <= dueAt) return;
    this.#stop();
    this.#dueAt = dueAt;
    this.#stop = this.#clock.after(Math.max(0, dueAt - this.#clock.now()), () => {
      this.#dueAt = undefined;
      this.#ring(this.#time.nowMs() - settleMs);
    });
  }

  close(): void {
    this.#stop();
    this.#dueAt = undefined;
  }
}
