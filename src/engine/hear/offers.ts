import type { Joiner } from '#engine/hear/match/join.ts';
import { type Places, twice } from '#engine/hear/match/places.ts';
import { asExemption, heeds, type Tables } from '#engine/hear/match/sharpen.ts';

/** How a match was heard, by the number it is kept as. */
export const ways = ['phrase', 'pattern', 'homophone'] as const;
export const bySound = 2;

/** What programs found, by listener: a chain of matches and a chain of exemptions. One object serves all readings. */
export class Offers {
  /** Listeners that were offered anything in this reading. */
  readonly touched: Int32Array;
  touchedCount = 0;
  /** By offer: the stretch of the normal text, how it was heard, and the next of its chain; -1 is none. */
  start = new Int32Array(256);
  end = new Int32Array(256);
  how = new Int32Array(256);
  next = new Int32Array(256);
  private count = 0;
  /**
   * By listener, side by side: the last reading in which it was touched, its first match, its last match and its first exemption; -1 is
   * none, and all that counts is what this reading wrote.
   */
  private readonly rows: Int32Array;
  private readonly tables: Tables;
  private readonly places: Places;

  constructor(tables: Tables, places: Places) {
    const listeners = tables.part.listeners.length;
    this.tables = tables;
    this.places = places;
    this.touched = new Int32Array(listeners);
    this.rows = new Int32Array(listeners * row);
  }

  clear(): void {
    this.touchedCount = 0;
    this.count = 0;
    if (this.places.reading === 1) this.rows.fill(0); // readings are numbered anew
  }

  /** Offers what the joiner found for a program to those who listen for it on this side. */
  offer(program: number, found: Joiner, side: number): void {
    const { from, items } = this.tables.listensFor;
    for (let at = from[program] as number; at < (from[program + 1] as number); at++) {
      const listener = (items[at] as number) >> 2;
      const as = (items[at] as number) & 3;
      if (!heeds(this.tables, listener, side)) continue;
      this.touch(listener);
      for (let each = 0; each < found.count; each++) {
        const start = found.start[each] as number;
        const end = found.end[each] as number;
        if (as === asExemption) this.exempt(listener, start, end);
        else this.match(listener, start, end, found.sound[each] === 1 ? bySound : as);
      }
    }
  }

  /** Makes sure that the listener is among those touched; answers whether it is new there. */
  touch(listener: number): boolean {
    const { rows } = this;
    const at = listener * row;
    if (rows[at + read] === this.places.reading) return false;
    rows[at + read] = this.places.reading;
    rows[at + firstMatch] = -1;
    rows[at + firstExemption] = -1;
    this.touched[this.touchedCount++] = listener;
    return true;
  }

  /** The first match of a listener that is touched; -1 is none. */
  firstMatchOf(listener: number): number {
    return this.rows[listener * row + firstMatch] as number;
  }

  /** The first exemption of a listener that is touched; -1 is none. */
  firstExemptionOf(listener: number): number {
    return this.rows[listener * row + firstExemption] as number;
  }

  /** Adds a match to those of a listener that is touched. */
  match(listener: number, start: number, end: number, how: number): void {
    const offer = this.add(start, end, how);
    const { rows } = this;
    const at = listener * row;
    if (rows[at + firstMatch] === -1) rows[at + firstMatch] = offer;
    else this.next[rows[at + lastMatch] as number] = offer;
    rows[at + lastMatch] = offer;
  }

  /** Adds an exemption to those of a listener that is touched. */
  exempt(listener: number, start: number, end: number): void {
    const offer = this.add(start, end, 0);
    const at = listener * row + firstExemption;
    this.next[offer] = this.rows[at] as number;
    this.rows[at] = offer;
  }

  /** By place in the text, then the longest, then what is written out before what is described. */
  compare(one: number, other: number): number {
    const { start, end, how } = this;
    return (
      (start[one] as number) - (start[other] as number) ||
      (end[other] as number) - (end[one] as number) ||
      (how[one] as number) - (how[other] as number)
    );
  }

  private add(start: number, end: number, how: number): number {
    const offer = this.count++;
    if (offer === this.start.length) {
      this.start = twice(this.start);
      this.end = twice(this.end);
      this.how = twice(this.how);
      this.next = twice(this.next);
    }
    this.start[offer] = start;
    this.end[offer] = end;
    this.how[offer] = how;
    this.next[offer] = -1;
    return offer;
  }
}

const row = 4;
const read = 0;
const firstMatch = 1;
const lastMatch = 2;
const firstExemption = 3;
