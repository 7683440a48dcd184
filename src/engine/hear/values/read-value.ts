import type { HitValue } from '#domain/hit.ts';
import type { Stretch } from '#engine/hear/match/overlap.ts';
import { type Normal, wordsIn } from '#engine/hear/normal/normalise.ts';

/** Reads what a value pattern matched; null when it cannot be such a value (128号 is no date). */
export function readValue(kind: HitValue['class'], { start, end }: Stretch, normal: Normal): string | null {
  const words = wordsIn(normal.units, start, end);
  const inside = normal.numbers.filter(number => number.start >= start && number.end <= end);
  switch (kind) {
    case 'amount':
      return inside.length > 1 && !words.includes('cent') && isCounted(after(normal, end)) ? null : yuan(words, inside); // 1万块1年
    case 'percent':
      return inside[0]?.what.text ?? null;
    case 'time':
      if (/ (past|to) /.test(words) && inside.length === 2 && !isClock(words, inside)) return null;
      return inside.every(number => fitsCalendar(number.what.text, after(normal, number.end))) ? words : null;
    case 'date':
      return inside.every(number => fitsCalendar(number.what.text, after(normal, number.end))) && !isBareSpan(words) ? words : null;
    case 'term':
      if (words.endsWith('周') && after(normal, end) === '转') return null; // 八万周转
      return inside.some(number => isYear(number.what.text) && after(normal, number.end) === '年') ? null : words;
    case 'number':
    case 'digits':
    case 'mark':
      return null;
  }
}

/** 3 thousand dollars: the number was written, its scale said. */
const scales = [
  { word: 'hundred', times: 100 },
  { word: 'thousand', times: 1000 },
  { word: 'million', times: 1e6 },
  { word: '万', times: 10_000 }, // 二十多万
  { word: '千', times: 1000 },
] as const;

function yuan(words: string, inside: Normal['numbers']): string | null {
  const [whole, part, cents] = inside;
  if (!whole || whole.what.text.length > 15) return null;
  const number = Number(whole.what.text);
  if (cents) return hundredths(number * 100 + Number(part?.what.text) * 10 + Number(cents.what.text)); // 181块3毛7
  if (part && /分钱?$/.test(words) && !/[毛角]/.test(words)) return hundredths(number * 100 + Number(part.what.text)); // 526块零8分
  if (part && !/[块元圆]/.test(words) && /[毛角]/.test(words)) return hundredths(number * 10 + Number(part.what.text)); // 3毛7
  if (part && /[毛角]/.test(words)) return hundredths(number * 100 + Number(part.what.text) * 10); // 70块零2毛
  if (part) return String(Math.round((number + Number(part.what.text) / 10 ** part.what.text.length) * 100) / 100);
  if (words.includes('毛') || words.includes('角')) return String(Math.round(number * 10) / 100);
  const scale = scales.find(({ word }) => words.includes(word))?.times;
  if (scale) return String(number * scale);
  if (words.includes('分') || words.includes('cent')) return String(Math.round(number) / 100);
  return words.endsWith('grand') ? String(number * 1000) : String(number);
}

function hundredths(count: number): string {
  return String(Math.round(count) / 100);
}

/** 20 to 2, 10 past 9: minutes as clocks are read; 5 to 7 alone is a range, unless minutes and hour are told apart. */
function isClock(words: string, inside: Normal['numbers']): boolean {
  const [minutes, hour] = inside.map(({ what }) => Number(what.text));
  return (
    minutes !== undefined &&
    hour !== undefined &&
    minutes % 5 === 0 &&
    minutes > 0 &&
    minutes < 30 &&
    hour <= 24 &&
    (/ past /.test(words) || minutes > 5)
  );
}

/** 20年 is so many years; 2026年 and 26年3月 are dates. */
function isBareSpan(words: string): boolean {
  return /^\d{1,3}年(初|底|中)?$/.test(words);
}

/** 2026: a year, never so many years. */
function isYear(digits: string): boolean {
  return /^(19|20)\d\d$/.test(digits);
}

function isCounted(unit: string): boolean {
  return unit !== '' && '年天日月周期个次笔点号时分小%'.includes(unit);
}

function after({ units, length }: Normal, at: number): string {
  return at < length ? String.fromCharCode(units[at] as number) : '';
}

function fitsCalendar(digits: string, unit: string): boolean {
  const number = Number(digits);
  switch (unit) {
    case '月':
      return number >= 1 && number <= 12;
    case '号':
    case '日':
      return number >= 1 && number <= 31;
    case '点':
    case '时':
      return number >= 0 && number <= 24;
    case '年':
      return digits.length === 2 || (number >= 1900 && number <= 2100);
    default:
      return number <= 2100;
  }
}
