import type { Lang } from '#domain/speaker.ts';
import { type Folded, type FoldedMark, fold, foldWords, Page } from '#engine/hear/normal/fold.ts';
import { englishNumbers } from '#engine/hear/normal/numbers-en.ts';
import { chineseNumbers } from '#engine/hear/normal/numbers-zh.ts';
import type { NumberToken, Units } from '#engine/hear/normal/spoken-number.ts';

/** One text as hearing reads it: its units, where each stands in the original, and the numbers and marks in it. */
export interface Normal extends Folded {
  readonly numbers: readonly Placed<NumberToken>[];
  /** The text before numbers became digits, for what is heard by sound, and where each of its units went. */
  readonly folded: Folded;
  readonly place: Int32Array;
}

/** Something found in plain text, with its place in the normal text. */
export interface Placed<What> {
  readonly what: What;
  readonly start: number;
  readonly end: number;
}

/** Two pages to write on: the text as folded, and with its numbers in digits. Every reading writes over the last. */
export class Paper {
  readonly folded = new Page();
  readonly digits = new Page();
  place = new Int32Array(0);
}

/** Brings a text into the form that patterns are compared with. Every unit knows its stretch of the original. */
export function normalise(text: string, lang: Lang, paper = new Paper()): Normal {
  const folded = fold(text, paper.folded);
  const tokens = numbersIn(folded, lang);
  if (tokens.length === 0) {
    const { units, from, to, length, marks } = folded;
    return { units, from, to, length, marks, numbers: noNumbers, folded, place: asItStands(length + 1) };
  }
  return withDigits(folded, tokens, paper);
}

const noNumbers: Normal['numbers'] = [];

function withDigits(folded: Folded, tokens: readonly NumberToken[], paper: Paper): Normal {
  const page = paper.digits;
  page.clear(folded.length + tokens.reduce((sum, { text }) => sum + text.length, 0));
  if (paper.place.length <= folded.length) paper.place = new Int32Array(folded.length * 2 + 1);
  const { place } = paper;
  const numbers: Placed<NumberToken>[] = [];
  let at = 0;
  for (const number of [...tokens, { from: folded.length, to: folded.length, text: '' }]) {
    for (; at < number.from; at++) {
      place[at] = page.length;
      page.put(folded.units[at] as number, folded.from[at] as number, folded.to[at] as number);
    }
    place.fill(page.length, number.from, number.to + 1);
    if (!('kind' in number)) break;
    numbers.push({ what: number, start: page.length, end: page.length + number.text.length });
    const from = folded.from[number.from] as number;
    const to = folded.to[number.to - 1] as number;
    for (let index = 0; index < number.text.length; index++) page.put(number.text.charCodeAt(index), from, to);
    at = number.to;
  }
  const { units, from, to, length } = page;
  const marks = folded.marks.map((mark): FoldedMark => ({ ...mark, at: place[mark.at] as number }));
  return { units, from, to, length, marks, numbers, folded, place };
}

let inPlace = new Int32Array(0);

/** 0, 1, 2 …: where nothing moves. */
function asItStands(length: number): Int32Array {
  if (inPlace.length < length) inPlace = Int32Array.from({ length: length * 2 }, (_, at) => at);
  return inPlace;
}

/** Words of a pattern as they may stand in normal text: as written, and with their numbers in digits. */
export function wordForms(words: string): string[] {
  const plain = foldWords(words);
  const folded = { units: Uint16Array.from(unitsOf(plain)), length: plain.length };
  const forms = new Set([plain, written(plain, chineseNumbers(folded)), written(plain, englishNumbers(folded))]);
  const alone = aloneAs[plain];
  if (alone !== undefined) forms.add(alone);
  return [...forms].filter(form => form !== '').sort();
}

/** The code units of words. */
export function unitsOf(words: string): number[] {
  const units: number[] = [];
  for (let at = 0; at < words.length; at++) units.push(words.charCodeAt(at));
  return units;
}

/** The normal text with marks written as they stand; `original` itself when nothing in it was changed. */
export function normalText(normal: Pick<Normal, 'units' | 'length' | 'marks'>, original = ''): string {
  const { units, length, marks } = normal;
  if (marks.length === 0 && reads(normal, original)) return original;
  let text = '';
  let from = 0;
  for (const mark of marks) {
    text += wordsIn(units, from, mark.at) + mark.text;
    from = mark.at + 1;
  }
  return text + wordsIn(units, from, length);
}

function reads({ units, length }: Units, text: string): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) if (units[at] !== text.charCodeAt(at)) return false;
  return true;
}

/** The units of a stretch as words. */
export function wordsIn(units: Uint16Array, from: number, to: number): string {
  let words = '';
  for (let at = from; at < to; at += longestCall)
    words += String.fromCharCode.apply(null, units.subarray(at, Math.min(to, at + longestCall)) as unknown as number[]);
  return words;
}

/** So many arguments one call may have. */
const longestCall = 4096;

function numbersIn(text: Units, lang: Lang): readonly NumberToken[] {
  const chinese = chineseNumbers(text);
  if (lang === 'zh') return chinese;
  const english = englishNumbers(text);
  return english.length === 0 ? chinese : [...chinese, ...english].sort((a, b) => a.from - b.from);
}

function written(plain: string, tokens: readonly NumberToken[]): string {
  let text = '';
  let at = 0;
  for (const token of tokens) {
    text += plain.slice(at, token.from) + token.text;
    at = token.to;
  }
  return text + plain.slice(at);
}

/** A numeral alone in a pattern, as in (一|两)天: the text has it as a digit or as a word. */
const aloneAs: Readonly<Record<string, string>> = Object.fromEntries(
  [...'零一二三四五六七八九十']
    .map((char, value) => [char, String(value)])
    .concat([
      ['两', '2'],
      ['幺', '1'],
    ]),
);
