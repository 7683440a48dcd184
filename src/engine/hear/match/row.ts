import { allStep, anyStep, gapStep, maybeStep } from '#engine/hear/match/code.ts';
import type { Matches } from '#engine/hear/match/matches.ts';
import { absent, markMask, type Places } from '#engine/hear/match/places.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';

/** Runs rows over short texts, where most patterns are run: the same as Joiner finds, with one list of ends and no states. */
export class Row {
  private readonly tables: Tables;
  private readonly places: Places;
  private readonly found: Matches;
  /** The ends reached so far, ascending: their positions, where their matches began, and 1 when any of it was heard only by sound. */
  private end = new Int32Array(room);
  private start = new Int32Array(room);
  private sound = new Int32Array(room);
  private count = 0;
  /** Between so many units are to be passed over from there. */
  private min = 0;
  private max = 0;
  private mayBegin = true;
  /** The ends of the set at hand, which take the place of those. */
  private nextEnd = new Int32Array(room);
  private nextStart = new Int32Array(room);
  private nextSound = new Int32Array(room);
  private nextCount = 0;

  constructor(tables: Tables, places: Places, found: Matches) {
    this.tables = tables;
    this.places = places;
    this.found = found;
  }

  /** Whether the text being read is short enough. */
  get mayRun(): boolean {
    return this.places.normal.length <= longest && this.places.count <= mostPlaces;
  }

  /** Runs the code that begins at a place of the book. */
  run(at: number): void {
    const { book } = this.tables;
    this.count = 0;
    this.min = 0;
    this.max = 0;
    this.mayBegin = true;
    if (book[at] !== allStep) this.step(at);
    else {
      const to = at + (book[at + 1] as number);
      for (let part = at + 2; part < to && (this.mayBegin || this.count > 0); part += book[part + 1] as number) this.step(part);
    }
    this.takeReached();
  }

  private step(at: number): void {
    const { book } = this.tables;
    switch (book[at]) {
      case gapStep:
        if (this.count > 0) {
          this.min += book[at + 2] as number;
          this.max += book[at + 3] as number;
        }
        return;
      case maybeStep: {
        const { mayBegin } = this;
        this.nextCount = 0;
        this.followSet(at + 2);
        for (let end = 0; end < this.count; end++) this.add(this.end[end] as number, this.start[end] as number, this.sound[end] as number);
        this.turn();
        this.mayBegin = mayBegin;
        return;
      }
      default:
        this.nextCount = 0;
        this.followSet(at);
        this.turn();
    }
  }

  private followSet(at: number): void {
    const { book } = this.tables;
    const to = at + (book[at + 1] as number);
    if (book[at] === anyStep) for (let part = at + 2; part < to; part += book[part + 1] as number) this.followSet(part);
    else
      for (let each = at + 2; each < to; each++) {
        const symbol = book[each] as number;
        if (this.places.lastStart[symbol & markMask] !== absent) this.follow(symbol);
      }
  }

  /** Goes on over the places of a symbol: from the nearest end from which it may be reached, or as a beginning. */
  private follow(symbol: number): void {
    const { places, mayBegin, min, max } = this;
    const first = places.firstOf(symbol);
    if (first < 0) return;
    const { start: starts, end: ends, next } = places;
    const { number, split } = places.sentences;
    const { end: reached, start: began, sound: heard } = this;
    const sound = places.isSound(symbol) ? 1 : 0;
    for (let place = first; place >= 0; place = next[place] as number) {
      const start = starts[place] as number;
      const isSplit = split[start] === 1;
      let back = this.count - 1;
      while (back >= 0 && (reached[back] as number) + min > start) back--;
      places.work += this.count - back;
      let found = -1;
      for (const last = back - maxBack; back >= 0 && back > last; back--) {
        const passed = start - (reached[back] as number);
        if (passed > max) break;
        if (passed > 0) {
          if (isSplit || number[reached[back] as number] !== number[start]) break;
          if (split[reached[back] as number] === 1) continue;
        }
        found = back;
        break;
      }
      if (found >= 0) this.add(ends[place] as number, began[found] as number, (heard[found] as number) | sound);
      else if (mayBegin && !isSplit) this.add(ends[place] as number, start, sound);
    }
  }

  /** Adds an end where it belongs: of two ways to the same end the sure one counts, then the wider. */
  private add(end: number, start: number, sound: number): void {
    const { nextEnd, nextStart, nextSound } = this;
    let at = this.nextCount;
    while (at > 0 && (nextEnd[at - 1] as number) > end) at--;
    if (at > 0 && nextEnd[at - 1] === end) {
      const before = at - 1;
      const isBetter = sound !== nextSound[before] ? sound < (nextSound[before] as number) : start < (nextStart[before] as number);
      if (isBetter) {
        nextStart[before] = start;
        nextSound[before] = sound;
      }
      return;
    }
    for (let to = this.nextCount++; to > at; to--) {
      nextEnd[to] = nextEnd[to - 1] as number;
      nextStart[to] = nextStart[to - 1] as number;
      nextSound[to] = nextSound[to - 1] as number;
    }
    nextEnd[at] = end;
    nextStart[at] = start;
    nextSound[at] = sound;
  }

  /** The ends of the set at hand are those reached now, with no gap behind them. */
  private turn(): void {
    const { end, start, sound } = this;
    this.end = this.nextEnd;
    this.start = this.nextStart;
    this.sound = this.nextSound;
    this.nextEnd = end;
    this.nextStart = start;
    this.nextSound = sound;
    this.count = this.nextCount;
    this.min = 0;
    this.max = 0;
    this.mayBegin = false;
  }

  private takeReached(): void {
    const { places, found, min } = this;
    const { number, split } = places.sentences;
    found.count = 0;
    for (let at = 0; at < this.count; at++) {
      const reached = this.end[at] as number;
      const end = reached + min; // a gap at the end takes no more than it must
      if (end > places.normal.length || end <= (this.start[at] as number) || split[end] === 1 || number[reached] !== number[end]) continue;
      found.take(this.start[at] as number, end, this.sound[at] as number);
    }
  }
}

/** Texts no longer, with no more places, are short; ends are at most so many as positions in the text. */
const longest = 200;
const mostPlaces = 200;
const room = longest + 2;
/** So many ends inside one word are stepped over, no more. */
const maxBack = 64;
