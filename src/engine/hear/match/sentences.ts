import type { Normal } from '#engine/hear/normal/normalise.ts';

/** Where the sentences of a text part, and what must not be cut. Positions are between units; the next text takes the place of this. */
export class Sentences {
  /** By position: how many sentences have ended before it. A sentence ends between two positions that differ. */
  number = new Int32Array(1024);
  /** By position: 1 where it splits a Latin word or a number. */
  split = new Uint8Array(1024);

  read({ units, length }: Normal): void {
    if (this.number.length <= length) {
      this.number = new Int32Array(length * 2);
      this.split = new Uint8Array(length * 2);
    }
    const { number, split } = this;
    let ended = 0;
    let wasWord = false;
    for (let at = 0; at < length; at++) {
      const unit = units[at] as number;
      const isWord = kind[unit] === word || (unit === point && isDecimal(units, at, length));
      number[at] = ended;
      split[at] = isWord && wasWord ? 1 : 0;
      wasWord = isWord;
      if (endsSentence(units, at, length)) ended++;
    }
    number[length] = ended;
    split[length] = 0;
  }
}

/** Calls with every position where a sentence of the text begins; sounds like 嗯 before and punctuation do not count. */
export function eachStart({ units, length }: Normal, begins: (position: number) => void): void {
  for (let from = 0; from <= length; from = endOfSentence(units, from, length) + 1) {
    const end = endOfSentence(units, from, length);
    let at = from;
    begins(at);
    while (at < end && ((kind[units[at] as number] as number) & (soft | opening)) !== 0) begins(++at);
  }
}

/** Calls with every position where a sentence of the text ends; punctuation around and sounds like 啊 do not count. */
export function eachEnd({ units, length }: Normal, ends: (position: number) => void): void {
  for (let from = 0; from <= length; from = endOfSentence(units, from, length) + 1) {
    const end = endOfSentence(units, from, length);
    let at = end;
    while (at > from && ((kind[units[at - 1] as number] as number) & (soft | closing)) !== 0) at--;
    for (; at <= end; at++) ends(at);
  }
}

function endOfSentence(units: Uint16Array, from: number, length: number): number {
  let at = from;
  while (at < length && !endsSentence(units, at, length)) at++;
  return at;
}

const word = 1;
const ender = 2;
const soft = 4;
const opening = 8;
const closing = 16;

const kind = new Uint8Array(0x10000);
for (let unit = 0x30; unit <= 0x39; unit++) kind[unit] = word;
for (let unit = 0x61; unit <= 0x7a; unit++) kind[unit] = word;
for (let unit = 0xdf; unit <= 0x24f; unit++) kind[unit] = word;
for (const char of '。!?;\n') kind[char.charCodeAt(0)] = ender;
for (const char of ',、:…-"\'()~《》「」 ') kind[char.charCodeAt(0)] = soft;
for (const char of '嗯呃啊哦噢喔唉哎诶欸额喂') kind[char.charCodeAt(0)] = opening;
for (const char of '啊呀哦噢哈啦') kind[char.charCodeAt(0)] = (kind[char.charCodeAt(0)] as number) | closing;

const point = 0x2e;

function endsSentence(units: Uint16Array, at: number, length: number): boolean {
  const unit = units[at] as number;
  if (kind[unit] === ender) return true;
  return unit === point && (at + 1 === length || units[at + 1] === 0x20 || units[at + 1] === 0x0a) && at > 0 && units[at - 1] !== point;
}

/** A point between digits belongs to the number. */
function isDecimal(units: Uint16Array, at: number, length: number): boolean {
  return at > 0 && at + 1 < length && isDigit(units[at - 1] as number) && isDigit(units[at + 1] as number);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
