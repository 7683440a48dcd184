import { afterOne, digits, months, ordinals, repeats, scales, small, tens } from '#engine/hear/normal/number-words-en.ts';
import type { NumberToken, Units } from '#engine/hear/normal/spoken-number.ts';

/**
 * Finds the number words of English speech: five days, four four one seven, double oh, two thousand and fifty, three point five,
 * three and a half, half a million, twenty twenty six, the fifteenth of March.
 */
export function englishNumbers(text: Units): NumberToken[] {
  const words = wordsOf(text);
  const tokens: NumberToken[] = [];
  for (let at = 0; at < words.length; ) {
    const found = readYear(words, at) ?? readDay(words, at) ?? readDigits(words, at) ?? readHalf(words, at) ?? readQuantity(words, at);
    if (!found) {
      at++;
      continue;
    }
    tokens.push(found.token);
    at = found.next;
  }
  return tokens;
}

interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Nothing but a space or a hyphen lies between it and the word before. */
  readonly joined: boolean;
}

interface Found {
  readonly token: NumberToken;
  readonly next: number;
}

function wordsOf({ units, length }: Units): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < length; at++) {
    if (!isLetter(units[at] as number)) continue;
    const from = at;
    while (at < length && isLetter(units[at] as number)) at++;
    const beside = units[at] as number;
    const isName = (from > 0 && isDigit(units[from - 1] as number)) || (at < length && isDigit(beside));
    const last = words.at(-1);
    const joined = last !== undefined && last.to + 1 === from && (units[last.to] === 0x20 || units[last.to] === 0x2d);
    let text = '';
    if (!isName && at - from <= 9) for (let index = from; index < at; index++) text += String.fromCharCode(units[index] as number);
    words.push({ text, from, to: at, joined });
  }
  return words;
}

function isLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Two or more digits one by one; oh counts only among others. */
function readDigits(words: readonly Word[], at: number): Found | null {
  let said = '';
  let next = at;
  let spoken = 0;
  while (next < words.length) {
    const word = words[next] as Word;
    if (next > at && !word.joined) break;
    const times = repeats[word.text];
    const after = words[next + 1];
    const digit = digits[times && after?.joined ? after.text : word.text];
    if (digit === undefined) break;
    if (spoken === 0 && word.text === 'o') break;
    said += String(digit).repeat(times ?? 1);
    spoken++;
    next += times ? 2 : 1;
  }
  const ends = words[next];
  if (said.length < 2 || (spoken === 1 && !repeats[(words[at] as Word).text])) return null;
  if (ends?.joined && (ends.text in scales || ends.text === 'point')) return null;
  if (said.length === 2 && ends?.joined && afterOne.has(ends.text)) return null; // two three days
  if (said.length === 2 && words[at]?.text === 'oh') return null; // oh, one more thing
  return { token: { from: (words[at] as Word).from, to: (words[next - 1] as Word).to, text: said, kind: 'digits', scaled: false }, next };
}

/** twenty twenty six · nineteen ninety nine · twenty oh five. */
function readYear(words: readonly Word[], at: number): Found | null {
  const century = { eighteen: 1800, nineteen: 1900, twenty: 2000 }[(words[at] as Word).text];
  const [second, third] = [words[at + 1], words[at + 2]];
  if (!century || !second?.joined) return null;
  const teen = small[second.text] ?? 0;
  let years = teen >= 10 ? teen : (tens[second.text] ?? 0);
  let next = at + 2;
  if (third?.joined && (second.text === 'oh' || years >= 20) && (small[third.text] ?? 10) < 10) {
    years += small[third.text] as number;
    next++;
  }
  const after = words[next];
  if (years === 0 || (after?.joined && (after.text in scales || after.text === 'point'))) return null;
  return counted(words, at, next, century + years, false);
}

/** The fifteenth of March · March twenty first. An ordinal elsewhere is no number (the first time, one second). */
function readDay(words: readonly Word[], at: number): Found | null {
  const led = tens[(words[at] as Word).text] ?? 0;
  const place = led > 0 ? at + 1 : at;
  const ordinal = ordinals[words[place]?.text ?? ''];
  if (ordinal === undefined || (led > 0 && (!words[place]?.joined || ordinal > 9))) return null;
  const next = place + 1;
  const after = words[next]?.text === 'of' ? words[next + 1] : words[next];
  const before = words[at - 1]?.text === 'the' ? words[at - 2] : words[at - 1];
  if (!months.has(after?.text ?? '') && !months.has(before?.text ?? '')) return null;
  return counted(words, at, next, led + ordinal, false);
}

/** Half a million · half a dozen. */
function readHalf(words: readonly Word[], at: number): Found | null {
  const [half, a, of] = [words[at], words[at + 1], words[at + 2]];
  if (half?.text !== 'half' || a?.text !== 'a' || !a.joined || !of?.joined) return null;
  const scale = of.text === 'dozen' ? 12 : scales[of.text];
  return scale === undefined ? null : counted(words, at, at + 3, scale / 2, scale >= 1000);
}

function counted(words: readonly Word[], at: number, next: number, sum: number, scaled: boolean): Found {
  const [first, last] = [words[at] as Word, words[next - 1] as Word];
  return { token: { from: first.from, to: last.to, text: String(sum), kind: 'count', scaled }, next };
}

/** twenty-one · two hundred and fifty · a hundred and fifty · three point five · three and a half. One alone counts only before what it can count. */
function readQuantity(words: readonly Word[], at: number): Found | null {
  const whole = readWhole(words, at);
  if (!whole) return null;
  const { sum, scaled } = whole;
  let { next } = whole;
  let text = String(sum);
  const isDigit = (index: number) => words[index]?.joined === true && digits[words[index]?.text ?? ''] !== undefined;
  if (words[next]?.text === 'point' && words[next]?.joined && isDigit(next + 1)) {
    text += '.';
    for (next++; isDigit(next); next++) text += digits[(words[next] as Word).text];
  } else if (follow(words, next, ['and', 'a', 'half'])) {
    next += 3;
    text += '.5';
  } else if (next - at === 1) {
    const { text: only } = words[at] as Word;
    const after = words[next];
    if (only === 'zero') return null;
    if (only === 'one' && (!after?.joined || !afterOne.has(after.text))) return null;
  }
  return { token: { from: (words[at] as Word).from, to: (words[next - 1] as Word).to, text, kind: 'count', scaled }, next };
}

function follow(words: readonly Word[], at: number, wanted: readonly string[]): boolean {
  return wanted.every((text, index) => words[at + index]?.text === text && words[at + index]?.joined);
}

/** The whole number that begins here, with how many words it takes. */
function readWhole(words: readonly Word[], at: number): { readonly sum: number; readonly next: number; readonly scaled: boolean } | null {
  const led = (words[at] as Word).text;
  if (led === 'zero') return { sum: 0, next: at + 1, scaled: false };
  let total = 0;
  let group = -1;
  let next = at;
  let scaled = false;
  if (led === 'a' || led === 'an') {
    const after = words[at + 1];
    if (after?.text === 'dozen' && after.joined) return { sum: 12, next: at + 2, scaled: false };
    if (!after?.joined || !(after.text in scales) || after.text === 'grand') return null;
    group = 1;
    next++;
  }
  for (; next < words.length; next++) {
    const { text, joined } = words[next] as Word;
    if (next > at && !joined) break;
    if (text === 'and' && next > at && group >= 0 && group % 100 === 0) {
      const after = words[next + 1];
      if (!after?.joined || !(after.text in small || after.text in tens)) break;
    } else if (text in tens) {
      if (group >= 0 && group % 100 !== 0) break;
      group = Math.max(group, 0) + (tens[text] as number);
    } else if (text in small) {
      const worth = small[text] as number;
      if (group >= 0 && !(group % 100 === 0 || (worth < 10 && group % 10 === 0 && group % 100 >= 20))) break;
      group = Math.max(group, 0) + worth;
    } else if (text in scales) {
      if (group < 0) break;
      const scale = scales[text] as number;
      if (scale === 100) group *= 100;
      else {
        total += group * scale;
        group = 0;
        scaled = true;
      }
    } else break;
  }
  return next === at ? null : { sum: total + Math.max(group, 0), next, scaled };
}
