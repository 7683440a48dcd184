import type { NumberToken, Units } from '#engine/hear/normal/spoken-number.ts';

/**
 * Finds the numbers of Chinese speech and of digits already written: 五天, 十五, 两万, 百分之三点五, 四四幺七, 3.5万, 20,000.
 * Leaves alone what only looks like one: 一下, 万一, 十分, 两三天, 几十, 周三, 第一.
 */
export function chineseNumbers(text: Units): NumberToken[] {
  const tokens: NumberToken[] = [];
  for (let at = 0; at < text.length; ) {
    const unit = text.units[at] as number;
    if (role[unit] === 0) {
      at++;
      continue;
    }
    const found = readPercent(text, at) ?? readRun(text, at) ?? readShortYear(text, at) ?? readQuantity(text, at);
    if (found === null) {
      at = skipWords(text, at);
      continue;
    }
    if (found.text !== '') tokens.push(found);
    at = found.to;
  }
  return tokens;
}

/** 1 spoken digit, 2 written digit, 3 scale, 0 neither. */
const role = new Uint8Array(0x10000);
const value = new Float64Array(0x10000);
for (const [chars, from] of [
  ['零一二三四五六七八九', 0],
  ['〇壹贰叁肆伍陆柒捌玖', 0],
] as const)
  for (let at = 0; at < chars.length; at++) set(chars[at] as string, 1, from + at);
for (const [char, digit] of Object.entries({ 两: 2, 幺: 1 })) set(char, 1, digit);
for (let digit = 0; digit <= 9; digit++) set(String(digit), 2, digit);
for (const [char, scale] of Object.entries({ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 1e4, 亿: 1e8 })) set(char, 3, scale);

function set(char: string, as: number, worth: number): void {
  role[char.charCodeAt(0)] = as;
  value[char.charCodeAt(0)] = worth;
}

function charAt(text: Units, at: number): string {
  return at >= 0 && at < text.length ? String.fromCharCode(text.units[at] as number) : '';
}

function roleAt(text: Units, at: number): number {
  return at >= 0 && at < text.length ? (role[text.units[at] as number] as number) : 0;
}

function follows(text: Units, at: number, words: string): boolean {
  if (at < 0 || at + words.length > text.length) return false;
  for (let index = 0; index < words.length; index++) if (text.units[at + index] !== words.charCodeAt(index)) return false;
  return true;
}

function followsAny(text: Units, at: number, words: readonly string[]): boolean {
  return words.some(word => follows(text, at, word));
}

/** Whether one of the words stands right before `at`. */
function ledByAny(text: Units, at: number, words: readonly string[]): boolean {
  return words.some(word => follows(text, at - word.length, word));
}

const parts = [
  { words: '百分之', of: 1 },
  { words: '千分之', of: 10 },
  { words: '万分之', of: 100 },
];

/** 百分之三点五 → 3.5%, 百分之百 → 100%, 万分之五 → 0.05%; 3.5% as it stands. */
function readPercent(text: Units, at: number): NumberToken | null {
  const of = parts.find(({ words }) => follows(text, at, words))?.of;
  if (of !== undefined) {
    const inside = at + 3;
    if (of === 1 && follows(text, inside, '百')) return { from: at, to: inside + 1, text: '100%', kind: 'percent', scaled: false };
    const number = readDecimal(text, inside, true) ?? readCardinal(text, inside) ?? readWritten(text, inside);
    if (!number || charAt(text, number.to) === '几')
      return { from: at, to: number ? number.to : inside, text: '', kind: 'percent', scaled: false };
    return {
      from: at,
      to: number.to,
      text: `${of === 1 ? number.text : plainNumber(Number(number.text) / of)}%`,
      kind: 'percent',
      scaled: false,
    };
  }
  if (follows(text, at, '百分百')) return { from: at, to: at + 3, text: '100%', kind: 'percent', scaled: false };
  return null;
}

/** 二六年, 九八年: a year by its last two digits. 一二年 and 两三年 are so many years, unless a month follows. */
function readShortYear(text: Units, at: number): NumberToken | null {
  if (roleAt(text, at) !== 1 || roleAt(text, at + 1) !== 1 || charAt(text, at + 2) !== '年' || roleAt(text, at - 1) !== 0) return null;
  const [ten, one] = [value[text.units[at] as number] as number, value[text.units[at + 1] as number] as number];
  const isMonthNext = '一二三四五六七八九十0123456789'.includes(charAt(text, at + 3) || '?');
  const mayBeYear = charAt(text, at) !== '两' && (ten <= 2 || ten >= 7) && (isMonthNext || one !== ten + 1);
  return mayBeYear ? { from: at, to: at + 2, text: `${ten}${one}`, kind: 'digits', scaled: false } : null;
}

/** Digits said one by one: three or more, or two with 零 or 幺 among them. 两三 and 三五 are no number. */
function readRun(text: Units, at: number): NumberToken | null {
  let to = at;
  let spoken = 0;
  let coded = false; // 零 and 幺 belong to numbers read out
  let digits = '';
  for (; ; to++) {
    const kind = roleAt(text, to);
    if (kind === 1) {
      spoken++;
      if ('零〇幺'.includes(charAt(text, to))) coded = true;
    } else if (kind !== 2) break;
    digits += value[text.units[to] as number];
  }
  if (spoken === 0 || digits.length < 2 || (digits.length === 2 && !coded)) return null;
  if (roleAt(text, to) === 3) return null;
  if (digits.length === 2 && charAt(text, at) === '两') return null;
  return { from: at, to, text: digits, kind: 'digits', scaled: false };
}

/** A quantity, when what stands around it says that it is one. An empty text means: read over it, change nothing. */
function readQuantity(text: Units, at: number): NumberToken | null {
  const decimal = readDecimal(text, at, false);
  if (decimal) return decimal;
  const number = readCardinal(text, at) ?? readWritten(text, at);
  if (!number) return null;
  const nothing = { ...number, text: '' };
  if (roleAt(text, at) === 2) return isWithinWord(text, number.from, number.to) ? nothing : number;
  if (number.to - at === 1) return isCounted(text, at) ? number : nothing;
  if (charAt(text, at - 1) === '几' || charAt(text, at - 1) === '数') return nothing;
  return number;
}

/** A written number beside a letter is a name (mp3, 4g), not a number. */
function isWithinWord(text: Units, from: number, to: number): boolean {
  return isLetter(text, from - 1) || (isLetter(text, to) && !/^(am|pm|k|th|st|nd|rd)/.test(charAt(text, to) + charAt(text, to + 1)));
}

function isLetter(text: Units, at: number): boolean {
  const unit = at >= 0 && at < text.length ? (text.units[at] as number) : 0;
  return unit >= 0x61 && unit <= 0x7a;
}

interface Read {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: 'digits' | 'count';
  readonly scaled: boolean;
}

/** 20,000 · 3.5 · 0016, as written. */
function readWritten(text: Units, at: number): Read | null {
  if (roleAt(text, at) !== 2) return null;
  let to = at;
  let digits = '';
  while (roleAt(text, to) === 2) digits += charAt(text, to++);
  while (digits.length > 0 && charAt(text, to) === ',' && isGroup(text, to + 1)) {
    digits += charAt(text, to + 1) + charAt(text, to + 2) + charAt(text, to + 3);
    to += 4;
  }
  const isPlain = charAt(text, to) !== '.' || roleAt(text, to + 1) !== 2;
  if (!isPlain) {
    digits += '.';
    to++;
    while (roleAt(text, to) === 2) digits += charAt(text, to++);
  }
  const scale = { w: 1e4, k: 1e3 }[charAt(text, to)]; // typed: 10w, 5k
  if (scale && digits.length <= 6 && !isLetter(text, to + 1) && !isLetter(text, at - 1))
    return { from: at, to: to + 1, text: plainNumber(Number(digits) * scale), kind: 'count', scaled: true };
  return { from: at, to, text: digits, kind: isPlain ? 'digits' : 'count', scaled: false };
}

function isGroup(text: Units, at: number): boolean {
  return roleAt(text, at) === 2 && roleAt(text, at + 1) === 2 && roleAt(text, at + 2) === 2 && roleAt(text, at + 3) !== 2;
}

/** 十五, 两万, 三千六, 一百零五, 一亿两千万, 3.5万; also one digit alone. Null when two digits stand side by side (三五百). */
function readCardinal(text: Units, at: number): Read | null {
  let to = at;
  let total = 0; // what 亿 and 万 have closed
  let section = 0; // up to 千 inside the present section
  let digit = -1;
  let digitAt = -1;
  let least = Number.POSITIVE_INFINITY; // the smallest scale so far in this section
  let scale = 0; // the last scale, for 三千六
  let afterZero = false;
  let greatest = 0;

  for (;;) {
    const kind = roleAt(text, to);
    const worth = kind ? (value[text.units[to] as number] as number) : 0;
    if (kind === 1 && worth === 0) {
      if (digit >= 0 || scale === 0 || roleAt(text, to + 1) !== 1) break;
      afterZero = true;
      to++;
    } else if (kind === 1) {
      if (digit >= 0) return null;
      if (charAt(text, to) === '幺') break;
      digit = worth;
      digitAt = to++;
    } else if (kind === 2) {
      if (digit >= 0) break;
      const written = readWritten(text, to) as Read;
      const mayCount = roleAt(text, written.to) === 3 || scale > 0;
      if (!mayCount || written.text.length > 12) break;
      digit = Number(written.text);
      digitAt = to;
      to = written.to;
    } else if (kind === 3) {
      if (worth <= 1000) {
        if (worth >= least) break;
        if (digit < 0 && (worth !== 10 || (section > 0 && !afterZero))) break;
        section += (digit < 0 ? 1 : digit) * worth;
        least = worth;
      } else {
        section += Math.max(digit, 0);
        if (section === 0 && total === 0) break;
        if (worth === 1e8) total = (total + section) * worth;
        else if (section === 0) break;
        else total += section * worth;
        section = 0;
        least = Number.POSITIVE_INFINITY;
      }
      scale = worth;
      greatest = Math.max(greatest, worth);
      digit = -1;
      afterZero = false;
      to++;
    } else break;
  }
  if (to === at) return null;
  if (digit >= 0 && scale > 10 && !afterZero) {
    const next = charAt(text, to);
    if (charAt(text, digitAt) === '一' && '个年天次期张笔月晚人位份'.includes(next) && next !== '') {
      to = digitAt; // 七百一个月 is 七百, 一个月
      digit = -1;
    } else if (digit < 10) digit *= scale / 10; // 三千六
  }
  const sum = total + section + Math.max(digit, 0);
  if (!Number.isFinite(sum) || sum > 1e15) return null;
  return { from: at, to, text: plainNumber(sum), kind: 'count', scaled: greatest >= 1000 };
}

/** 三点五: where it can be no time of day. After 百分之 it always is a decimal. */
function readDecimal(text: Units, at: number, surely: boolean): Read | null {
  const whole = roleAt(text, at) === 1 && value[text.units[at] as number] === 0 ? zeroAt(at) : readCardinal(text, at);
  const point = whole ?? (surely ? readWritten(text, at) : null);
  if (!point || charAt(text, point.to) !== '点' || point.text.includes('.')) return null;
  let to = point.to + 1;
  let fraction = '';
  while (roleAt(text, to) === 1 || roleAt(text, to) === 2) fraction += value[text.units[to++] as number];
  if (fraction === '') return null;
  const ends = roleAt(text, to);
  if (ends === 3 && value[text.units[to] as number] === 10) return null; // 八点四十
  const isClock = ledByAny(text, at, dayParts) || (follows(text, to, '分') && !follows(text, to, '分期')) || charAt(text, to) === '点';
  const isLittle = fraction === '1' && charAt(text, to - 1) === '一' && !'倍元块万亿折%'.includes(charAt(text, to) || '?'); // 一点一样
  if (!surely && (isClock || isLittle)) return null;
  const number = `${point.text}.${fraction}`;
  if (ends === 3 && !surely) {
    const scale = value[text.units[to] as number] as number;
    if (scale >= 1e4)
      return { from: at, to: to + 1, text: plainNumber(Math.round(Number(number) * scale * 100) / 100), kind: 'count', scaled: true };
    return null;
  }
  return { from: at, to, text: number, kind: 'count', scaled: false };
}

function zeroAt(at: number): Read {
  return { from: at, to: at + 1, text: '0', kind: 'count', scaled: false };
}

function plainNumber(sum: number): string {
  return String(Math.round(sum * 1e6) / 1e6);
}

const dayParts = ['上午', '下午', '早上', '晚上', '中午', '凌晨', '傍晚', '夜里', '今天', '昨天', '明天', '前天', '今晚', '昨晚', '明早'];

/** What a single numeral may count; after 一 the list is shorter, because 一 is mostly no number at all. */
const counted = '天日月号年周期块元毛角分点秒岁次笔张位栋层楼折倍家条种款项遍人件份步级本个晚夜米斤度声封通台套页名代道';
const countedLong = ['小时', '工作日', '季度', '公里', '星期', '礼拜', '单元', '刻钟', '句话', '部手机'];
const onceCounted = [
  '天', '年', '期', '岁', '周', '日', '号', '元', '折', '倍', '秒', '角钱', '毛钱', '块钱', '块多', '分钱', '分钟', '小时', '工作日',
  '个月', '个半月', '个星期', '个礼拜', '个工作日', '个小时', '个钟头', '个半小时', '季度', '星期', '礼拜', '点钟', '点半', '月份', '单元', '万', '千', '百',
]; // biome-ignore format: a table
const notOnce = ['第', '唯', '同', '某', '每', '这', '那', '哪', '万', '统', '另', '头', '上', '下', '前', '后', '当', '有', '初', '单'];
const never = ['第', '周', '星期', '礼拜', '初', '老', '十', '百', '千', '万', '亿', '几', '数'];

/** Whether a numeral standing alone at `at` is a quantity. */
function isCounted(text: Units, at: number): boolean {
  const char = charAt(text, at);
  if (char === '幺' || value[text.units[at] as number] === 0) return false;
  if (char === '十') {
    if (charAt(text, at - 1) === '几' || charAt(text, at - 1) === '数' || charAt(text, at - 1) === '双') return false;
    if (charAt(text, at + 1) === '分') return follows(text, at, '十分钟') || charAt(text, at - 1) === '点' || follows(text, at, '十分之');
    return isMeasure(text, at + 1) || isRange(text, at + 1);
  }
  if (ledByAny(text, at, never)) {
    const weekly = charAt(text, at - 1) === '周' && (charAt(text, at - 2) === '每' || charAt(text, at - 2) === '一');
    if (!weekly) return false;
  }
  if (follows(text, at + 1, '分之')) return false;
  if ('块毛角'.includes(charAt(text, at - 1) || '?') && roleAt(text, at - 2) !== 0 && charAt(text, at + 1) !== '个') return true; // 三块五, 三毛七
  if (isRange(text, at + 1)) return true;
  if (char !== '一') return isMeasure(text, at + 1);
  if (charAt(text, at + 1) === '点') return followsAny(text, at + 1, ['点钟', '点半']) || ledByAny(text, at, dayParts);
  if (charAt(text, at + 1) === '块' && roleAt(text, at + 2) === 1 && !isMeasure(text, at + 3)) return true; // 一块五
  return !ledByAny(text, at, notOnce) && followsAny(text, at + 1, onceCounted);
}

function isMeasure(text: Units, at: number): boolean {
  const char = charAt(text, at);
  return (char !== '' && counted.includes(char)) || followsAny(text, at, countedLong);
}

/** 到两个, 至十天: the numeral before it is the beginning of a range. */
function isRange(text: Units, at: number): boolean {
  if (!'到至'.includes(charAt(text, at)) || charAt(text, at) === '') return false;
  const end = readCardinal(text, at + 1);
  return end !== null && end.to < text.length && isMeasure(text, end.to);
}

/** Past a stretch of numerals that is no number (两三, 几十, 三五百). */
function skipWords(text: Units, at: number): number {
  let to = at + 1;
  while (roleAt(text, to) === 1 || roleAt(text, to) === 3) to++;
  return to;
}
