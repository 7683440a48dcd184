import { allStep, anyStep, gapStep, groupStep, maybeStep, symbolStep } from '#engine/hear/match/code.ts';
import { anywhere, Fronts, nowhere } from '#engine/hear/match/fronts.ts';
import { Matches } from '#engine/hear/match/matches.ts';
import { absent, markMask, type Places } from '#engine/hear/match/places.ts';
import { twice } from '#engine/hear/match/room.ts';
import { Row } from '#engine/hear/match/row.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';

/**
 * Finds all places where a pattern ends, each with one beginning: the nearest across gaps, the widest across optional parts.
 * Every part of the pattern looks at every place of its symbols once, so the work is pattern size × places, never more.
 */
export class Joiner {
  readonly found = new Matches();
  private readonly fronts = new Fronts();
  private readonly row: Row;
  private readonly tables: Tables;
  private readonly places: Places;
  /** States waiting to be made one. */
  private waiting = new Int32Array(64);
  private waitingCount = 0;

  constructor(tables: Tables, places: Places) {
    this.tables = tables;
    this.places = places;
    this.row = new Row(tables, places, this.found);
  }

  /** Runs the code that begins at a place of the book; answers how many matches there are. */
  run(at: number): number {
    this.found.count = 0;
    this.fronts.clear();
    this.takeReached(this.step(at, anywhere));
    return this.found.count;
  }

  /** The same for the code of a row (row.ts). */
  runRow(at: number): number {
    if (!this.row.mayRun) return this.run(at);
    this.row.run(at);
    return this.found.count;
  }

  /** Takes the places of one symbol, given the first: a pattern of one symbol needs no joining. */
  takeAlone(symbol: number, firstPlace: number): number {
    const { places } = this;
    const { split } = places.sentences;
    const sound = places.isSound(symbol) ? 1 : 0;
    this.found.count = 0;
    for (let place = firstPlace; place >= 0; place = places.next[place] as number) {
      const start = places.start[place] as number;
      const end = places.end[place] as number;
      places.work++;
      if (split[start] === 0 && split[end] === 0) this.found.take(start, end, sound);
    }
    return this.found.count;
  }

  private takeReached(state: number): void {
    const { fronts, places } = this;
    const { number, split } = places.sentences;
    const length = places.normal.length;
    for (let front = fronts.firstFront[state] as number; front < (fronts.lastFront[state] as number); front++) {
      const min = fronts.min[front] as number; // a gap at the end takes no more than it must
      for (let at = fronts.firstEnd[front] as number; at < (fronts.lastEnd[front] as number); at++) {
        const reached = fronts.end[at] as number;
        const start = fronts.start[at] as number;
        const end = reached + min;
        if (end > length || end <= start || split[end] === 1 || number[reached] !== number[end]) continue;
        this.found.take(start, end, fronts.sound[at] as number);
      }
    }
  }

  /** The state after one step of the code. */
  private step(at: number, state: number): number {
    const { book: code } = this.tables;
    const to = at + (code[at + 1] as number);
    switch (code[at]) {
      case symbolStep:
        return this.follow(code[at + 2] as number, state);
      case groupStep:
        return this.followAny(at, state);
      case gapStep:
        return this.passOver(code[at + 2] as number, code[at + 3] as number, state);
      case maybeStep: {
        const from = this.waitingCount;
        this.wait(state);
        this.wait(this.step(at + 2, state));
        return this.union(from);
      }
      case anyStep: {
        const from = this.waitingCount;
        for (let part = at + 2; part < to; part += code[part + 1] as number) this.wait(this.step(part, state));
        return this.union(from);
      }
      case allStep: {
        let reached = state;
        for (let part = at + 2; part < to && !this.isNowhere(reached); part += code[part + 1] as number) reached = this.step(part, reached);
        return reached;
      }
      default:
        throw new Error(`no step ${code[at]}`);
    }
  }

  private isNowhere(state: number): boolean {
    const { fronts } = this;
    return fronts.anywhere[state] === 0 && fronts.firstFront[state] === fronts.lastFront[state];
  }

  private passOver(min: number, max: number, state: number): number {
    const { fronts } = this;
    const first = fronts.fronts;
    for (let front = fronts.firstFront[state] as number; front < (fronts.lastFront[state] as number); front++)
      fronts.addFront(
        (fronts.min[front] as number) + min,
        (fronts.max[front] as number) + max,
        fronts.firstEnd[front] as number,
        fronts.lastEnd[front] as number,
      );
    return fronts.addState(first, fronts.anywhere[state] as number);
  }

  /** Goes on over the places of a symbol: those that stand where the state may go on. */
  private follow(symbol: number, state: number): number {
    const place = this.places.firstOf(symbol);
    if (place < 0) return nowhere;
    const firstEnd = this.fronts.ends;
    this.followOn(symbol, place, state);
    return this.fronts.addEnds(firstEnd);
  }

  private followAny(at: number, state: number): number {
    const { places } = this;
    const { book: code } = this.tables;
    const to = at + (code[at + 1] as number);
    const firstEnd = this.fronts.ends;
    for (let each = at + 2; each < to; each++) {
      const symbol = code[each] as number;
      if (places.lastStart[symbol & markMask] === absent) continue;
      const number = places.present.find(symbol);
      if (number >= 0) this.followOn(symbol, places.first[number] as number, state);
    }
    return this.fronts.addEnds(firstEnd);
  }

  private followOn(symbol: number, firstPlace: number, state: number): void {
    const { fronts, places } = this;
    const firstFront = fronts.firstFront[state] as number;
    const lastFront = fronts.lastFront[state] as number;
    const mayBegin = fronts.anywhere[state] === 1;
    const { number, split } = places.sentences;
    const { start: starts, end: ends, next } = places;
    const sound = places.isSound(symbol) ? 1 : 0;
    let work = 0;
    for (let front = firstFront; front < lastFront; front++) fronts.cursor[front] = fronts.firstEnd[front] as number;

    for (let place = firstPlace; place >= 0; place = next[place] as number) {
      const start = starts[place] as number;
      const isSplit = split[start] === 1;
      let gap = farthest;
      let found = -1;
      work++;
      for (let front = firstFront; front < lastFront; front++) {
        const first = fronts.firstEnd[front] as number;
        const last = fronts.lastEnd[front] as number;
        const min = fronts.min[front] as number;
        const max = fronts.max[front] as number;
        const before = fronts.cursor[front] as number;
        let cursor = before;
        while (cursor < last && (fronts.end[cursor] as number) + min <= start) cursor++;
        work += 1 + cursor - before;
        fronts.cursor[front] = cursor;
        // The nearest end that is no more than `max` away; one that splits a word only counts when nothing is passed over.
        for (let back = cursor - 1; back >= first && back >= cursor - maxBack; back--) {
          const end = fronts.end[back] as number;
          const passed = start - end;
          if (passed > max || passed >= gap) break;
          if (passed > 0) {
            if (isSplit || number[end] !== number[start]) break;
            if (split[end] === 1) continue;
          }
          gap = passed;
          found = back;
          break;
        }
      }
      if (found >= 0) fronts.addEnd(ends[place] as number, fronts.start[found] as number, (fronts.sound[found] as number) | sound);
      else if (mayBegin && !isSplit) fronts.addEnd(ends[place] as number, start, sound);
    }
    places.work += work;
  }

  private wait(state: number): void {
    if (this.isNowhere(state)) return;
    if (this.waitingCount === this.waiting.length) this.waiting = twice(this.waiting);
    this.waiting[this.waitingCount++] = state;
  }

  /** The states that wait, from one on, as one: their fronts of one gap become one. */
  private union(from: number): number {
    const { waiting } = this;
    const to = this.waitingCount;
    this.waitingCount = from;
    if (to === from) return nowhere;
    if (to === from + 1) return waiting[from] as number;
    return this.areOfOneGap(from, to) ? this.unionOfOneGap(from, to) : this.unionByGap(from, to);
  }

  private areOfOneGap(from: number, to: number): boolean {
    const { fronts, waiting } = this;
    const one = fronts.firstFront[waiting[from] as number] as number;
    for (let at = from; at < to; at++) {
      const state = waiting[at] as number;
      const front = fronts.firstFront[state] as number;
      if (front + 1 !== fronts.lastFront[state] || fronts.min[front] !== fronts.min[one] || fronts.max[front] !== fronts.max[one])
        return false;
    }
    return true;
  }

  private unionOfOneGap(from: number, to: number): number {
    const { fronts, waiting } = this;
    const first = fronts.fronts;
    const firstEnd = fronts.ends;
    let mayBegin = 0;
    for (let at = from; at < to; at++) {
      const state = waiting[at] as number;
      mayBegin |= fronts.anywhere[state] as number;
      fronts.addEndsOf(fronts.firstFront[state] as number);
    }
    const one = fronts.firstFront[waiting[from] as number] as number;
    fronts.addFrontOf(fronts.min[one] as number, fronts.max[one] as number, firstEnd);
    return fronts.addState(first, mayBegin);
  }

  private unionByGap(from: number, to: number): number {
    const { fronts, waiting } = this;
    const byGap = new Map<number, number[]>();
    let mayBegin = 0;
    for (let at = from; at < to; at++) {
      const state = waiting[at] as number;
      mayBegin |= fronts.anywhere[state] as number;
      for (let front = fronts.firstFront[state] as number; front < (fronts.lastFront[state] as number); front++) {
        const gap = (fronts.min[front] as number) * farthest + (fronts.max[front] as number);
        const same = byGap.get(gap);
        if (same) same.push(front);
        else byGap.set(gap, [front]);
      }
    }
    const first = fronts.fronts;
    for (const same of byGap.values()) this.merge(same);
    return fronts.addState(first, mayBegin);
  }

  /** Makes fronts of one gap one. */
  private merge(same: readonly number[]): void {
    const { fronts } = this;
    const [one] = same as [number];
    const min = fronts.min[one] as number;
    const max = fronts.max[one] as number;
    if (same.length === 1) {
      fronts.addFront(min, max, fronts.firstEnd[one] as number, fronts.lastEnd[one] as number);
      return;
    }
    const firstEnd = fronts.ends;
    for (const front of same) fronts.addEndsOf(front);
    fronts.addFrontOf(min, max, firstEnd);
  }
}

/** More than any gap. */
const farthest = 0x100000;
/** So many ends inside one word are stepped over, no more. */
const maxBack = 64;
