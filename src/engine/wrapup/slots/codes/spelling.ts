import { chineseFigures, figures, leads, shortWords, soundsLike, spellingNames, tens } from '#engine/wrapup/slots/codes/spelling-names.ts';

/** A word or sign of spelled speech: what it may stand for, how far-fetched each reading is, and what it costs to pass it over. */
export interface Piece {
  readonly readings: readonly Reading[];
  readonly skip: number;
  readonly span: readonly [number, number];
}

/** Letters and digits, capital. `cost`: 0 as said, 1 a guess. */
export interface Reading {
  readonly chars: string;
  readonly cost: number;
}

/** The pieces of what somebody spells: T Q 6 · T for Tommy · double five · seventy nine · zero, oh · TQ6. */
export function piecesOf(text: string): readonly Piece[] {
  const words = wordsOf(text);
  const pieces: Piece[] = [];
  for (let at = 0; at < words.length && pieces.length < mostPieces; ) {
    const { piece, next } = toldApart(words, at) ?? repeated(words, at) ?? compound(words, at) ?? { piece: plain(words, at), next: at + 1 };
    pieces.push(piece);
    at = next;
  }
  return pieces;
}

/** More is no code. */
const mostPieces = 60;

interface Word {
  readonly text: string;
  readonly low: string;
  readonly span: readonly [number, number];
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[xX]-ray|[A-Za-z']+|\d|[&+]|[零〇幺一二三四五六七八九]/gu)].map(({ 0: found, index }) => {
    const word = found.replace('-', '');
    return { text: word, low: word.toLowerCase(), span: [index, index + found.length] as const };
  });
}

interface Found {
  readonly piece: Piece;
  readonly next: number;
}

/** T for Tommy, S as in sugar: a letter and a word that begins with it. The recogniser may have written 4. */
function toldApart(words: readonly Word[], at: number): Found | null {
  const letter = words[at] as Word;
  if (letter.low.length !== 1 || !/[a-z]/.test(letter.low)) return null;
  const two = `${words[at + 1]?.low} ${words[at + 2]?.low}`;
  const next = at + (two === 'as in' || two === 'is for' ? 3 : 2);
  const word = words[next];
  const leadsTo = next === at + 3 || /^(?:for|four|4|as|like)$/.test(words[at + 1]?.low ?? '');
  if (!leadsTo || !word || word.low.length < 2 || !word.low.startsWith(letter.low)) return null;
  const piece = { readings: [{ chars: letter.low.toUpperCase(), cost: 0 }], skip: 1, span: [letter.span[0], word.span[1]] as const };
  return { piece, next: next + 1 };
}

/** Double five, triple A. */
function repeated(words: readonly Word[], at: number): Found | null {
  const word = words[at] as Word;
  const times = { double: 2, treble: 3, triple: 3 }[word.low];
  if (times === undefined || at + 1 >= words.length) return null;
  if (/^(?:you|u)$/.test(words[at + 1]?.low ?? '') && times === 2)
    return { piece: { readings: [{ chars: 'W', cost: 0 }], skip: 1, span: over(words, at, at + 1) }, next: at + 2 };
  const one = plain(words, at + 1);
  const readings = one.readings.filter(({ chars }) => chars.length === 1).map(({ chars, cost }) => ({ chars: chars.repeat(times), cost }));
  return readings.length === 0 ? null : { piece: { readings, skip: 1, span: over(words, at, at + 1) }, next: at + 2 };
}

/** Seventy nine. */
function compound(words: readonly Word[], at: number): Found | null {
  const ten = tens[(words[at] as Word).low];
  if (ten === undefined) return null;
  const unit = figures[words[at + 1]?.low ?? ''] ?? '';
  const isOne = /^[1-9]$/.test(unit);
  const piece = { readings: [{ chars: `${ten}${isOne ? unit : '0'}`, cost: 0 }], skip: 1, span: over(words, at, isOne ? at + 1 : at) };
  return { piece, next: isOne ? at + 2 : at + 1 };
}

function over(words: readonly Word[], from: number, to: number): readonly [number, number] {
  return [(words[from] as Word).span[0], (words[to] as Word).span[1]];
}

function plain(words: readonly Word[], at: number): Piece {
  const { text, low, span } = words[at] as Word;
  const readings = readingsOf(text, low);
  const isSpelling = text.length === 1 || readings.some(({ cost }) => cost < 0.2);
  return { readings, skip: leads.has(low) ? 0.1 : isSpelling ? 1 : 0.4, span };
}

function readingsOf(text: string, low: string): readonly Reading[] {
  const digit = text === '幺' ? 1 : text === '〇' ? 0 : chineseFigures.indexOf(text);
  if (digit >= 0) return [{ chars: String(digit), cost: 0 }];
  if (/[&+]/.test(text)) return [{ chars: 'N', cost: 0.2 }]; // and
  if (text.length === 1) return [{ chars: text.toUpperCase(), cost: /\d/.test(text) ? 0 : bareLetter }];
  const readings: Reading[] = [];
  const figure = figures[low];
  if (figure !== undefined) readings.push({ chars: figure, cost: 0 });
  const sound = soundsLike[low];
  if (sound !== undefined) readings.push({ chars: sound, cost: 0.2 });
  const letters = low.replaceAll("'", '').toUpperCase();
  if (letters === '') return readings;
  if (letters.length <= 4 && isSpelt(text))
    readings.push({ chars: letters, cost: shortWords.has(low) ? 0.3 : bareLetter * letters.length });
  if (letters.length > 2) readings.push({ chars: letters.charAt(0), cost: spellingNames.has(low) ? 0 : 0.6 });
  return readings;
}

/** B and P and D sound alike: a letter told by a word is surer. */
const bareLetter = 0.02;

/** TQ, hp, LHS: letters run together. */
function isSpelt(text: string): boolean {
  return text.length === 2 || text === text.toUpperCase() || !/[aeiouy]/i.test(text);
}
