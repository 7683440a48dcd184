import { soundOf } from '#engine/hear/match/sounds.ts';
import { classOfWord, isEmptyWord, type WordTree, wordTree } from '#engine/knowledge/word-classes.ts';

/** What a text is looked up by, as numbers; `worth` in hundredths of a full sign. Good until the next text is read. */
export interface Grams {
  readonly codes: Int32Array;
  readonly worths: Uint8Array;
  length: number;
}

/**
 * Reads a text in the form hearing gives it: of Chinese the pairs and single characters, how pairs sound (so that a misheard 礼财 still
 * finds 理财) and the classes of everyday words; of letters the words without their endings, pairs of words and, of long words, pieces.
 * Words without meaning are left out, and what stands around them becomes neighbours (转的钱 is read as 转钱).
 */
export function gramsOf(text: string): Grams {
  grams.length = 0;
  const { length } = text;
  let before = 0; // the Han character or word before, 0: none
  let beforeIsWord = false;
  for (let at = 0; at < length && grams.length < roomLeft; ) {
    const unit = lower(text.charCodeAt(at));
    if (unit >= 0x3400 && unit <= 0x9fff) {
      const empty = emptyAt(text, at);
      if (empty > 0) {
        at += empty;
        continue;
      }
      addHan(unit, beforeIsWord ? 0 : before);
      before = unit;
      beforeIsWord = false;
      at++;
    } else if (isLetter(unit)) {
      const end = wordEnd(text, at);
      const word = addWord(text, at, end, beforeIsWord ? before : 0);
      if (word !== 0) {
        before = word;
        beforeIsWord = true;
      }
      at = end;
    } else if (isDigit(unit)) {
      let end = at + 1;
      while (end < length && isDigit(text.charCodeAt(end))) end++;
      add(code(kinds.number, 0, 0), worthOf.anyNumber);
      if (end - at <= 8) add(wordCode(text, at, end, kinds.number), worthOf.number);
      at = end;
    } else if (unit === markOpens) {
      while (at < length && text.charCodeAt(at) !== markCloses) at++;
    } else {
      if (unit > 0x20 && unit !== 0x27) before = 0; // a comma parts what stands around it; a blank does not
      at++;
    }
  }
  return grams;
}

const mostGrams = 16_384;
const roomLeft = mostGrams - 64; // one character or word adds fewer
const grams: Grams = { codes: new Int32Array(mostGrams), worths: new Uint8Array(mostGrams), length: 0 };

const kinds = { character: 1, pair: 2, sound: 3, class: 4, word: 5, words: 6, piece: 7, number: 8 } as const;
const worthOf = { character: 70, pair: 100, sound: 25, class: 180, word: 120, words: 60, piece: 15, anyNumber: 10, number: 50 } as const;
/** What a pair of characters is worth. */
export const pairWorth = worthOf.pair;
/** What its sound is worth, which follows the pair at once. */
export const soundWorth = worthOf.sound;
const markOpens = 0x27e6;
const markCloses = 0x27e7;
const longWord = 7;
const piece = 5;

function add(gram: number, worth: number): void {
  grams.codes[grams.length] = gram;
  grams.worths[grams.length++] = worth;
}

/** The length of the empty word here; a word with meaning that begins here is noted and read character by character. */
function emptyAt(text: string, at: number): number {
  if (begins[text.charCodeAt(at)] === 0) return 0;
  let node: WordTree | undefined = wordTree;
  let empty = 0;
  let end = 0;
  for (let next = at; next < text.length; next++) {
    node = node.next.get(text.charCodeAt(next));
    if (!node) break;
    if (node.end !== 0) {
      end = node.end;
      empty = end < 0 ? next + 1 - at : 0;
    }
  }
  if (end > 0) add(code(kinds.class, end, 0), worthOf.class);
  return empty;
}

/** Which characters some word begins with. */
const begins = new Uint8Array(0x10000);
for (const unit of wordTree.next.keys()) begins[unit] = 1;

function addHan(unit: number, before: number): void {
  add(code(kinds.character, unit, 0), worthOf.character);
  if (before === 0) return;
  add(code(kinds.pair, before, unit), worthOf.pair);
  const first = soundOf(before);
  const second = soundOf(unit);
  if (first > 0 && second > 0) add(code(kinds.sound, first, second), worthOf.sound);
}

function addWord(text: string, from: number, to: number, before: number): number {
  const whole = wordCode(text, from, to, 0);
  if (emptyCodes.has(whole)) return 0;
  const ofClass = classCodes.get(whole);
  if (ofClass !== undefined) add(code(kinds.class, ofClass, 0), worthOf.class);
  const word = wordCode(text, from, stemEnd(text, from, to), kinds.word);
  add(word, worthOf.word);
  if (before !== 0) add(code(kinds.words, before, word), worthOf.words);
  if (to - from >= longWord)
    for (let at = from; at + piece <= to && at < from + 16; at++) add(wordCode(text, at, at + piece, kinds.piece), worthOf.piece);
  return word;
}

/** English endings cut off roughly, so that `cards` finds `card`. */
function stemEnd(text: string, from: number, to: number): number {
  const letter = (back: number): number => lower(text.charCodeAt(to - back));
  const length = to - from;
  if (length > 3 && letter(1) === 0x73 && letter(2) === 0x27) return stemEnd(text, from, to - 2);
  if (length > 5 && letter(1) === 0x67 && letter(2) === 0x6e && letter(3) === 0x69) return to - 3;
  if (length > 4 && letter(1) === 0x64 && letter(2) === 0x65) return to - 2;
  if (length > 4 && letter(1) === 0x73 && letter(2) === 0x65) return to - 2;
  if (length > 3 && letter(1) === 0x73 && letter(2) !== 0x73) return to - 1;
  return length > 4 && letter(1) === 0x65 ? to - 1 : to;
}

function wordEnd(text: string, from: number): number {
  let to = from + 1;
  while (to < text.length && to - from < 40) {
    const unit = lower(text.charCodeAt(to));
    if (!isLetter(unit) && !(unit === 0x27 && isLetter(lower(text.charCodeAt(to + 1))))) break;
    to++;
  }
  return to;
}

function wordCode(text: string, from: number, to: number, kind: number): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ lower(text.charCodeAt(at)), 0x01000193);
  return code(kind, hash & 0xffff, hash >>> 16);
}

/** A number for a gram; two grams share one about once in a billion pairs, and then only a score is a little off. */
function code(kind: number, first: number, second: number): number {
  let hash = Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + (kind << 20), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) | 0 || 1;
}

function lower(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  return unit >= 0xff01 && unit <= 0xff5e ? lower(unit - 0xfee0) : unit;
}

/** Letters of the alphabets with spaces between words. */
function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xc0 && unit <= 0x24f) || (unit >= 0x370 && unit <= 0x52f);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

const emptyCodes: ReadonlySet<number> = new Set(
  [...isEmptyWord].filter(word => /^[a-z']+$/.test(word)).map(word => wordCode(word, 0, word.length, 0)),
);
const classCodes: ReadonlyMap<number, number> = new Map(
  [...classOfWord].map(([word, index]) => [wordCode(word, 0, word.length, 0), index]),
);
