import type { MarkClass } from '#domain/mark.ts';
import type { Lang } from '#domain/speaker.ts';
import { type Folded, fold, foldWords, markUnit } from '#engine/hear/normal/fold.ts';
import { englishNumbers } from '#engine/hear/normal/numbers-en.ts';
import { chineseNumbers } from '#engine/hear/normal/numbers-zh.ts';
import type { NumberToken } from '#engine/hear/normal/spoken-number.ts';

/** One text as hearing reads it: its units, where each stands in the original, and the numbers and marks in it. */
export interface Normal {
  readonly units: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly length: number;
  readonly numbers: readonly Placed<NumberToken>[];
  readonly marks: readonly { readonly at: number; readonly class: MarkClass; readonly text: string }[];
  /** The text before numbers became digits, for what is heard by sound, and where each of its units went. */
  readonly folded: Folded;
  readonly place: readonly number[];
}

/** Something found in plain text, with its place in the normal text. */
export interface Placed<What> {
  readonly what: What;
  readonly start: number;
  readonly end: number;
}

/** Brings a text into the form that patterns are compared with. Every unit knows its stretch of the original. */
export function normalise(text: string, lang: Lang): Normal {
  const folded = fold(text);
  const tokens = numbersIn(folded, lang);
  const units: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const place: number[] = [];
  const numbers: Placed<NumberToken>[] = [];
  const marks: { at: number; class: MarkClass; text: string }[] = [];
  let token = 0;
  let mark = 0;

  for (let at = 0; at < folded.length; ) {
    const number = tokens[token];
    if (number?.from === at) {
      const start = folded.from[number.from] as number;
      const end = folded.to[number.to - 1] as number;
      numbers.push({ what: number, start: units.length, end: units.length + number.text.length });
      for (let inside = number.from; inside < number.to; inside++) place.push(units.length);
      for (let index = 0; index < number.text.length; index++) {
        units.push(number.text.charCodeAt(index));
        from.push(start);
        to.push(end);
      }
      at = number.to;
      token++;
    } else {
      if (folded.units[at] === markUnit && folded.marks[mark]?.at === at) {
        const { class: name, text: written } = folded.marks[mark++] as Folded['marks'][number];
        marks.push({ at: units.length, class: name, text: written });
      }
      place.push(units.length);
      units.push(folded.units[at] as number);
      from.push(folded.from[at] as number);
      to.push(folded.to[at++] as number);
    }
  }
  place.push(units.length);
  return { units, from, to, length: units.length, numbers, marks, folded, place };
}

/** Words of a pattern as they may stand in normal text: as written, and with their numbers in digits. */
export function wordForms(words: string): string[] {
  const plain = foldWords(words);
  const folded = { units: unitsOf(plain), length: plain.length };
  const forms = new Set([plain, written(plain, chineseNumbers(folded)), written(plain, englishNumbers(folded))]);
  const alone = aloneAs[plain];
  if (alone !== undefined) forms.add(alone);
  return [...forms].filter(form => form !== '').sort();
}

/** The code units of words. */
export function unitsOf(words: string): number[] {
  return Array.from({ length: words.length }, (_, at) => words.charCodeAt(at));
}

/** The normal text with marks written as they stand. */
export function normalText({ units, length, marks }: Normal): string {
  let text = '';
  let mark = 0;
  for (let at = 0; at < length; at++)
    text += marks[mark]?.at === at ? (marks[mark++] as { text: string }).text : String.fromCharCode(units[at] as number);
  return text;
}

function numbersIn(text: { readonly units: readonly number[]; readonly length: number }, lang: Lang): NumberToken[] {
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
