import { englishPieces } from './english-digits.ts';
import type { Piece } from './piece.ts';
import { crossed, latin, mark, numbering, traitsAt, traitsOf } from './traits.ts';

// biome-ignore format: a table reads better in its own lines
const spoken = new Map(
  Object.entries({
    零: '0', 〇: '0', '○': '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 幺: '1', 两: '2',
    壹: '1', 贰: '2', 叁: '3', 肆: '4', 伍: '5', 陆: '6', 柒: '7', 捌: '8', 玖: '9',
  }),
);
/** Radio style and what recognisers write for 幺: digits only right beside another digit. */
const beside = new Map(Object.entries({ 洞: '0', 拐: '7', 勾: '9', 么: '1', 腰: '1', 妖: '1', 吆: '1' }));
const unitOf = new Map(Object.entries({ 十: 10, 百: 100, 千: 1000 }));
const numeral = '零〇一二三四五六七八九幺两十百千\\d';
const idioms = new RegExp(
  `(?<![${numeral}])(?:乱七八糟|七上八下|一五一十|三番五次|不三不四|丢三落四|颠三倒四|五花八门|四面八方|一清二楚|接二连三|一来二去|九九归一|三七二十一|三天两头|说一不二|一一(?=[核确说回列解介登])|一[下会直样些般定共起切边旦致律概方面]|一点|一个|[万统唯另任逐]一)(?!\\s*[${numeral}a-z])`,
  'g',
);

/** Reads every stretch of digits in folded text: typed, Chinese, English, repeated (三个八, double four). */
export function readDigits(text: string): readonly Piece[] {
  const traits = traitsOf(text);
  const isCandidate = (traits & numbering) !== 0;
  const hasLatin = (traits & latin) !== 0;
  if (!isCandidate && (traits & (latin | crossed)) === 0) return none;
  const readable = isCandidate && idiomatic.test(text) ? text.replace(idioms, idiom => ' '.repeat(idiom.length)) : text;
  const chinese = isCandidate ? chinesePieces(readable) : none;
  const letters = (traits & crossed) === 0 ? none : checkLetters(readable);
  const pieces = letters.length === 0 ? chinese : [...chinese, ...letters].sort((a, b) => a.from - b.from);
  const english = hasLatin ? englishPieces(readable) : none;
  return english.length === 0 ? pieces : [...pieces, ...english].sort((a, b) => a.from - b.from);
}

const none: readonly Piece[] = [];
/** The numerals of which one stands in every idiom. */
const idiomatic = /[一三四五七九]/;

/** The X that ends some identity numbers, when it stands by itself. */
function checkLetters(text: string): Piece[] {
  return [...text.matchAll(/(?<![a-z])(?:x|叉)(?![a-z\d])/g)].flatMap(({ index }) => {
    const inRun = /[\d零一二三四五六七八九幺]{17}$/.test(text.slice(0, index));
    return inRun ? [] : [{ from: index, to: index + 1, digits: 'X', starts: [index], how: 'spoken' as const, bare: true }];
  });
}

mark(['十', '百', '千', ...'0123456789', ...spoken.keys(), ...beside.keys()], numbering);

function chinesePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; ; ) {
    while (at < text.length && (traitsAt(text, at) & numbering) === 0) at++;
    if (at === text.length) return pieces;
    const token = tokenAt(text, at, false);
    if (!token) {
      at++;
      continue;
    }
    if (token.how === 'quantity') {
      pieces.push({ ...token, from: at, starts: [...token.digits].map(() => at), bare: false });
      at = token.to;
      continue;
    }
    const from = at;
    let digits = '';
    const starts: number[] = [];
    let typed = false;
    for (let next: Token | null = token; next && next.how !== 'quantity'; next = tokenAt(text, at, true)) {
      for (let digit = 0; digit < next.digits.length; digit++) starts.push(at);
      digits += next.digits;
      typed ||= next.how === 'typed';
      at = next.to;
    }
    if (digits.length === 17 && /^[x叉](?![a-z])/.test(text.slice(at, at + 2))) {
      starts.push(at++);
      digits += 'X';
    }
    pieces.push({ from, to: at, digits, starts, how: typed ? 'typed' : 'spoken', bare: !typed && digits.length === 1 });
  }
}

interface Token {
  readonly to: number;
  readonly digits: string;
  readonly how: Piece['how'];
}

function tokenAt(text: string, at: number, inside: boolean): Token | null {
  if ((traitsAt(text, at) & numbering) === 0) return null; // nothing else begins a number or goes on with one
  const char = text[at] as string;
  const digit = digitOf(char);
  if (digit === null) {
    const radio = beside.get(char);
    if (radio && (inside || digitOf(text[at + 1] ?? '') !== null) && !/[什怎这那多]/.test(text[at - 1] ?? ''))
      return { to: at + 1, digits: radio, how: 'spoken' };
    return !inside && unitOf.has(char) ? quantityAt(text, at) : null;
  }
  const typed = char >= '0' && char <= '9';
  let last = at;
  if (typed && !inside) while (/[0-9]/.test(text[last + 1] ?? '')) last++;
  if (/[十百千]/.test(text[last + 1] ?? '')) return quantityAt(text, at);
  if (char === '四' && lastFour.test(text.slice(Math.max(0, at - 2), at + 7))) return null;
  const repeated = text[at + 1] === '个' ? digitOf(text[at + 2] ?? '') : null;
  if (repeated !== null && (digit >= '2' || (digit === '1' && inside)) && !/[类手维月十百千万亿个]/.test(text[at + 3] ?? ''))
    return { to: at + 3, digits: repeated.repeat(Number(digit)), how: 'spoken' };
  return { to: at + 1, digits: digit, how: typed ? 'typed' : 'spoken' };
}

/** 后面四个零七三八: the last four, not four noughts. */
const lastFour = /^.?[后末尾][面头边尾了]?四个[零〇一二三四五六七八九幺]{4}(?![零〇一二三四五六七八九幺])/;

function digitOf(char: string): string | null {
  return char >= '0' && char <= '9' && char.length === 1 ? char : (spoken.get(char) ?? null);
}

/** 八千 → 8000, 一百三十八 → 138, 二十三 → 23. */
function quantityAt(text: string, from: number): Token {
  let at = from;
  let total = 0;
  let pending = '';
  for (; at < text.length; at++) {
    const char = text[at] as string;
    const unit = unitOf.get(char);
    const digit = digitOf(char);
    if (unit) {
      total += Number(pending || '1') * unit;
      pending = '';
    } else if (digit !== null && (pending === '' || pending === '0' || total === 0)) pending += digit;
    else break;
  }
  return { to: at, digits: String(total + Number(pending || '0')), how: 'quantity' };
}
