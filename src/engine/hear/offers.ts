import { asExemption, heeds, whomIn } from '#engine/hear/match/listening-word.ts';
import type { Matches } from '#engine/hear/match/matches.ts';
import { Register } from '#engine/hear/match/register.ts';
import { twice } from '#engine/hear/match/room.ts';

/** How a match was heard, by the number it is kept as. */
export const ways = ['phrase', 'pattern', 'homophone'] as const;
export const bySound = 2;

/** What programs found, by listener: a chain of matches and a chain of exemptions. One object serves all readings. */
export class Offers {
  /** Listeners that were offered anything in this reading, each as listener × 2 + whether it builds on others or others on it. */
  readonly touched = new Register();
  /** By offer: the stretch of the normal text, how it was heard, and the next of its chain; -1 is none. */
  start = new Int32Array(256);
  end = new Int32Array(256);
  how = new Int32Array(256);
  next = new Int32Array(256);
  private count = 0;
  /** By the number of a listener among those touched: its first match, its last match and its first exemption; -1 is none. */
  private chains = new Int32Array(128 * row);

  clear(): void {
    this.touched.clear();
    this.count = 0;
  }

  /** Offers what was found to those of the words from one to another, as in the book, that heed this side. */
  offer(book: Int32Array, from: number, to: number, found: Matches, side: number): void {
    for (let at = from; at < to; at++) {
      const word = book[at] as number;
      if (!heeds(whomIn(word), side)) continue;
      const as = word & 3;
      const number = this.touch(word >> 4);
      for (let each = 0; each < found.count; each++) {
        const start = found.start[each] as number;
        const end = found.end[each] as number;
        if (as === asExemption) this.exempt(number, start, end);
        else this.match(number, start, end, found.sound[each] === 1 ? bySound : as);
      }
    }
  }

  /** The number of a listener among those touched; it is one of them from now on. */
  touch(listener: number): number {
    const before = this.touched.count;
    const number = this.touched.enter(listener);
    if (number < before) return number;
    const at = number * row;
    if (at === this.chains.length) this.chains = twice(this.chains);
    this.chains[at + firstMatch] = -1;
    this.chains[at + firstExemption] = -1;
    return number;
  }

  /** The first match of one of those touched, by its number among them; -1 is none. */
  firstMatchOf(number: number): number {
    return this.chains[number * row + firstMatch] as number;
  }

  /** The first exemption of one of those touched; -1 is none. */
  firstExemptionOf(number: number): number {
    return this.chains[number * row + firstExemption] as number;
  }

  /** Adds a match to those of one of those touched. */
  match(number: number, start: number, end: number, how: number): void {
    const offer = this.add(start, end, how);
    const { chains } = this;
    const at = number * row;
    if (chains[at + firstMatch] === -1) chains[at + firstMatch] = offer;
    else this.next[chains[at + lastMatch] as number] = offer;
    chains[at + lastMatch] = offer;
  }

  /** Adds an exemption to those of one of those touched. */
  exempt(number: number, start: number, end: number): void {
    const offer = this.add(start, end, 0);
    const at = number * row + firstExemption;
    this.next[offer] = this.chains[at] as number;
    this.chains[at] = offer;
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
const firstMatch = 0;
const lastMatch = 1;
const firstExemption = 2;
