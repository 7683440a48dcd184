import type { Speaker } from '#domain/speaker.ts';

/** A live leg without any message for so long counts as deaf. */
export const deafAfterMs = 5000;

/** A leg that fell silent, or that is heard again. */
export interface Deafness {
  readonly leg: Speaker;
  readonly fromMs: number;
  readonly toMs?: number;
}

interface Watched {
  readonly legs: readonly Speaker[];
  lastAt: number; // wall clock
  lastMs: number; // the conversation's
  deafFromMs: number | null;
}

/** Watches the sources that promised to recognise legs live. Any message is a sign of life. */
export class Legs {
  readonly #bySource = new Map<string, Watched>();

  watch(source: string, legs: readonly Speaker[], nowAt: number, nowMs: number): void {
    const known = this.#bySource.get(source);
    this.#bySource.set(source, { legs, lastAt: nowAt, lastMs: nowMs, deafFromMs: known?.deafFromMs ?? null });
  }

  /** A sign of life of a source: ends its deafness. */
  heard(source: string, nowAt: number, nowMs: number): readonly Deafness[] {
    const watched = this.#bySource.get(source);
    if (!watched) return [];
    watched.lastAt = nowAt;
    watched.lastMs = nowMs;
    if (watched.deafFromMs === null) return [];

    const fromMs = watched.deafFromMs;
    watched.deafFromMs = null;
    return watched.legs.map(leg => ({ leg, fromMs, toMs: Math.max(fromMs, nowMs) }));
  }

  /** Legs that went deaf since the last look. */
  look(nowAt: number): readonly Deafness[] {
    const deaf: Deafness[] = [];
    for (const watched of this.#bySource.values()) {
      if (watched.legs.length === 0 || watched.deafFromMs !== null || nowAt - watched.lastAt < deafAfterMs) continue;
      watched.deafFromMs = watched.lastMs;
      for (const leg of watched.legs) deaf.push({ leg, fromMs: watched.lastMs });
    }
    return deaf;
  }

  /** Takes from the log what was deaf when the conversation was last held in memory. */
  restore({ leg, fromMs, toMs }: Deafness): void {
    for (const watched of this.#bySource.values()) {
      if (watched.legs.includes(leg)) watched.deafFromMs = toMs === undefined ? fromMs : null;
    }
  }

  /** The latest sign of life of any source. */
  get lastAt(): number {
    let last = 0;
    for (const watched of this.#bySource.values()) last = Math.max(last, watched.lastAt);
    return last;
  }

  has(source: string): boolean {
    return this.#bySource.has(source);
  }
}
