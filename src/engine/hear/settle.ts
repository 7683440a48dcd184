import { Exemptions } from '#engine/hear/exemptions.ts';
import { heeds } from '#engine/hear/match/listening-word.ts';
import type { Places } from '#engine/hear/match/places.ts';
import { Register } from '#engine/hear/match/register.ts';
import { twice } from '#engine/hear/match/room.ts';
import { lengthOf } from '#engine/hear/match/rows.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';
import { bySound, type Offers } from '#engine/hear/offers.ts';

/** Who hears what: without exemptions, one match of those that overlap; in the order of the text. One object serves all readings. */
export class Caught {
  /** By catch: who caught it, the stretch of the normal text, and how it was heard. */
  listener = new Int32Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);
  how = new Int32Array(256);
  count = 0;
  private readonly tables: Tables;
  private readonly offers: Offers;
  private readonly exemptions: Exemptions;
  /** Listeners on which others build, as far as they caught anything: where their catches begin and end. */
  private readonly caughtBy = new Register();
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  /** Listeners that build on others, waiting for them; and the matches of one listener, as far as they count. */
  private waiting: number[] = [];
  private row = new Int32Array(256);
  private rowCount = 0;

  constructor(tables: Tables, places: Places, offers: Offers) {
    this.tables = tables;
    this.offers = offers;
    this.exemptions = new Exemptions(places);
  }

  /** Settles all that was offered to those on this side. */
  settle(side: number): void {
    const { offers } = this;
    const { touched } = offers;
    this.count = 0;
    this.caughtBy.clear();
    this.waiting = []; // a new one costs less than emptying the old one
    const count = touched.count;
    for (let number = 0; number < count; number++) {
      const listener = (touched.keys[number] as number) >> 1;
      if (this.isBuilt(number)) this.wait(listener, 0);
    }
    for (let number = 0; number < count; number++)
      if (!this.isBuilt(number)) {
        const before = this.count;
        this.settleOne(number);
        this.tell(number, before, side, 0);
      }
    for (let at = 0; at < this.waiting.length; at++) {
      const listener = this.waiting[at] as number;
      const number = offers.touch((listener << 1) | 1);
      const before = this.count;
      this.takeOver(listener, number);
      this.settleOne(number);
      this.tell(number, before, side, at + 1);
    }
  }

  /** Whether one of those touched builds on others. */
  private isBuilt(number: number): boolean {
    const key = this.offers.touched.keys[number] as number;
    if ((key & 1) === 0) return false;
    const { concepts, unlessConcepts } = this.tables.built;
    return lengthOf(concepts, key >> 1) + lengthOf(unlessConcepts, key >> 1) > 0;
  }

  /** Those that build on others wait in turn, behind what is settled. */
  private wait(listener: number, settled: number): void {
    const { turn } = this.tables.built;
    let at = this.waiting.length;
    while (at > settled && (turn[this.waiting[at - 1] as number] as number) > (turn[listener] as number)) at--;
    this.waiting.splice(at, 0, listener);
  }

  /** What its concepts caught are matches or exemptions of the listener too. */
  private takeOver(listener: number, number: number): void {
    const { offers } = this;
    const { concepts, unlessConcepts } = this.tables.built;
    for (let each = concepts.from[listener] as number; each < (concepts.from[listener + 1] as number); each++) {
      const caught = this.caughtBy.find(concepts.items[each] as number);
      for (let at = this.firstOf(caught); at < this.lastOf(caught); at++)
        offers.match(number, this.start[at] as number, this.end[at] as number, this.how[at] === bySound ? bySound : throughConcept);
    }
    for (let each = unlessConcepts.from[listener] as number; each < (unlessConcepts.from[listener + 1] as number); each++) {
      const caught = this.caughtBy.find(unlessConcepts.items[each] as number);
      for (let at = this.firstOf(caught); at < this.lastOf(caught); at++)
        offers.exempt(number, this.start[at] as number, this.end[at] as number);
    }
  }

  private firstOf(caught: number): number {
    return caught < 0 ? 0 : (this.first[caught] as number);
  }

  private lastOf(caught: number): number {
    return caught < 0 ? 0 : (this.last[caught] as number);
  }

  private settleOne(number: number): void {
    const { offers } = this;
    const offer = offers.firstMatchOf(number);
    if (offer < 0) return;
    const listener = (offers.touched.keys[number] as number) >> 1;
    if ((offers.next[offer] as number) < 0 && offers.firstExemptionOf(number) < 0) this.add(listener, offer);
    else this.settleMany(listener, number);
  }

  /** Those that build on one that caught something are in it too, on their side. */
  private tell(number: number, before: number, side: number, settled: number): void {
    const { offers } = this;
    const key = offers.touched.keys[number] as number;
    if (this.count === before || (key & 1) === 0) return;
    const { builds, heeds: whom } = this.tables.built;
    const caught = this.caughtBy.enter(key >> 1);
    this.first[caught] = before;
    this.last[caught] = this.count;
    for (let each = builds.from[key >> 1] as number; each < (builds.from[(key >> 1) + 1] as number); each++) {
      const other = builds.items[each] as number;
      if (!heeds(whom[other] as number, side)) continue;
      const known = offers.touched.count;
      if (offers.touch((other << 1) | 1) === known) this.wait(other, settled);
    }
  }

  /** Of matches that overlap the one that begins first, then the longest; what was heard surely goes before what only sounds so. */
  private settleMany(listener: number, number: number): void {
    const { offers } = this;
    const before = this.count;
    const sounds = this.lineUp(number);
    this.addApart(listener, offer => offers.how[offer] !== bySound);
    if (sounds === 0) return;
    let sure = before;
    const after = this.count;
    this.addApart(listener, offer => {
      if (offers.how[offer] !== bySound) return false;
      while (sure < after && (this.end[sure] as number) <= (offers.start[offer] as number)) sure++;
      return sure === after || (this.start[sure] as number) >= (offers.end[offer] as number);
    });
  }

  /** Puts the matches that are not exempt in a row, by place, then the longest; answers how many were heard by sound. */
  private lineUp(number: number): number {
    const { offers, exemptions } = this;
    this.rowCount = 0;
    const { start, end, how, next } = offers;
    const exempt = offers.firstExemptionOf(number);
    if (exempt >= 0) exemptions.read(offers, exempt);
    let sounds = 0;
    let isInOrder = true;
    for (let offer = offers.firstMatchOf(number); offer >= 0; offer = next[offer] as number) {
      if (exempt >= 0 && exemptions.hold(start[offer] as number, end[offer] as number)) continue;
      if (how[offer] === bySound) sounds++;
      if (this.rowCount === this.row.length) this.row = twice(this.row);
      isInOrder &&= this.rowCount === 0 || offers.compare(this.row[this.rowCount - 1] as number, offer) <= 0;
      this.row[this.rowCount++] = offer;
    }
    if (!isInOrder) this.sortRow();
    return sounds;
  }

  /** A few are put in order fastest one by one; of many nobody knows how they come. */
  private sortRow(): void {
    const { row, rowCount, offers } = this;
    if (rowCount > few) {
      row.subarray(0, rowCount).sort((a, b) => offers.compare(a, b));
      return;
    }
    for (let next = 1; next < rowCount; next++) {
      const offer = row[next] as number;
      let at = next;
      for (; at > 0 && offers.compare(row[at - 1] as number, offer) > 0; at--) row[at] = row[at - 1] as number;
      row[at] = offer;
    }
  }

  private addApart(listener: number, counts: (offer: number) => boolean): void {
    const { offers } = this;
    let reached = -1;
    for (let at = 0; at < this.rowCount; at++) {
      const offer = this.row[at] as number;
      if (!counts(offer) || (offers.start[offer] as number) < reached) continue;
      reached = offers.end[offer] as number;
      this.add(listener, offer);
    }
  }

  private add(listener: number, offer: number): void {
    const at = this.count++;
    if (at === this.start.length) {
      this.listener = twice(this.listener);
      this.start = twice(this.start);
      this.end = twice(this.end);
      this.how = twice(this.how);
    }
    this.listener[at] = listener;
    this.start[at] = this.offers.start[offer] as number;
    this.end[at] = this.offers.end[offer] as number;
    this.how[at] = this.offers.how[offer] as number;
  }
}

const throughConcept = 1; // as by a pattern
const few = 64;
