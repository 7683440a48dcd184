import { before, behind, neededShift, sidesShift, whereMask } from '#engine/hear/match/book.ts';
import { unitsAsWritten } from '#engine/hear/match/by-ear.ts';
import { Register } from '#engine/hear/match/register.ts';
import { twice } from '#engine/hear/match/room.ts';
import { eachEnd, eachStart, Sentences } from '#engine/hear/match/sentences.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';
import { Finds, findWords } from '#engine/hear/match/word-tree.ts';
import type { Normal } from '#engine/hear/normal/normalise.ts';

/** What stands where in the text being read: for every symbol a chain of places. One object serves all texts, one after the other. */
export class Places {
  readonly sentences = new Sentences();
  normal!: Normal;
  /** Places looked at so far: bounds are tested with it. */
  work = 0;
  /** Symbols that stand somewhere, in the order in which they were found; by their numbers there: the first and the last place. */
  readonly present = new Register();
  first = new Int32Array(128);
  private last = new Int32Array(128);
  /** By place: its stretch of the text, and the next place of the same symbol; -1 is none. */
  start = new Int32Array(256);
  end = new Int32Array(256);
  next = new Int32Array(256);
  count = 0;
  /**
   * A first look, by the low bits of a symbol: where the first place of such a symbol ends, and where the last begins, `absent` when there
   * is none. The edges of sentences are taken to stand anywhere until they are asked for.
   */
  readonly firstEnd = new Int16Array(markMask + 1).fill(farthest);
  readonly lastStart = new Int16Array(markMask + 1).fill(absent);
  private readonly tables: Tables;
  private readonly finds = new Finds();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** Finds all literals and sounds of a text. */
  find(normal: Normal): void {
    const { tables, finds } = this;
    this.normal = normal;
    this.turnPage();
    this.sentences.read(normal);
    this.work = findWords(tables.literals, normal.units, normal.length, mostPlaces, finds);
    for (let at = 0; at < finds.count; at++) this.put(finds.name[at] as number, finds.start[at] as number, finds.end[at] as number);
    if (tables.alike.length > 1) this.findSounds(normal);
  }

  /** By ear the text is read before its numbers became digits: 分七 sounds like 分期. */
  private findSounds({ folded, place, units }: Normal): void {
    const { tables, finds } = this;
    const { alike } = tables;
    this.work += findWords(tables.sounds, folded.units, folded.length, mostPlaces, finds);
    for (let at = 0; at < finds.count; at++) {
      const start = finds.start[at] as number;
      const length = (finds.end[at] as number) - start;
      const from = place[start] as number;
      const to = place[start + length] as number;
      let word = (finds.name[at] as number) + 1;
      for (let left = alike[word - 1] as number; left > 0; left--, word += 1 + length) {
        const same = unitsAsWritten(folded.units, start, alike, word + 1, length);
        if (same * 2 < length) continue;
        const isSure = same === length && to - from === length && unitsAsWritten(units, from, alike, word + 1, length) === length;
        if (!isSure) this.put(alike[word] as number, from, to); // what is sure is a literal, found already
      }
    }
  }

  put(symbol: number, start: number, end: number): void {
    const place = this.count++;
    if (place === this.start.length) this.grow();
    this.start[place] = start;
    this.end[place] = end;
    this.next[place] = -1;
    const { present } = this;
    const before = present.count;
    const number = present.enter(symbol);
    if (number < before) this.next[this.last[number] as number] = place;
    else {
      if (number === this.first.length) this.growSymbols();
      this.first[number] = place;
    }
    this.last[number] = place;
    const { firstEnd, lastStart } = this;
    const mark = symbol & markMask;
    if (end < (firstEnd[mark] as number)) firstEnd[mark] = end;
    if (start > (lastStart[mark] as number)) lastStart[mark] = Math.min(start, farthest);
  }

  /** The symbol's first place, or -1. Where sentences begin and end is found when first asked for. */
  firstOf(symbol: number): number {
    const number = this.present.find(symbol);
    if (number >= 0) return this.first[number] as number;
    const { sentenceStart, sentenceEnd } = this.tables;
    return symbol === sentenceStart || symbol === sentenceEnd ? this.firstEdge(symbol) : -1;
  }

  /** By itself: a function that makes another keeps room for what both know, and `firstOf` is asked a hundred times a text. */
  private firstEdge(symbol: number): number {
    const put = (at: number): void => this.put(symbol, at, at);
    if (symbol === this.tables.sentenceStart) eachStart(this.normal, put);
    else eachEnd(this.normal, put);
    return this.first[this.present.find(symbol)] as number;
  }

  isSound(symbol: number): boolean {
    return symbol >= this.tables.soundFrom && symbol < (this.tables.classes[0] as number);
  }

  /** Enters everything that a symbol nominates for a side between two places of the book of which the next need may stand where it is needed. */
  nominate(symbol: number, from: number, to: number, side: number, nominated: Register): void {
    const { book } = this.tables;
    const { firstEnd, lastStart, present } = this;
    const ownEnd = firstEnd[symbol & markMask] as number;
    const ownStart = lastStart[symbol & markMask] as number;
    this.work += to - from;
    for (let at = from; at < to; ) {
      const head = book[at + 1] as number;
      const end = at + 2 + (head >> neededShift);
      let each = at + 2;
      if (((head >> sidesShift) & side) === 0) {
        at = end;
        continue;
      }
      if ((head & whereMask) === before)
        for (; each < end; each++) {
          const needed = book[each] as number;
          if ((firstEnd[needed & markMask] as number) <= ownStart && present.find(needed) >= 0) break; // marks are shared by many symbols
        }
      else {
        const least = (head & whereMask) === behind ? ownEnd : 0;
        for (; each < end; each++) {
          const needed = book[each] as number;
          if ((lastStart[needed & markMask] as number) >= least && present.find(needed) >= 0) break;
        }
      }
      if (each < end || end === at + 2) nominated.enter(book[at] as number);
      at = end;
    }
  }

  /** Whether one of the symbols between two places of the book stands anywhere. */
  holdsAny(from: number, to: number): boolean {
    const { book } = this.tables;
    for (let each = from; each < to; each++) {
      const symbol = book[each] as number;
      if (this.lastStart[symbol & markMask] !== absent && this.present.find(symbol) >= 0) return true;
    }
    return false;
  }

  /** Forgets the last text. */
  private turnPage(): void {
    const { present, firstEnd, lastStart, tables } = this;
    for (let number = 0; number < present.count; number++) {
      const mark = (present.keys[number] as number) & markMask;
      firstEnd[mark] = farthest;
      lastStart[mark] = absent;
    }
    present.clear();
    this.count = 0;
    for (const edge of [tables.sentenceStart, tables.sentenceEnd]) {
      firstEnd[edge & markMask] = 0;
      lastStart[edge & markMask] = farthest;
    }
  }

  private grow(): void {
    this.start = twice(this.start);
    this.end = twice(this.end);
    this.next = twice(this.next);
  }

  private growSymbols(): void {
    this.first = twice(this.first);
    this.last = twice(this.last);
  }
}

/** More places than this are not looked for: an utterance of nothing but one repeated cue is heard well enough. */
const mostPlaces = 60_000;
/** The low bits of a symbol by which marks are kept. */
export const markMask = 0x7ff;
/** No place begins there. */
export const absent = -1;
/** Farther than any place that is told from others: what lies there is taken to be wherever it is wanted. */
const farthest = 0x7fff;
