import { markPattern } from '#domain/mark.ts';

/**
 * Whether two values say the same. Marks compare by their last four digits; numbers by value (2万, 20000元); times by day, part of
 * the day and hour (昨晚20点, 昨天晚上8点来钟; an hour without its part of the day may be either); counts of different numbers differ (3个月, 6个月);
 * a plain yes or no agrees with words that say so (否, 未转账; 是, 卡在身边);
 * other words by the pairs of characters they share (half of the shorter's).
 */
export function sameValue(ours: string, theirs: string): boolean {
  const mark = new RegExp(markPattern.source, 'u').exec(ours);
  if (mark) return mark[3] !== undefined && theirs.replace(/\D/g, '').endsWith(mark[3]);

  const left = plain(ours);
  const right = plain(theirs);
  if (left === right) return true;
  if (isAnswer(left) || isAnswer(right)) return answerIn(left) === answerIn(right);
  if (isNumber(left) && isNumber(right) && left.endsWith('%') === right.endsWith('%')) return parseFloat(left) === parseFloat(right);
  const leftTime = timeOf(left);
  const rightTime = timeOf(right);
  if (leftTime && rightTime) return sameTime(leftTime, rightTime);
  if ((isCount(left) || isCount(right)) && differ(numbersOf(left), numbersOf(right))) return false;
  if (left.length >= 2 && right.length >= 2 && (left.includes(right) || right.includes(left))) return true;
  const pairs = pairsOf(left);
  const others = pairsOf(right);
  const shared = [...pairs].filter(pair => others.has(pair)).length;
  return Math.min(pairs.size, others.size) > 0 && shared >= Math.min(pairs.size, others.size) / 2;
}

function plain(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/(?<![\d零〇幺一二两三四五六七八九])[零一二两三四五六七八九十百千万]+/g, spokenNumber)
    .replace(/昨晚/g, '昨天晚上')
    .replace(/今早/g, '今天早上')
    .replace(/([今昨前明后])儿个?/g, '$1天')
    .replace(/半年/g, '6个月')
    .replace(/这个月/g, '本月')
    .replace(/礼拜|星期/g, '周')
    .replace(/(?:自动|自助|存)?取款机(?:\(atm\))?|自助机|(?:自动)?柜员机|atm/gi, '取款机')
    .replace(/报案/g, '报警')
    .replace(/(?:每个|[一1]个)月(?=[收扣]?[我]?[一二两三四五六七八九十\d]+[元块])/g, '每月')
    .replace(/[,，\s]?(?:嗯|呃|那个)[,，]?/gu, '')
    .replace(/[零一二两三四五六七八九十百千]+(?=[万元块%点期号日天年月个次岁份])/gu, words => String(chineseNumber(words)))
    .replace(/(?<![元块])([一二两三四五六七八九])(?=[笔回])/g, words => String(chineseNumber(words)))
    .replace(/(?<=\d)[笔回]/g, '次')
    .replace(/(\d+(?:\.\d+)?)万/g, (_, number: string) => String(Math.round(Number(number) * 10_000)))
    .replace(/[零〇幺一二三四五六七八九]{3,}/g, digits => [...digits].map(spokenDigit).join(''))
    .replace(/(\d+(?:\.\d+)?)(?:元|块钱?|期|份)/g, '$1')
    .replace(/(?<=(?:^|\D)\d{1,2})号(?![线楼院店铺门栋])/g, '日')
    .replace(/(?<=点)几/g, '')
    .replace(/(?<=点)([一二三四五六七八九十]+)$/g, minutes => String(chineseNumber(minutes)))
    .replace(/(?:下午|晚上)(\d{1,2})(?=点)/g, (_, hour: string) => String(Number(hour) + (Number(hour) < 12 ? 12 : 0)))
    .replace(/[\s,,。、/]|左右|来钟|大概|多|自称|说是|[嗯呃吧]/gu, '')
    .replace(/^(?:有|对|同意|确认|可以|接受|(?:同意|确认)办理)$/, '是')
    .replace(/^(?:无|没有|没)$/, '否')
    .replace(/^零$/, '0');
}

function isAnswer(value: string): boolean {
  return value === '是' || value === '否';
}

/** Yes or no, as words tell it: what is denied is no, what has, is or was done is yes; other words tell neither. */
function answerIn(value: string): string | null {
  if (isAnswer(value)) return value;
  if (/^(?:还|都|一直)?(?:未|没|无|不(?!清楚|确定|知|记得))/u.test(value)) return '否';
  return /^(?:已|有|在|卡片?在|正在)/u.test(value) ? '是' : null;
}

/** 三千二 → 3200, 二十六万 → 260000; words that are no one number (三五百, 千万, 六六零二) stay. */
function spokenNumber(words: string): string {
  if (!/[十百千万]/.test(words) || !/[一二两三四五六七八九十]/.test(words) || /[一二两三四五六七八九]{2}|^[百千万]/.test(words))
    return words;
  const [high = '', low = '', ...more] = words.split('万');
  if (more.length > 0) return words;
  const isTenThousands = words.includes('万');
  if (!isTenThousands) return String(belowTenThousand(high, 1));
  return String(chineseNumber(high) * 10_000 + (low === '' ? 0 : belowTenThousand(low, 10_000)));
}

/** 三千二 says 3200, and 五 after 三万 5000: a last digit counts tenths of the unit before it, unless 零 stands between. */
function belowTenThousand(words: string, before: number): number {
  const found = /^(.*?)([千百]?)([一二两三四五六七八九])$/.exec(words);
  const unit = found?.[2] === '千' ? 1000 : found?.[2] === '百' ? 100 : found?.[1] === '' ? before : 1;
  return found && unit > 1
    ? chineseNumber(`${found[1]}${found[2]}`) + (chineseNumber(found[3] as string) * unit) / 10
    : chineseNumber(words);
}

/** Nothing but numbers and what they count: 6个月, 11月3日, 每月2. */
function isCount(value: string): boolean {
  return /\d/.test(value) && /^[\d.个年月日天期号周每本次%]+$/.test(value);
}

function numbersOf(value: string): readonly string[] {
  return value.match(/\d+(?:\.\d+)?%?/g) ?? [];
}

/** Both hold numbers, and neither all of the other's. */
function differ(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && other.length > 0 && !holds(one, other) && !holds(other, one);
}

function holds(all: readonly string[], some: readonly string[]): boolean {
  return some.every(each => all.includes(each));
}

function isNumber(value: string): boolean {
  return /^\d+(\.\d+)?%?$/.test(value) && !value.startsWith('0');
}

/** A time by its day, part of the day and hour. */
interface Told {
  readonly day: string;
  readonly part: string;
  readonly hour: number | null;
}

function timeOf(value: string): Told | null {
  const found = /^(今天|昨天|前天|明天|后天|刚才|刚刚)?(早上|上午|中午|下午|晚上|凌晨)?(?:(\d{1,2})点(半)?)?$/.exec(
    value.slice(0, 12).replace(/(点).*$/, '$1'),
  );
  if (!found || (found[1] === undefined && found[3] === undefined)) return null;
  const hour = found[3] === undefined ? null : Number(found[3]) + (Number(found[3]) < 12 && /下午|晚上/.test(found[2] ?? '') ? 12 : 0);
  const day = found[1] ?? '';
  return { day: hour !== null && /刚/.test(day) ? '' : day, part: found[2] ?? '', hour };
}

/** The same day (an hour without one may be of either), and the same hour or, where none is told, the same part of it. */
function sameTime(one: Told, other: Told): boolean {
  const isOpenDay = one.hour !== null && other.hour !== null && (one.day === '' || other.day === '');
  if (one.day !== other.day && !isOpenDay) return false;
  if (one.hour === null || other.hour === null) return one.hour === other.hour && one.part === other.part;
  const isOpen = [one, other].some(({ part, hour }) => part === '' && (hour as number) < 12);
  return isOpen ? one.hour % 12 === other.hour % 12 : one.hour === other.hour;
}

function spokenDigit(char: string): string {
  return char === '幺' ? '1' : char === '〇' ? '0' : String('零一二三四五六七八九'.indexOf(char));
}

function chineseNumber(words: string): number {
  const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  const scales: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
  let total = 0;
  let last = 0;
  for (const char of words) {
    const scale = scales[char];
    if (scale === undefined) last = digits[char] ?? 0;
    else {
      total += (last || 1) * scale;
      last = 0;
    }
  }
  return total + last;
}

function pairsOf(value: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < value.length; at++) pairs.add(value.slice(at, at + 2));
  return pairs;
}
