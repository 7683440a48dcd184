import { mayBeMisheard, type SpokenWord } from '#engine/hear/match/by-ear.ts';
import type { Nominations } from '#engine/hear/match/nominate.ts';
import { eachEnd, eachStart, Sentences } from '#engine/hear/match/sentences.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';
import type { Normal } from '#engine/hear/normal/normalise.ts';

/**
 * What stands where in the text being read: for every symbol a chain of places. One object serves all texts, one after the
 * other: what belongs to an earlier reading is told by its number and costs nothing to forget.
 */
export class Places {
  readonly sentences = new Sentences();
  normal!: Normal;
  /** The number of this reading. */
  reading = 0;
  /** Places looked at so far: bounds are tested with it. */
  work = 0;
  /** Symbols that stand somewhere, as they were first found. */
  present: Int32Array;
  presentCount = 0;
  /** By symbol: the last reading in which it stood somewhere, and its first place then. */
  readonly read: Int32Array;
  readonly first: Int32Array;
  /** By place: its stretch of the text, and the next place of the same symbol; -1 is none. */
  start = new Int32Array(1024);
  end = new Int32Array(1024);
  next = new Int32Array(1024);
  private count = 0;
  private readonly last: Int32Array;
  private readonly tables: Tables;
  /** A bit for each symbol that stands somewhere: small enough to stay near. */
  private readonly marks: Int32Array;

  constructor(tables: Tables) {
    this.tables = tables;
    this.present = new Int32Array(tables.symbols);
    this.read = new Int32Array(tables.symbols);
    this.first = new Int32Array(tables.symbols);
    this.last = new Int32Array(tables.symbols);
    this.marks = new Int32Array((tables.symbols >> 5) + 1);
  }

  /** Finds all literals and sounds of a text. */
  find(normal: Normal): void {
    const { literals, sounds, alike, soundFrom, classFrom } = this.tables;
    this.normal = normal;
    this.turnPage();
    this.work = normal.length;
    this.sentences.read(normal);
    literals.scan(normal.units, normal.length, mostPlaces, (symbol, start, end) => this.put(symbol, start, end));
    if (soundFrom === classFrom) return;
    const { folded, place } = normal; // by ear it is read before its numbers became digits (分七 sounds like 分期)
    sounds.scan(folded.units, folded.length, mostPlaces, (sound, start, end) => {
      for (const word of alike[sound] as readonly SpokenWord[])
        if (mayBeMisheard(folded.units, start, word)) this.put(word.symbol, place[start] as number, place[end] as number);
    });
  }

  put(symbol: number, start: number, end: number): void {
    const place = this.count++;
    if (place === this.start.length) this.grow();
    this.start[place] = start;
    this.end[place] = end;
    this.next[place] = -1;
    if (this.read[symbol] === this.reading) this.next[this.last[symbol] as number] = place;
    else {
      this.read[symbol] = this.reading;
      this.first[symbol] = place;
      this.marks[symbol >> 5] = (this.marks[symbol >> 5] as number) | (1 << (symbol & 31));
      this.present[this.presentCount++] = symbol;
    }
    this.last[symbol] = place;
  }

  /** The symbol's first place, or -1. Where sentences begin and end is found when first asked for. */
  firstOf(symbol: number): number {
    if (this.read[symbol] === this.reading) return this.first[symbol] as number;
    const { sentenceStart, sentenceEnd } = this.tables;
    if (symbol === sentenceStart) eachStart(this.normal, at => this.put(symbol, at, at));
    else if (symbol === sentenceEnd) eachEnd(this.normal, at => this.put(symbol, at, at));
    else return -1;
    return this.first[symbol] as number;
  }

  /** Whether a symbol stands somewhere. */
  stands(symbol: number): boolean {
    return (((this.marks[symbol >> 5] as number) >> (symbol & 31)) & 1) === 1;
  }

  /** Calls with everything nominated of which the next need is met too. */
  eachNominated({ from, items }: Nominations, nominated: (index: number) => void): void {
    for (let at = 0; at < this.presentCount; at++) {
      const symbol = this.present[at] as number;
      const to = from[symbol + 1] as number;
      this.work += to - (from[symbol] as number);
      for (let item = from[symbol] as number; item < to; item += 2 + (items[item + 1] as number))
        if (this.meets(items, item + 2, items[item + 1] as number)) nominated(items[item] as number);
    }
  }

  private meets(symbols: Int32Array, from: number, count: number): boolean {
    for (let at = from; at < from + count; at++) if (this.stands(symbols[at] as number)) return true;
    return count === 0;
  }

  isSound(symbol: number): boolean {
    return symbol >= this.tables.soundFrom && symbol < this.tables.classFrom;
  }

  /** Forgets the last text. Readings are numbered anew before a number would grow out of 32 bits. */
  private turnPage(): void {
    for (let at = 0; at < this.presentCount; at++) this.marks[(this.present[at] as number) >> 5] = 0;
    this.presentCount = 0;
    this.count = 0;
    if (this.reading === lastReading) {
      this.reading = 0;
      this.read.fill(0);
    }
    this.reading++;
  }

  private grow(): void {
    this.start = twice(this.start);
    this.end = twice(this.end);
    this.next = twice(this.next);
  }
}

/** More places than this are not looked for: an utterance of nothing but one repeated cue is heard well enough. */
const mostPlaces = 60_000;
const lastReading = 0x7fffffff;

/** The same numbers, and as much room again. */
export function twice(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
