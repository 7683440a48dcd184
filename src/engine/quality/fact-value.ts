import type { HitValue } from '#domain/hit.ts';
import { normalise, wordsIn } from '#engine/hear/normal/normalise.ts';

/** A quantity as compared: from low to high of one measure. */
export interface Quantity {
  readonly measure: string; // yuan, percent, minutes, months, workdays, periods, day-of-month, month-day, count:次
  readonly low: number;
  readonly high: number;
  readonly isRounded: boolean; // said without decimals: 14% of 14.10%
}

/** The quantities a fact's value allows (5天|5日, 7到10个工作日, 14.10%); null when it cannot be read. */
export function readFactValue(value: string): readonly Quantity[] | null {
  const read = value.split('|').map(readWritten);
  return read.every(each => each !== null) ? read : null;
}

/** What a heard value says, as far as a fact of these quantities can be compared with it; `unclear` stands where it is vague. */
export function readSaid(said: HitValue, fact: readonly Quantity[], text: string): Quantity | 'unclear' | null {
  const first = fact[0] as Quantity;
  const read = first.measure.startsWith('count:') ? readCount(said, first.measure, text) : readValue(said, text);
  if (read === null) return null;
  if (read === 'unclear') return classOf(first.measure) === classHeard(said) ? read : null;
  if (said.class === 'date' && first.measure === 'minutes') return readDays(said, fact);
  return classOf(read.measure) === classOf(first.measure) ? read : null;
}

/** Whether a fact of these quantities lets one say this. */
export function allows(fact: readonly Quantity[], said: Quantity): boolean {
  return fact.some(each => isWithin(each, said));
}

const tiny = 1e-9;
const dayMinutes = 1440;

function isWithin(fact: Quantity, said: Quantity): boolean {
  if (fact.measure === said.measure) {
    if (said.isRounded && Math.round(fact.low) === said.low) return true;
    return said.low >= fact.low - tiny && said.high <= fact.high + tiny;
  }
  const [factDays, saidDays] = [spread(fact), spread(said)];
  return factDays !== null && saidDays !== null && factDays.low <= saidDays.high && saidDays.low <= factDays.high;
}

/** A term as minutes; a month is 28 to 31 days, and what may be equal is not called wrong. */
function spread({ measure, low, high }: Quantity): { readonly low: number; readonly high: number } | null {
  if (measure === 'minutes') return { low, high };
  return measure === 'months' ? { low: low * 28 * dayMinutes, high: high * 31 * dayMinutes } : null;
}

function classOf(measure: string): string {
  if (measure === 'minutes' || measure === 'months' || measure === 'workdays') return 'term';
  if (measure === 'day-of-month' || measure === 'month-day') return 'date';
  return measure;
}

function classHeard(said: HitValue): string {
  return said.class === 'amount' ? 'yuan' : said.class;
}

const number = '(\\d+(?:\\.\\d+)?)';
const written = new RegExp(`^${number}(?:%?(?:到|至|-|~|to)${number})?(.{1,16})$`, 'u');

function readWritten(value: string): Quantity | null {
  const { units, length } = normalise(value, 'zh');
  const [, low, high = low, unit] = written.exec(wordsIn(units, 0, length).replaceAll(' ', '')) ?? [];
  if (low === undefined || high === undefined || unit === undefined) return null;
  if (/^(元|块|圆|yuan)$/u.test(unit)) return quantity('yuan', low, high);
  if (unit === '%') return quantity('percent', low, high);
  if (unit === '号') return quantity('day-of-month', low, high);
  return readTerm(low, high, unit === '日' ? '天' : unit) ?? readMonthDay(low + unit) ?? countOf(low, high, unit);
}

function countOf(low: string, high: string, unit: string): Quantity | null {
  return /^[\p{L}]{1,8}$/u.test(unit) ? quantity(`count:${unit}`, low, high) : null;
}

function readValue(said: HitValue, text: string): Quantity | 'unclear' | null {
  const words = text.slice(said.span[0], said.span[1] + 1); // 7天多: what makes it vague may stand after it
  if (/[多来几]/u.test(words)) return 'unclear';
  switch (said.class) {
    case 'amount':
      return /[美港欧英日镑$£€]|dollar|pound|euro|buck/iu.test(words) ? null : spanning('yuan', said.value);
    case 'percent':
      return { ...spanning('percent', said.value), isRounded: /^\d{2,}$/u.test(said.value) };
    case 'term': {
      const [, low, high = low, unit] = written.exec(said.value.replaceAll(' ', '')) ?? [];
      return (low !== undefined && high !== undefined && unit !== undefined && readTerm(low, high, unit)) || 'unclear';
    }
    case 'date': {
      const [, low, high] = /^(?:(\d+)[号日]?到)?(\d+)[号日]$/u.exec(said.value) ?? [];
      return high === undefined ? readMonthDay(said.value) : quantity('day-of-month', low ?? high, high);
    }
    case 'number':
    case 'digits':
    case 'time':
    case 'mark':
      return null;
  }
}

/** 5日 may be a term or a day of the month: it may bear a fact out, never contradict it. */
function readDays(said: HitValue, fact: readonly Quantity[]): Quantity | 'unclear' {
  const days = Number.parseInt(said.value, 10) * dayMinutes;
  const read = { measure: 'minutes', low: days, high: days, isRounded: false };
  return said.value.endsWith('日') && allows(fact, read) ? read : 'unclear';
}

function readCount(said: HitValue, measure: string, text: string): Quantity | null {
  if (said.class !== 'number' && said.class !== 'digits') return null;
  const unit = measure.slice('count:'.length);
  return text.slice(said.span[1]).trimStart().startsWith(unit) ? spanning(measure, said.value) : null;
}

const termUnits: readonly (readonly [RegExp, string, number])[] = [
  [/^个?(工作日|交易日)$|^(business|working)-?days?$/u, 'workdays', 1],
  [/^(天|日内|日之内|个?自然日)$|^(calendar)?-?days?$/u, 'minutes', dayMinutes],
  [/^(周|个?星期|个?礼拜)$|^-?weeks?$/u, 'minutes', 7 * dayMinutes],
  [/^个?(小时|钟头)$|^-?hours?$/u, 'minutes', 60],
  [/^分钟$|^-?minutes?$/u, 'minutes', 1],
  [/^个月$|^-?months?$/u, 'months', 1],
  [/^个?季度$|^-?quarters?$/u, 'months', 3],
  [/^年$|^-?years?$/u, 'months', 12],
  [/^期$|^(monthly)?-?(instal?lments?|terms?)$/u, 'periods', 1],
];

function readTerm(low: string, high: string, unit: string): Quantity | null {
  const found = termUnits.find(([words]) => words.test(unit));
  return found ? quantity(found[1], Number(low) * found[2], Number(high) * found[2]) : null;
}

function readMonthDay(words: string): Quantity | null {
  const [, month, day] = /^(\d+)月(?:份)?(\d+)[号日]$/u.exec(words) ?? [];
  const at = Number(month) * 100 + Number(day);
  return month === undefined ? null : quantity('month-day', at, at);
}

/** 20, or 10到20. */
function spanning(measure: string, value: string): Quantity {
  const [low = value, high = low] = value.split('到');
  return quantity(measure, low, high);
}

function quantity(measure: string, low: string | number, high: string | number): Quantity {
  return { measure, low: Number(low), high: Number(high), isRounded: false };
}
