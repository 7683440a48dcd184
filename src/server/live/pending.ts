import type { Position } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Birth, Head, Row, Sealable, Wrapup, WrapupPart, Write } from '#server/live/write.ts';

/** Told when something is durable (problem null, with its place where it has one) or why it is not. */
export type Settle = (problem: Problem | null, position?: Position) => void;

/** What a conversation has done and not yet stored, and who waits for it. At most one part of it is on its way at a time. */
export class Pending {
  #rows: Row[] = [];
  #settles: (() => void)[] = [];
  #refuses: ((problem: Problem) => void)[] = [];
  #joined = new Map<string, readonly Speaker[]>();
  #onItsWay: { write: Write; settles: readonly (() => void)[]; refuses: readonly ((problem: Problem) => void)[] } | null = null;
  #isBorn: boolean;
  wrapups: Wrapup[] = [];
  parts: WrapupPart[] = [];

  constructor(how: 'new' | 'restored') {
    this.#isBorn = how === 'new';
  }

  add(row: Row): void {
    this.#rows.push(row);
  }

  whenStored(settle: Settle, position: Position): void {
    this.#settles.push(() => settle(null, position));
    this.#refuses.push(settle);
  }

  join(source: string, legs: readonly Speaker[], settle: (problem: Problem | null) => void): void {
    this.#joined.set(source, legs);
    this.#settles.push(() => settle(null));
    this.#refuses.push(settle);
  }

  /** Answers at once when nothing waits, otherwise when all that waits now is stored. */
  afterCommit(settle: (problem: Problem | null) => void): void {
    if (this.isEmpty) return settle(null);
    this.#settles.push(() => settle(null));
    this.#refuses.push(settle);
  }

  /** Everything that waits, as one write; the next call gives what came after. */
  take(birth: Birth, head: Omit<Head, 'door'>, seal: () => Uint8Array | null, takeSealed: () => readonly Sealable[]): Write | null {
    if (this.#onItsWay || (this.#rows.length === 0 && this.#joined.size === 0)) {
      if (!this.#onItsWay) this.#answer(this.#settles.splice(0));
      return null;
    }
    const write: Write = {
      birth,
      born: this.#isBorn,
      head: { ...head, door: seal() },
      rows: this.#rows,
      joined: [...this.#joined].map(([source, legs]) => ({ source, legs })),
      sealed: takeSealed(),
      wrapups: this.wrapups,
      parts: this.parts,
    };
    this.#onItsWay = { write, settles: this.#settles, refuses: this.#refuses };
    this.#rows = [];
    this.#settles = [];
    this.#refuses = [];
    this.#joined = new Map();
    this.wrapups = [];
    this.parts = [];
    return write;
  }

  stored(): void {
    const settles = this.#onItsWay?.settles ?? [];
    this.#onItsWay = null;
    this.#isBorn = false;
    this.#answer(settles);
    if (this.#rows.length === 0 && this.#joined.size === 0) {
      this.#refuses = [];
      this.#answer(this.#settles.splice(0));
    }
  }

  failed(problem: Problem): void {
    const refuses = [...(this.#onItsWay?.refuses ?? []), ...this.#refuses];
    this.#onItsWay = null;
    this.#rows = [];
    this.#settles = [];
    this.#refuses = [];
    for (const refuse of refuses) refuse(problem);
  }

  get size(): number {
    return this.#rows.length + (this.#onItsWay?.write.rows.length ?? 0);
  }

  get isEmpty(): boolean {
    return this.#onItsWay === null && this.#rows.length === 0 && this.#joined.size === 0;
  }

  #answer(settles: readonly (() => void)[]): void {
    for (const settle of settles) settle();
  }
}
