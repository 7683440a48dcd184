import type { AdviceChange } from '#domain/advice.ts';
import type { Happening, LogEvent } from '#domain/event.ts';
import { Position, SourceId } from '#domain/ids.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Board } from '#engine/board.ts';
import { boardOf, type Engine, type Mind } from '#engine/engine.ts';
import { firstHash, nextHash } from '#server/live/advice-hash.ts';

/** One row of the log before it is stored. */
export interface Entry {
  readonly event: LogEvent;
  readonly seq: number;
  readonly advice: readonly AdviceChange[];
  readonly ref?: string;
}

/** Who numbers what the owner itself writes: time that passed, legs that went deaf. */
export const timer = SourceId.parse('timer');

/** An event that is about to get its place. `make` is told the position and the utterance that a correction is about. */
export interface Coming {
  readonly source: SourceId;
  readonly seq: number;
  readonly atMs: number;
  readonly ref?: string;
  readonly make: (position: Position) => Happening;
  readonly ext?: unknown;
}

/**
 * A conversation's log as it grows: gives positions and times, lets time pass where the engine asked for it, attends, and
 * chains the hash. Live, rebuild and replay all go through here, which is why they agree. Thrown away when a write fails.
 */
export class Ledger {
  readonly #engine: Engine;
  #mind: Mind;
  #position = 0;
  #atMs = 0;
  #wakeAtMs: number | undefined;
  #hash = firstHash;
  #again = firstHash; // over what this engine says to restored rows
  #closedAtMs: number | null = null;
  readonly #nextSeq = new Map<string, number>();
  readonly #finals = new Map<string, Position>(); // by source/seq
  readonly #utterances = new Map<Position, Utterance>(); // latest revision
  readonly #refs = new Map<string, Position>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#mind = engine.open();
  }

  /** Writes what comes, after every wake-up that is due before it. */
  add(coming: Coming): readonly Entry[] {
    const entries = this.pass(coming.atMs);
    return [...entries, this.#write(coming)];
  }

  /** Writes the wake-ups due up to a moment. After the close no time passes. */
  pass(untilMs: number): readonly Entry[] {
    const entries: Entry[] = [];
    while (this.#wakeAtMs !== undefined && this.#wakeAtMs <= untilMs && this.#closedAtMs === null && this.#position > 0) {
      if (entries.length > 10_000) throw new Error('the engine keeps asking to be woken');
      const seq = this.nextSeq(timer);
      entries.push(this.#write({ source: timer, seq, atMs: this.#wakeAtMs, make: () => ({ kind: 'passed' }) }));
    }
    return entries;
  }

  /** Takes a stored row again: same place, same time. The hash goes on from what was stored, whatever this engine says now. */
  restore(event: LogEvent, seq: number, ref: string | null, stored?: readonly AdviceChange[]): readonly AdviceChange[] {
    const advice = this.#take(event, seq, ref ?? undefined, stored);
    this.#again = nextHash(this.#again, event.position, advice);
    return advice;
  }

  /** Whether all restored rows led to the advice that was stored with them. */
  get agrees(): boolean {
    return this.#again === this.#hash;
  }

  nextSeq(source: string): number {
    return this.#nextSeq.get(source) ?? 1;
  }

  /** The utterance a source's event led to, in its latest revision. */
  final(source: string, seq: number): Utterance | undefined {
    const position = this.#finals.get(`${source}/${seq}`);
    return position === undefined ? undefined : this.#utterances.get(position);
  }

  /** Where an act with this name stands in the log. */
  placeOf(ref: string): Position | undefined {
    return this.#refs.get(ref);
  }

  get engine(): Engine {
    return this.#engine;
  }
  get mind(): Mind {
    return this.#mind;
  }
  get board(): Board {
    return boardOf(this.#mind);
  }
  get position(): number {
    return this.#position;
  }
  get atMs(): number {
    return this.#atMs;
  }
  get wakeAtMs(): number | undefined {
    return this.#closedAtMs === null ? this.#wakeAtMs : undefined;
  }
  get hash(): string {
    return this.#hash;
  }
  get closedAtMs(): number | null {
    return this.#closedAtMs;
  }

  #write({ source, seq, atMs, ref, make }: Coming): Entry {
    const position = Position.parse(this.#position + 1);
    const event: LogEvent = { position, atMs: Math.max(this.#atMs, atMs), source, what: make(position) };
    const advice = this.#take(event, seq, ref);
    return { event, seq, advice, ...(ref === undefined ? {} : { ref }) };
  }

  #take(event: LogEvent, seq: number, ref?: string, stored?: readonly AdviceChange[]): readonly AdviceChange[] {
    const { mind, advice, wakeAtMs } = this.#engine.attend(this.#mind, event);
    this.#mind = mind;
    this.#wakeAtMs = wakeAtMs;
    this.#position = event.position;
    this.#atMs = event.atMs;
    this.#hash = nextHash(this.#hash, event.position, stored ?? advice);
    this.#nextSeq.set(event.source, seq + 1);
    if (ref !== undefined) this.#refs.set(ref, event.position);
    this.#note(event, seq);
    return advice;
  }

  #note({ source, what, atMs }: LogEvent, seq: number): void {
    if (what.kind === 'closed') this.#closedAtMs = atMs;
    if (what.kind === 'heard') this.#finals.set(`${source}/${seq}`, what.utterance.position);
    if (what.kind === 'heard' || what.kind === 'corrected') this.#utterances.set(what.utterance.position, what.utterance);
  }
}
