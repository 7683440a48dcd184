import type { Normal } from '#engine/hear/normal/normalise.ts';

/** Where the sentences of a text begin and end, and what must not be cut. Positions are between units of the normal text. */
export interface Sentences {
  /** Beginnings and ends as empty places (p, p); sounds like 嗯 before and punctuation around do not count. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** A sentence ends between the two positions. */
  crosses(from: number, to: number): boolean;
  /** The position splits a Latin word or a number. */
  splits(position: number): boolean;
}

const word = 1;
const ender = 2;
const soft = 4;
const opening = 8;
const closing = 16;

/** The sentences and words of a normal text. */
export function readSentences({ units, length }: Normal): Sentences {
  const enders: number[] = [0];
  const breaks: number[] = [];
  for (let at = 0; at < length; at++) {
    const ends = endsSentence(units, at, length);
    enders.push((enders[at] as number) + (ends ? 1 : 0));
    if (ends) breaks.push(at);
  }
  breaks.push(length);

  const starts: number[] = [];
  const ends: number[] = [];
  let begin = 0;
  for (const end of breaks) {
    let from = begin;
    starts.push(from, from);
    while (from < end && ((kind[units[from] as number] as number) & (soft | opening)) !== 0) starts.push(++from, from);
    let to = end;
    while (to > begin && ((kind[units[to - 1] as number] as number) & (soft | closing)) !== 0) to--;
    for (; to <= end; to++) ends.push(to, to);
    begin = end + 1;
  }

  return {
    starts,
    ends,
    crosses: (from, to) => enders[from] !== enders[to],
    splits: position => position > 0 && position < length && isWord(units, position - 1, length) && isWord(units, position, length),
  };
}

const kind = new Uint8Array(0x10000);
for (let unit = 0x30; unit <= 0x39; unit++) kind[unit] = word;
for (let unit = 0x61; unit <= 0x7a; unit++) kind[unit] = word;
for (let unit = 0xdf; unit <= 0x24f; unit++) kind[unit] = word;
for (const char of '。!?;\n') kind[char.charCodeAt(0)] = ender;
for (const char of ',、:…-"\'()~《》「」 ') kind[char.charCodeAt(0)] = soft;
for (const char of '嗯呃啊哦噢喔唉哎诶欸额喂') kind[char.charCodeAt(0)] = opening;
for (const char of '啊呀哦噢哈啦') kind[char.charCodeAt(0)] = (kind[char.charCodeAt(0)] as number) | closing;

function endsSentence(units: readonly number[], at: number, length: number): boolean {
  const unit = units[at] as number;
  if (kind[unit] === ender) return true;
  return unit === 0x2e && (at + 1 === length || units[at + 1] === 0x20 || units[at + 1] === 0x0a) && at > 0 && units[at - 1] !== 0x2e;
}

/** Letters and digits; a point between digits belongs to the number. */
function isWord(units: readonly number[], at: number, length: number): boolean {
  const unit = units[at] as number;
  if (kind[unit] === word) return true;
  return unit === 0x2e && at > 0 && at + 1 < length && isDigit(units[at - 1] as number) && isDigit(units[at + 1] as number);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
