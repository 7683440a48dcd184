import { Exemptions } from '#engine/hear/exemptions.ts';
import { type Places, twice } from '#engine/hear/match/places.ts';
import { heeds, type Tables } from '#engine/hear/match/sharpen.ts';
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
  private readonly places: Places;
  private readonly offers: Offers;
  private readonly exemptions: Exemptions;
  /** By listener, as of this reading: where its catches begin, and how many they are. */
  private readonly read: Int32Array;
  private readonly first: Int32Array;
  private readonly size: Int32Array;
  /** Listeners that build on others, waiting for them; and the matches of one listener. */
  private readonly waiting: number[] = [];
  private readonly row: number[] = [];

  constructor(tables: Tables, places: Places, offers: Offers) {
    const listeners = tables.part.listeners.length;
    this.tables = tables;
    this.places = places;
    this.offers = offers;
    this.exemptions = new Exemptions(places);
    this.read = new Int32Array(listeners);
    this.first = new Int32Array(listeners);
    this.size = new Int32Array(listeners);
  }

  /** Settles all that was offered to those on this side. */
  settle(side: number): void {
    const { offers, tables, waiting } = this;
    if (this.places.reading === 1) this.read.fill(0); // readings are numbered anew
    this.count = 0;
    waiting.length = 0;
    const touched = offers.touchedCount;
    for (let at = 0; at < touched; at++) {
      const listener = offers.touched[at] as number;
      if (tables.isBuilt[listener] === 1) this.wait(listener, 0);
    }
    for (let at = 0; at < touched; at++) {
      const listener = offers.touched[at] as number;
      if (tables.isBuilt[listener] === 0) this.settleOne(listener, side, 0);
    }
    for (let at = 0; at < waiting.length; at++) {
      const listener = waiting[at] as number;
      this.takeOver(listener);
      this.settleOne(listener, side, at + 1);
    }
  }

  /** Listeners have higher numbers than those they build on: they wait in that order, behind what is settled. */
  private wait(listener: number, settled: number): void {
    let at = this.waiting.length;
    while (at > settled && (this.waiting[at - 1] as number) > listener) at--;
    this.waiting.splice(at, 0, listener);
  }

  /** What its concepts caught are matches or exemptions of the listener too. */
  private takeOver(listener: number): void {
    const { offers } = this;
    const { concepts, unlessConcepts } = this.tables.part.listeners[listener] as Tables['part']['listeners'][number];
    for (const concept of concepts)
      for (let at = this.firstOf(concept); at < this.lastOf(concept); at++)
        offers.match(listener, this.start[at] as number, this.end[at] as number, this.how[at] === bySound ? bySound : throughConcept);
    for (const concept of unlessConcepts)
      for (let at = this.firstOf(concept); at < this.lastOf(concept); at++)
        offers.exempt(listener, this.start[at] as number, this.end[at] as number);
  }

  private firstOf(listener: number): number {
    return this.read[listener] === this.places.reading ? (this.first[listener] as number) : 0;
  }

  private lastOf(listener: number): number {
    return this.read[listener] === this.places.reading ? (this.first[listener] as number) + (this.size[listener] as number) : 0;
  }

  private settleOne(listener: number, side: number, settled: number): void {
    const { offers, tables } = this;
    const offer = offers.firstMatchOf(listener);
    if (offer < 0) return;
    const before = this.count;
    if ((offers.next[offer] as number) < 0 && offers.firstExemptionOf(listener) < 0) this.add(listener, offer);
    else this.settleMany(listener);
    if (this.count === before || tables.isBuiltOn[listener] === 0) return;

    const { from, items } = tables.builds;
    this.read[listener] = this.places.reading;
    this.first[listener] = before;
    this.size[listener] = this.count - before;
    for (let at = from[listener] as number; at < (from[listener + 1] as number); at++) {
      const other = items[at] as number;
      if (heeds(tables, other, side) && offers.touch(other)) this.wait(other, settled);
    }
  }

  /** Of matches that overlap the one that begins first, then the longest; what was heard surely goes before what only sounds so. */
  private settleMany(listener: number): void {
    const { offers } = this;
    const before = this.count;
    const sounds = this.lineUp(listener);
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
  private lineUp(listener: number): number {
    const { offers, row, exemptions } = this;
    const { start, end, how, next } = offers;
    const exempt = offers.firstExemptionOf(listener);
    if (exempt >= 0) exemptions.read(offers, exempt);
    let sounds = 0;
    let isInOrder = true;
    row.length = 0;
    for (let offer = offers.firstMatchOf(listener); offer >= 0; offer = next[offer] as number) {
      if (exempt >= 0 && exemptions.hold(start[offer] as number, end[offer] as number)) continue;
      if (how[offer] === bySound) sounds++;
      isInOrder &&= row.length === 0 || offers.compare(row[row.length - 1] as number, offer) <= 0;
      row.push(offer);
    }
    if (!isInOrder) row.sort((a, b) => offers.compare(a, b));
    return sounds;
  }

  private addApart(listener: number, counts: (offer: number) => boolean): void {
    const { offers } = this;
    let reached = -1;
    for (const offer of this.row) {
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
