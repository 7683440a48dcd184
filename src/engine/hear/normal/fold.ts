import type { MarkClass } from '#domain/mark.ts';
import { simplifiedPairs } from '#engine/hear/tables/simplified.ts';

/** Text as code units of one plain form, each with the stretch of the original it stands for. */
export interface Folded {
  readonly units: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
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

/**
 * Width, case, script and spaces made one: NFKC, lower-case ASCII, simplified characters, one space between words and none
 * beside Chinese. Numbers are still as spoken.
 */
export function fold(text: string): Folded {
  // Plain arrays: for so short a text they are cheaper to make than typed ones.
  const units: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const marks: FoldedMark[] = [];
  let spaceAt = -1;

  const put = (unit: number, start: number, end: number): void => {
    if (spaceAt >= 0) {
      const last = units.length > 0 ? (units[units.length - 1] as number) : newline;
      if (last !== newline && unit !== newline && !isWide(last) && !isWide(unit)) {
        units.push(space);
        from.push(spaceAt);
        to.push(start);
      }
      spaceAt = -1;
    }
    units.push(unit);
    from.push(start);
    to.push(end);
  };

  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code === newline) put(newline, at, at + 1);
      else if (code === space || (code >= 0x09 && code <= 0x0d)) spaceAt = spaceAt < 0 ? at : spaceAt;
      else put(code >= 0x41 && code <= 0x5a ? code + 0x20 : code, at, at + 1);
      at++;
    } else if (code >= 0x3400 && code <= 0x9fff) {
      put(simplified[code] || code, at, at + 1);
      at++;
    } else if (code === 0x27e6) {
      const mark = markAt(text, at);
      if (mark) {
        put(markUnit, at, at + mark.text.length);
        marks.push({ at: units.length - 1, ...mark });
        at += mark.text.length;
      } else put(code, at, ++at);
    } else if (code === 0x3000 || code === 0xa0) {
      spaceAt = spaceAt < 0 ? at : spaceAt;
      at++;
    } else if (punctuation[code]) {
      put(punctuation[code] as number, at, at + 1);
      at++;
    } else if (code >= 0xff01 && code <= 0xff5e) {
      const half = code - 0xfee0;
      put(half >= 0x41 && half <= 0x5a ? half + 0x20 : half, at, at + 1);
      at++;
    } else if (code >= 0xd800 && code <= 0xdbff && at + 1 < text.length) {
      put(code, at, at + 2);
      put(text.charCodeAt(at + 1), at, at + 2);
      at += 2;
    } else {
      const plain = text.charAt(at).normalize('NFKC').toLowerCase();
      for (let index = 0; index < plain.length && index < 18; index++) {
        const unit = plain.charCodeAt(index);
        if (unit === space) spaceAt = spaceAt < 0 ? at : spaceAt;
        else put(simplified[unit] || unit, at, at + 1);
      }
      at++;
    }
  }
  return { units, from, to, length: units.length, marks };
}

/** Words of a pattern, in the same plain form; spaces at their ends stay, for the words beside them. */
export function foldWords(words: string): string {
  const { units, length } = fold(words);
  let plain = '';
  for (let at = 0; at < length; at++) plain += String.fromCharCode(units[at] as number);
  if (plain === '') return /\s/.test(words) ? ' ' : '';
  if (/^[^\S\n]/.test(words) && !isWide(plain.charCodeAt(0))) plain = ` ${plain}`;
  if (/[^\S\n]$/.test(words) && !isWide(plain.charCodeAt(plain.length - 1))) plain += ' ';
  return plain;
}

/** Chinese writing and its punctuation: no spaces belong beside it. */
function isWide(unit: number): boolean {
  return unit >= 0x2e80 && unit <= 0x9fff;
}

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
