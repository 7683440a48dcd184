import { twice } from '#engine/hear/match/room.ts';

/**
 * How far a pattern has come, in flat arrays that every run writes anew. A state is a row of fronts, and `anywhere` while nothing
 * has been matched yet. A front is a row of ends reached so far, ascending; between `min` and `max` units may be passed over then.
 */
export class Fronts {
  /** By state. */
  anywhere = new Int32Array(64);
  firstFront = new Int32Array(64);
  lastFront = new Int32Array(64); // exclusive
  /** By front. */
  min = new Int32Array(64);
  max = new Int32Array(64);
  firstEnd = new Int32Array(64);
  lastEnd = new Int32Array(64); // exclusive
  cursor = new Int32Array(64);
  /** By end: the position, where its match began, and 1 when any of it was heard only by sound. */
  end = new Int32Array(256);
  start = new Int32Array(256);
  sound = new Int32Array(256);
  states = 0;
  fronts = 0;
  ends = 0;

  constructor() {
    this.addState(0, 0);
    this.addState(0, 1);
  }

  /** Forgets everything but the two states that every run begins with: nowhere, and anywhere. */
  clear(): void {
    if (this.end.length > mostKept) {
      this.end = new Int32Array(256);
      this.start = new Int32Array(256);
      this.sound = new Int32Array(256);
    }
    this.states = 2;
    this.fronts = 0;
    this.ends = 0;
  }

  /** A state of the fronts made since. */
  addState(firstFront: number, anywhere: number): number {
    const state = this.states++;
    if (state === this.anywhere.length) {
      this.anywhere = twice(this.anywhere);
      this.firstFront = twice(this.firstFront);
      this.lastFront = twice(this.lastFront);
    }
    this.anywhere[state] = anywhere;
    this.firstFront[state] = firstFront;
    this.lastFront[state] = this.fronts;
    return state;
  }

  addFront(min: number, max: number, firstEnd: number, lastEnd: number): void {
    const front = this.fronts++;
    if (front === this.min.length) {
      this.min = twice(this.min);
      this.max = twice(this.max);
      this.firstEnd = twice(this.firstEnd);
      this.lastEnd = twice(this.lastEnd);
      this.cursor = twice(this.cursor);
    }
    this.min[front] = min;
    this.max[front] = max;
    this.firstEnd[front] = firstEnd;
    this.lastEnd[front] = lastEnd;
  }

  addEnd(end: number, start: number, sound: number): void {
    const at = this.ends++;
    if (at === this.end.length) {
      this.end = twice(this.end);
      this.start = twice(this.start);
      this.sound = twice(this.sound);
    }
    this.end[at] = end;
    this.start[at] = start;
    this.sound[at] = sound;
  }

  /** A state of the ends made since `firstEnd`, with no gap behind them. */
  addEnds(firstEnd: number): number {
    if (this.ends === firstEnd) return nowhere;
    const first = this.fronts;
    this.addFrontOf(0, 0, firstEnd);
    return this.addState(first, 0);
  }

  addEndsOf(front: number): void {
    const to = this.lastEnd[front] as number;
    for (let at = this.firstEnd[front] as number; at < to; at++)
      this.addEnd(this.end[at] as number, this.start[at] as number, this.sound[at] as number);
  }

  /** A front of the ends made since, brought in order: of two ways to the same end the sure one counts, then the wider. */
  addFrontOf(min: number, max: number, firstEnd: number): void {
    if (!this.isInOrder(firstEnd)) this.bringInOrder(firstEnd);
    this.addFront(min, max, firstEnd, this.ends);
  }

  private isInOrder(firstEnd: number): boolean {
    for (let at = firstEnd + 1; at < this.ends; at++) if ((this.end[at - 1] as number) >= (this.end[at] as number)) return false;
    return true;
  }

  private bringInOrder(firstEnd: number): void {
    if (this.ends - firstEnd > few) this.sortMany(firstEnd);
    else
      for (let at = firstEnd + 1; at < this.ends; at++)
        for (let place = at; place > firstEnd && this.isBefore(place, place - 1); place--) this.swap(place, place - 1);
    let kept = firstEnd;
    for (let at = firstEnd + 1; at < this.ends; at++) if (this.end[at] !== this.end[kept]) this.copy(at, ++kept);
    this.ends = kept + 1;
  }

  private isBefore(one: number, other: number): boolean {
    if (this.end[one] !== this.end[other]) return (this.end[one] as number) < (this.end[other] as number);
    if (this.sound[one] !== this.sound[other]) return (this.sound[one] as number) < (this.sound[other] as number);
    return (this.start[one] as number) < (this.start[other] as number);
  }

  private swap(one: number, other: number): void {
    const { end, start, sound } = this;
    const [wasEnd, wasStart, wasSound] = [end[one] as number, start[one] as number, sound[one] as number];
    this.copy(other, one);
    end[other] = wasEnd;
    start[other] = wasStart;
    sound[other] = wasSound;
  }

  private copy(from: number, to: number): void {
    this.end[to] = this.end[from] as number;
    this.start[to] = this.start[from] as number;
    this.sound[to] = this.sound[from] as number;
  }

  /** Each end as one number that sorts as isBefore says. */
  private sortMany(firstEnd: number): void {
    const keys = new Float64Array(this.ends - firstEnd);
    for (let at = 0; at < keys.length; at++) {
      const from = firstEnd + at;
      keys[at] = ((this.end[from] as number) * 2 + (this.sound[from] as number)) * farther + (this.start[from] as number);
    }
    keys.sort();
    for (const [at, key] of keys.entries()) {
      const endAndSound = Math.floor(key / farther);
      this.end[firstEnd + at] = endAndSound >> 1;
      this.start[firstEnd + at] = key % farther;
      this.sound[firstEnd + at] = endAndSound & 1;
    }
  }
}

/** The state from which nothing goes on, and the one before anything is matched. */
export const nowhere = 0;
export const anywhere = 1;

/** So few are put in order fastest one by one. */
const few = 24;
/** More than any position in a text. */
const farther = 0x1000000;
/** Room that one monstrous text needed is given back. */
const mostKept = 0x40000;
