import type { HitValue } from '#domain/hit.ts';
import type { Match } from '#engine/hear/join.ts';
import type { Normal } from '#engine/hear/normalise.ts';

/** A value with its place in the normal text. */
export interface FoundValue {
  readonly class: HitValue['class'];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The numbers and marks the reader found, and sums of money said without their unit (两万, 八千多). */
export function plainValues({ numbers, marks }: Normal): FoundValue[] {
  const found: FoundValue[] = [];
  for (const { what, start, end } of numbers) {
    if (what.kind === 'percent') found.push({ class: 'percent', value: what.text.slice(0, -1), start, end });
    else {
      found.push({ class: 'number', value: what.text, start, end });
      if (what.kind === 'digits' && what.text.length > 1) found.push({ class: 'digits', value: what.text, start, end });
    }
  }
  for (const mark of marks) found.push({ class: 'mark', value: mark.text, start: mark.at, end: mark.at + 1 });
  return found;
}

/** Reads what a value pattern matched; null when it cannot be such a value (128号 is no date). */
export function readValue(kind: HitValue['class'], { start, end }: Match, normal: Normal): FoundValue | null {
  const words = String.fromCharCode(...normal.units.subarray(start, end));
  const inside = normal.numbers.filter(number => number.start >= start && number.end <= end);
  switch (kind) {
    case 'amount': {
      const value = yuan(words, inside);
      return value === null ? null : { class: kind, value, start, end };
    }
    case 'percent':
      return inside[0] ? { class: kind, value: inside[0].what.text, start, end } : null;
    case 'date':
    case 'time':
      return inside.every(number => fitsCalendar(number.what.text, after(normal, number.end)))
        ? { class: kind, value: words, start, end }
        : null;
    case 'term':
      return { class: kind, value: words, start, end };
    case 'number':
    case 'digits':
    case 'mark':
      return null;
  }
}

/** The longest values only, in order: the 5 of 5天 is no value beside it. A date and a time may share words. */
export function widest(values: readonly FoundValue[]): FoundValue[] {
  return values
    .filter(
      value =>
        !values.some(
          other =>
            other !== value &&
            other.start <= value.start &&
            other.end >= value.end &&
            (other.end - other.start > value.end - value.start || rank[other.class] < rank[value.class]),
        ),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end || rank[a.class] - rank[b.class]);
}

const rank: Readonly<Record<HitValue['class'], number>> = {
  mark: 0,
  amount: 1,
  percent: 2,
  date: 3,
  time: 4,
  term: 5,
  digits: 6,
  number: 7,
};

function yuan(words: string, inside: Normal['numbers']): string | null {
  const [whole, part] = inside;
  if (!whole || whole.what.text.length > 15) return null;
  const number = Number(whole.what.text);
  if (part) return String(Math.round((number + Number(part.what.text) / 10 ** part.what.text.length) * 100) / 100);
  if (words.includes('毛') || words.includes('角')) return String(Math.round(number * 10) / 100);
  if (words.includes('分') || words.includes('cent')) return String(Math.round(number) / 100);
  return words.endsWith('grand') ? String(number * 1000) : String(number);
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
