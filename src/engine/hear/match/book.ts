import type { HearingPart, Join, Program } from '#engine/hear/hearing-part.ts';
import { CodeWriter } from '#engine/hear/match/code.ts';
import { isRow } from '#engine/hear/match/is-row.ts';
import { toAnybody, whomIn } from '#engine/hear/match/listening-word.ts';
import { Gathering, itemsOf, lengthOf, type Rows } from '#engine/hear/match/rows.ts';

/**
 * All that a text may ask of a symbol or a program, on one page each and all pages in one array: what is asked together lies together.
 * At run time a symbol, and a program, is the place where its page begins.
 *
 * A symbol's page: how many words follow that listen for it alone; how many for nominations of programs; how many for nominations of
 * values; then those words. A symbol nominates what it may be the rarest need of: the program (or the value's place in part.values),
 * how many symbols meet its next need × 16 + whose words it is for × 4 + where that need stands, and these; so most programs are passed
 * over without a look at their page.
 * A program's page: how many words listen for it × 4, + 2 where it has a third need, + whether its code is a row's (row.ts); how many
 * symbols meet that need, and these; the words that listen; its code (code.ts).
 */
export interface Book {
  readonly words: Int32Array;
  /** By symbol as the part numbers it: its page. */
  readonly symbolAt: Int32Array;
  /** By value: where the code of its program begins. */
  readonly valueCode: Int32Array;
}

/** How a symbol's page begins. */
export const aloneCount = 0;
export const nominationCount = 1;
export const valueCount = 2;
export const symbolHead = 3;

/** Whether a program's code is a row's. */
export function isRowAt(book: Int32Array, program: number): boolean {
  return ((book[program] as number) & rowHead) !== 0;
}

/** Whether a program has a third need. */
export function hasThirdNeed(book: Int32Array, program: number): boolean {
  return ((book[program] as number) & thirdNeedHead) !== 0;
}

/** Where on such a program's page the symbols that meet it begin; they end where the words that listen begin. */
export const thirdNeed = 2;

/** Where the words that listen for a program begin; they end where its code begins. */
export function listeningAt(book: Int32Array, program: number): number {
  return hasThirdNeed(book, program) ? program + thirdNeed + (book[program + 1] as number) : program + 1;
}

/** Where a program's code begins. */
export function codeAt(book: Int32Array, program: number): number {
  return listeningAt(book, program) + ((book[program] as number) >> listeningBits);
}

const rowHead = 1;
const thirdNeedHead = 2;
const listeningBits = 2;

/** Where the next need stands in all that a program matches: wholly before the rarest one, wholly behind it; 0 when that hangs on the text. */
export const before = 1;
export const behind = 2;

/** What is nominated for whose words, beside how many symbols meet its next need and where that stands. */
export function nominationHead(needed: number, sides: number, where: number): number {
  return (needed << neededShift) | (sides << sidesShift) | where;
}

export const neededShift = 4;
export const sidesShift = 2;
/** The next need's place is in the lowest bits. */
export const whereMask = 3;

/** Writes the book of a part. `listensFor`: by program, the words that listen for it; what nobody listens for has no page. */
export function writeBook(part: HearingPart, symbols: number, listensFor: Rows): Book {
  const { alone, nominations, values } = sectionsOf(part, symbols, listensFor);
  const symbolAt = new Int32Array(symbols);
  let end = 1; // page 0 is nobody's
  for (let symbol = 0; symbol < symbols; symbol++) {
    symbolAt[symbol] = end;
    end += symbolHead + lengthOf(alone, symbol) + lengthOf(nominations, symbol) + lengthOf(values, symbol);
  }

  const writer = new CodeWriter(part.groups, symbolAt, end);
  const valueCode = Int32Array.from(part.values, ({ program }) => writer.write((part.programs[program] as Program).join));
  const programAt = Int32Array.from(part.programs, ({ join, needs: [, , third] }, program) => {
    const listening = itemsOf(listensFor, program);
    if (listening.length === 0 || join.kind === 'symbols') return 0;
    const needed = third === undefined ? [] : (part.groups[third] as readonly number[]);
    const head = (listening.length << listeningBits) | (needed.length > 0 ? thirdNeedHead : 0) | (isRow(join) ? rowHead : 0);
    const at = writer.note([head]);
    if (needed.length > 0) writer.note([needed.length, ...needed.map(symbol => symbolAt[symbol] as number)]);
    writer.note([...listening]);
    writer.write(join);
    return at;
  });

  const words = writer.book();
  for (let symbol = 0; symbol < symbols; symbol++) {
    let at = symbolAt[symbol] as number;
    for (const section of [alone, nominations, values]) words[at++] = lengthOf(section, symbol);
    words.set(itemsOf(alone, symbol), at);
    at = copyNominations(nominations, symbol, words, at + lengthOf(alone, symbol), program => programAt[program] as number, symbolAt);
    copyNominations(values, symbol, words, at, value => value, symbolAt);
  }
  return { words, symbolAt, valueCode };
}

function sectionsOf(part: HearingPart, symbols: number, listensFor: Rows): { alone: Rows; nominations: Rows; values: Rows } {
  const alone = new Gathering(symbols);
  const nominations = new Gathering(symbols);
  const values = new Gathering(symbols);
  for (const [program, { join }] of part.programs.entries()) {
    const listening = itemsOf(listensFor, program);
    if (listening.length === 0) continue;
    if (join.kind === 'symbols')
      for (const symbol of part.groups[join.group] as readonly number[]) for (const word of listening) alone.add(symbol, word);
    else nominate(nominations, program, part.programs[program] as Program, sidesOf(listening), part);
  }
  for (const [index, { program }] of part.values.entries()) nominate(values, index, part.programs[program] as Program, toAnybody, part);
  return { alone: alone.rows(), nominations: nominations.rows(), values: values.rows() };
}

/** Whose words any of these listening words heeds. */
function sidesOf(listening: Int32Array): number {
  return listening.reduce((sides, word) => sides | whomIn(word), 0);
}

function nominate(
  section: Gathering,
  index: number,
  { join, needs: [rarest, next] }: Program,
  sides: number,
  { groups }: HearingPart,
): void {
  const needed = next === undefined ? [] : (groups[next] as readonly number[]);
  const head = nominationHead(needed.length, sides, next === undefined ? 0 : whereabouts(join, rarest as number, next));
  for (const symbol of groups[rarest as number] as readonly number[]) {
    section.add(symbol, index);
    section.add(symbol, head);
    for (const each of needed) section.add(symbol, each);
  }
}

function whereabouts(join: Join, rarest: number, next: number): number {
  const [place, other] = [rarest, next].map(group => onlyPlaceOf(join, group));
  if (place === undefined || other === undefined || place < 0 || other < 0) return 0;
  return other < place ? before : behind;
}

/** Where a set stands in a row of parts, as a part of its own; -1 when it does not, or more than once. */
function onlyPlaceOf(join: Join, group: number): number {
  if (join.kind !== 'all') return -1;
  const at = join.parts.findIndex(part => part.kind === 'symbols' && part.group === group);
  return join.parts.findLastIndex(part => part.kind === 'symbols' && part.group === group) === at ? at : -1;
}

/** Copies a symbol's nominations with symbols and what is nominated named as in the book; answers where they end. */
function copyNominations(
  section: Rows,
  symbol: number,
  words: Int32Array,
  from: number,
  nameOf: (index: number) => number,
  symbolAt: Int32Array,
): number {
  const items = itemsOf(section, symbol);
  for (let item = 0; item < items.length; ) {
    words[from + item] = nameOf(items[item] as number);
    words[from + item + 1] = items[item + 1] as number;
    const needed = (items[item + 1] as number) >> neededShift;
    item += 2;
    for (const last = item + needed; item < last; item++) words[from + item] = symbolAt[items[item] as number] as number;
  }
  return from + items.length;
}
