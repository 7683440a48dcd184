import type { Hit } from '#domain/hit.ts';

/** Some cues by their numbers; those that nobody can hear are left out. */
export type Cues = readonly number[];

/** The cues that a release listens for, numbered at load: the number is what hits carry and what indexes are by, so nobody hashes text. */
export class CueNumbers {
  readonly count: number;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(names: readonly string[]) {
    this.count = names.length;
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  /** -1 for a cue that nobody can hear. */
  numberOf(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  /** In the order of the names. */
  of(names: readonly string[]): Cues {
    return names.map(name => this.numberOf(name)).filter(number => number >= 0);
  }
}

/** Anything by cue. Most cues mean nothing to most who ask: a narrow row tells, before anything else is touched. */
export class ByCue<Of> {
  /** By cue: the place of what is here for it, from 1; 0 is nothing. */
  readonly #places: Uint16Array | Uint32Array;
  readonly #items: readonly Of[];

  constructor(cues: CueNumbers, items: ReadonlyMap<string, Of>) {
    const found = [...items].filter(([name]) => cues.numberOf(name) >= 0);
    this.#places = found.length < 0xffff ? new Uint16Array(cues.count) : new Uint32Array(cues.count);
    for (const [at, [name]] of found.entries()) this.#places[cues.numberOf(name)] = at + 1;
    this.#items = found.map(([, item]) => item);
  }

  at(cue: number): Of | undefined {
    const place = this.#places[cue];
    return place === undefined || place === 0 ? undefined : this.#items[place - 1];
  }

  has(cue: number): boolean {
    return (this.#places[cue] ?? 0) > 0;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }
}

/** Where in the utterance at hand each cue was heard first. One object serves all utterances: what was noted last counts. */
export class CuesHeard {
  /** By cue: `base` + the place of its first hit. Smaller is of an earlier utterance. */
  readonly #places: Int32Array;
  #base = 1;
  #hits: readonly Hit[] = none;

  constructor(count: number) {
    this.#places = new Int32Array(count);
  }

  note(hits: readonly Hit[]): void {
    this.#base += this.#hits.length;
    if (this.#base > mostNoted) {
      this.#places.fill(0);
      this.#base = 1;
    }
    this.#hits = hits;
    for (let at = hits.length - 1; at >= 0; at--) {
      const { cue } = hits[at] as Hit;
      if (cue >= 0) this.#places[cue] = this.#base + at;
    }
  }

  /** The first hit of the first of these cues that was heard. */
  first(cues: Cues): Hit | null {
    for (let at = 0; at < cues.length; at++) {
      const place = (this.#places[cues[at] as number] as number) - this.#base;
      if (place >= 0) return this.#hits[place] as Hit;
    }
    return null;
  }

  /** All hits of these cues, in the order of the cues. */
  all(cues: Cues): readonly Hit[] {
    let found: Hit[] | null = null;
    for (const cue of cues) {
      const place = (this.#places[cue] as number) - this.#base;
      if (place < 0) continue;
      found ??= [];
      for (let at = place; at < this.#hits.length; at++) if (this.#hits[at]?.cue === cue) found.push(this.#hits[at] as Hit);
    }
    return found ?? none;
  }
}

const none: readonly never[] = [];
const mostNoted = 0x3fff0000;
