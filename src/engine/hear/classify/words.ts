/** The words of one text, by hash: a run of letters, a number, a Chinese character, a mark, or one of the signs that ask or name money. */
export interface Words {
  count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** The word as written, and without its ending. A number's stem says only how long it is. */
  readonly whole: Uint32Array;
  readonly stem: Uint32Array;
}

/** No more words of one utterance are read. */
export const maxWords = 200;

/** Room for the words of one text, used again and again. */
export function roomForWords(): Words {
  return {
    count: 0,
    start: new Int32Array(maxWords),
    end: new Int32Array(maxWords),
    whole: new Uint32Array(maxWords),
    stem: new Uint32Array(maxWords),
  };
}

/** Finds the words of a normalised text, without making strings. */
export function readWords(text: string, into: Words): void {
  const length = text.length;
  let count = 0;
  for (let at = 0; at < length && count < maxWords; ) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === gap) {
      at++;
      continue;
    }
    const start = at++;
    let end = at;
    if (kind === letter) while (at < length && (kindOf(text.charCodeAt(at)) === letter || isInnerApostrophe(text, at))) at++;
    else if (kind === digit) while (at < length && kindOf(text.charCodeAt(at)) === digit) at++;
    else if (kind === mark) {
      while (at < length && kindOf(text.charCodeAt(at)) === letter) at++;
      end = at; // a mark's class is all that is read of it
      while (at < length && text.charCodeAt(at - 1) !== markEnd) at++;
    }
    if (kind !== mark) end = at;
    into.start[count] = start;
    into.end[count] = end;
    const whole = hashUnits(text, start, end);
    into.whole[count] = whole;
    into.stem[count] =
      kind === letter ? stemOf(text, start, end, whole) : kind === digit ? mix(digitSeed, Math.min(end - start, 5)) : whole;
    count++;
  }
  into.count = count;
}

/** One hash of two. */
export function mix(one: number, other: number): number {
  let mixed = Math.imul(one ^ (other + 0x9e3779b9 + (one << 6) + (one >>> 2)), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The hash of a stretch of text. */
export function hashUnits(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash, end - start);
}

const digitSeed = 0x23;

const markStart = 0x27e6;
const markEnd = 0x27e7;

const gap = 0;
const letter = 1;
const digit = 2;
const alone = 3;
const mark = 4;

/** Kinds of the units people write most. */
const kinds = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  if (unit >= 0x61 && unit <= 0x7a) return letter;
  if (unit >= 0x30 && unit <= 0x39) return digit;
  return unit === 0x3f || unit === 0x24 ? alone : gap;
});

function kindOf(unit: number): number {
  if (unit < 0x80) return kinds[unit] as number;
  if (unit >= 0x3400 && unit <= 0x9fff) return alone;
  if (unit === markStart) return mark;
  if (unit === 0xa3 || unit === 0x20ac) return alone;
  return unit >= 0xc0 && unit <= 0x24f ? letter : gap;
}

function isInnerApostrophe(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x27 && at + 1 < text.length && kindOf(text.charCodeAt(at + 1)) === letter;
}

function stemOf(text: string, start: number, end: number, whole: number): number {
  const stop = stemEnd(text, start, end);
  return stop === end ? whole : hashUnits(text, start, stop);
}

/** Where a word ends when its plural, tense or possession is left off; "ies" ends before its "ies", like "y" does below. */
function stemEnd(text: string, start: number, end: number): number {
  let stop = end;
  const last = (back: number): number => text.charCodeAt(stop - back);
  if (stop - start > 4) {
    if (last(1) === 0x73 && last(2) === 0x65 && last(3) === 0x69) stop -= 3;
    else if (last(1) === 0x67 && last(2) === 0x6e && last(3) === 0x69) stop -= 3;
    else if (last(1) === 0x64 && last(2) === 0x65) stop -= 2;
    else if (last(1) === 0x73 && last(2) === 0x27) stop -= 2;
    else if (last(1) === 0x73 && last(2) !== 0x73) stop -= 1;
  }
  if (stop - start > 4 && last(1) === last(2) && last(1) !== 0x6c && last(1) !== 0x73) stop--;
  if (stop - start > 3 && (last(1) === 0x65 || last(1) === 0x79)) stop--;
  return stop;
}
