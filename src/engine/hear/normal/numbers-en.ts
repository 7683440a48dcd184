import type { NumberToken, Units } from '#engine/hear/normal/spoken-number.ts';

/** Finds the number words of English speech: five days, four four one seven, double oh, two thousand and fifty, three point five. */
export function englishNumbers(text: Units): NumberToken[] {
  const words = wordsOf(text);
  const tokens: NumberToken[] = [];
  for (let at = 0; at < words.length; ) {
    const found = readDigits(words, at) ?? readQuantity(words, at);
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

const digits: Readonly<Record<string, number>> = {
  zero: 0, oh: 0, o: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9,
}; // biome-ignore format: a table
const small: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}; // biome-ignore format: a table
const tens: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // biome-ignore format: a table
const scales: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, grand: 1000, million: 1e6 };
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const afterOne = new Set(
  'day days week month year hour minute second dollar dollars pound euro cent percent term time business working night pm am hundred thousand'.split(
    ' ',
  ),
);

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

/** twenty-one · two hundred and fifty · three point five. One alone counts only before what it can count. */
function readQuantity(words: readonly Word[], at: number): Found | null {
  let total = 0;
  let group = -1;
  let next = at;
  let scaled = false;
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
  if (next === at) return null;
  if (next - at === 1 && (words[at] as Word).text === 'one') {
    const after = words[next];
    if (!after?.joined || !afterOne.has(after.text)) return null;
  }
  let text = String(total + Math.max(group, 0));
  if (words[next]?.text === 'point' && words[next]?.joined && digits[words[next + 1]?.text ?? ''] !== undefined) {
    text += '.';
    for (next++; words[next]?.joined && digits[words[next]?.text ?? ''] !== undefined; next++) text += digits[(words[next] as Word).text];
  }
  return { token: { from: (words[at] as Word).from, to: (words[next - 1] as Word).to, text, kind: 'count', scaled }, next };
}
