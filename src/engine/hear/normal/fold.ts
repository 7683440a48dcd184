import type { MarkClass } from '#domain/mark.ts';
import { simplifiedPairs } from '#engine/hear/tables/simplified.ts';

/** Text as code units of one plain form, each with the stretch of the original it stands for. Only the first `length` count. */
export interface Folded {
  readonly units: Uint16Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly length: number;
  readonly marks: readonly FoldedMark[];
}

/** A secret's mark: one unit, whose inside nobody reads. */
export interface FoldedMark {
  readonly at: number;
  readonly class: MarkClass;
  readonly text: string;
}

/** The unit a mark becomes. */
export const markUnit = 0xfffc;
const newline = 0x0a;
const space = 0x20;

/** Room for the plain form of one text; the next text takes its place. */
export class Page implements Folded {
  units = new Uint16Array(0);
  from = new Int32Array(0);
  to = new Int32Array(0);
  length = 0;
  marks: readonly FoldedMark[] = [];

  /** Empties the page and makes room for so many units. */
  clear(room: number): void {
    this.length = 0;
    this.marks = noMarks;
    if (room <= this.units.length) return;
    this.units = new Uint16Array(room);
    this.from = new Int32Array(room);
    this.to = new Int32Array(room);
  }

  put(unit: number, from: number, to: number): void {
    this.units[this.length] = unit;
    this.from[this.length] = from;
    this.to[this.length++] = to;
  }
}

const noMarks: readonly FoldedMark[] = [];
/** NFKC makes at most so many units of one. */
const widest = 18;

/**
 * Width, case, script and spaces made one: NFKC, lower-case ASCII, simplified characters, one space between words and none
 * beside Chinese. Numbers are still as spoken.
 */
export function fold(text: string, page = new Page()): Folded {
  page.clear((text.length + 1) * widest);
  let spaceAt = -1;
  for (let at = 0; at < text.length; ) {
    const unit = plain[text.charCodeAt(at)] as number;
    if (unit > blank) {
      if (spaceAt >= 0) spaceAt = putSpace(page, spaceAt, unit, at);
      page.put(unit, at, ++at);
    } else if (unit === blank) {
      if (spaceAt < 0) spaceAt = at;
      at++;
    } else {
      const { width, units, mark } = readOdd(text, at);
      for (const odd of units) {
        if (odd === space) {
          if (spaceAt < 0) spaceAt = at;
          continue;
        }
        if (spaceAt >= 0) spaceAt = putSpace(page, spaceAt, odd, at);
        page.put(odd, at, at + width);
      }
      if (mark) page.marks = [...page.marks, { at: page.length - 1, ...mark }];
      at += width;
    }
  }
  return page;
}

/** A run of spaces counts where it parts two words of one line. Answers that no space is waiting any more. */
function putSpace(page: Page, spaceAt: number, unit: number, at: number): -1 {
  const last = page.length > 0 ? (page.units[page.length - 1] as number) : newline;
  if (last !== newline && unit !== newline && !isWide(last) && !isWide(unit)) page.put(space, spaceAt, at);
  return -1;
}

interface Odd {
  readonly width: number;
  readonly units: readonly number[];
  readonly mark?: Omit<FoldedMark, 'at'>;
}

/** What the table does not tell: marks, pairs of units, and all that only NFKC knows. */
function readOdd(text: string, at: number): Odd {
  const code = text.charCodeAt(at);
  if (code < 0x80) return { width: 1, units: [code] };
  if (code === markBegins) {
    const mark = markAt(text, at);
    return mark ? { width: mark.text.length, units: [markUnit], mark } : { width: 1, units: [code] };
  }
  if (code >= 0xd800 && code <= 0xdbff && at + 1 < text.length) return { width: 2, units: [code, text.charCodeAt(at + 1)] };
  const made = text.charAt(at).normalize('NFKC').toLowerCase().slice(0, widest);
  return {
    width: 1,
    units: Array.from({ length: made.length }, (_, index) => simplified[made.charCodeAt(index)] || made.charCodeAt(index)),
  };
}

/** Words of a pattern, in the same plain form; spaces at their ends stay, for the words beside them. */
export function foldWords(words: string): string {
  const { units, length } = fold(words, pageOfWords);
  let plain = String.fromCharCode(...units.subarray(0, length));
  if (plain === '') return /\s/.test(words) ? ' ' : '';
  if (/^[^\S\n]/.test(words) && !isWide(plain.charCodeAt(0))) plain = ` ${plain}`;
  if (/[^\S\n]$/.test(words) && !isWide(plain.charCodeAt(plain.length - 1))) plain += ' ';
  return plain;
}

const pageOfWords = new Page();

/** Chinese writing and its punctuation: no spaces belong beside it. */
function isWide(unit: number): boolean {
  return unit >= 0x2e80 && unit <= 0x9fff;
}

const markBegins = 0x27e6;
const markShape = /⟦(phone|card|id|email|password|pin|otp|cvv):\d{1,9}(?: …[0-9A-Za-z]{1,4})?(?: [✓✗])?⟧/uy;

function markAt(text: string, at: number): { class: MarkClass; text: string } | null {
  markShape.lastIndex = at;
  const found = markShape.exec(text);
  return found ? { class: found[1] as MarkClass, text: found[0] } : null;
}

/** Punctuation that NFKC would not bring together, or would take apart (… stays one unit). */
const punctuation: Readonly<Record<number, number>> = {
  8216: 0x27,
  8217: 0x27,
  8220: 0x22,
  8221: 0x22,
  8211: 0x2d,
  8212: 0x2d,
  8230: 0x2026,
  12289: 0x3001,
  12290: 0x3002,
  65377: 0x3002,
};

const simplified = new Uint16Array(0x10000);
for (let at = 0; at < simplifiedPairs.length; at += 2) simplified[simplifiedPairs.charCodeAt(at)] = simplifiedPairs.charCodeAt(at + 1);

/** By code unit: the unit it becomes; `blank`: a space; 0: not told here. */
const plain = new Uint16Array(0x10000);
const blank = 1;
for (let code = 0x02; code < 0x80; code++) plain[code] = lower(code);
for (let code = 0x3400; code <= 0x9fff; code++) plain[code] = simplified[code] || code;
for (let code = 0xff01; code <= 0xff5e; code++) plain[code] = lower(code - 0xfee0);
for (const [code, unit] of Object.entries(punctuation)) plain[Number(code)] = unit;
for (const code of [0x09, 0x0b, 0x0c, 0x0d, space, 0x3000, 0xa0]) plain[code] = blank;

function lower(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}
