import type { HitValue } from '#domain/hit.ts';
import { aloneCount, nominationCount, symbolHead, valueCount } from '#engine/hear/match/book.ts';
import type { Joiner } from '#engine/hear/match/join.ts';
import { toAnybody } from '#engine/hear/match/listening-word.ts';
import { leftmostLongest } from '#engine/hear/match/overlap.ts';
import type { Places } from '#engine/hear/match/places.ts';
import type { Register } from '#engine/hear/match/register.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';
import type { Normal } from '#engine/hear/normal/normalise.ts';
import { type ClassName, classNames } from '#engine/hear/pattern.ts';
import { readValue } from '#engine/hear/values/read-value.ts';

/** A value with its place in the normal text, and the classes of the pattern language it belongs to. */
export interface FoundValue {
  readonly class: HitValue['class'];
  readonly names: readonly ClassName[];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Finds every value and mark, and puts it where patterns look for its class. */
export function findValues(tables: Tables, places: Places, joiner: Joiner, nominees: Register): readonly FoundValue[] {
  const found = plainValues(places.normal);
  for (const value of found) put(tables, places, value);
  const nominated = nominatedIn(tables, places, nominees);
  if (nominated.length > 0) {
    for (const value of longestOfClass(patternValues(nominated, tables, places, joiner))) {
      found.push(value);
      put(tables, places, value);
    }
  }
  if (places.normal.numbers.length > 0) {
    for (const value of sumsAlone(places.normal, found)) {
      found.push(value);
      put(tables, places, value);
    }
  }
  return found;
}

function put({ classes }: Tables, places: Places, { names, start, end }: FoundValue): void {
  for (const name of names) places.put(classes[classNames.indexOf(name)] as number, start, end);
}

/** The numbers and marks the reader has found. */
function plainValues({ numbers, marks }: Normal): FoundValue[] {
  const found: FoundValue[] = [];
  for (const { what, start, end } of numbers) {
    if (what.kind === 'percent') found.push({ class: 'percent', names: ['percent'], value: what.text.slice(0, -1), start, end });
    else {
      found.push({ class: 'number', names: ['number'], value: what.text, start, end });
      if (what.kind === 'digits' && what.text.length > 1) found.push({ class: 'digits', names: ['digits'], value: what.text, start, end });
    }
  }
  for (const mark of marks)
    found.push({ class: 'mark', names: [mark.class, 'secret'], value: mark.text, start: mark.at, end: mark.at + 1 });
  return found;
}

/** The value patterns that may match, in their order. */
function nominatedIn({ book }: Tables, places: Places, nominated: Register): readonly number[] {
  const { present } = places;
  nominated.clear();
  for (let number = 0; number < present.count; number++) {
    const page = present.keys[number] as number;
    const values = book[page + valueCount] as number;
    if (values === 0) continue;
    const from = page + symbolHead + (book[page + aloneCount] as number) + (book[page + nominationCount] as number);
    places.nominate(page, from, from + values, toAnybody, nominated);
  }
  if (nominated.count === 0) return none;
  const found: number[] = [];
  for (let number = 0; number < nominated.count; number++) found.push(nominated.keys[number] as number);
  return found.length === 1 ? found : found.sort((a, b) => a - b);
}

const none: readonly number[] = [];

function patternValues(nominated: readonly number[], { values }: Tables, places: Places, joiner: Joiner): FoundValue[] {
  const found: FoundValue[] = [];
  for (const index of nominated) {
    const { class: name, code } = values[index] as Tables['values'][number];
    const count = joiner.run(code);
    for (let at = 0; at < count; at++) {
      const start = joiner.found.start[at] as number;
      const end = joiner.found.end[at] as number;
      const value = readValue(name, { start, end }, places.normal);
      if (value !== null) found.push({ class: name, names: name === 'mark' ? ['secret'] : [name], value, start, end });
    }
  }
  return found;
}

function longestOfClass(values: readonly FoundValue[]): readonly FoundValue[] {
  if (values.length < 2) return values;
  const byClass = Map.groupBy(values, value => value.class);
  return [...byClass.values()].flatMap(leftmostLongest);
}

/** Money said without its unit, when nothing else is counted by it: a large round sum (两万, 八千多), or what was paid (转了8000, 年费200). */
function sumsAlone({ numbers, units, length }: Normal, found: readonly FoundValue[]): FoundValue[] {
  const charAt = (at: number): string => (at >= 0 && at < length ? String.fromCharCode(units[at] as number) : ' ');
  const isPaid = (text: string, start: number): boolean => {
    if (text.length < 2 || text.length > 8 || text.startsWith('0')) return false;
    let before = start - 1;
    while (before >= start - 5 && paidTo.includes(charAt(before))) before--;
    return paying.includes(charAt(before));
  };
  const isRange = (next: string, then: number): boolean => (next === '到' || next === '至') && numbers.some(({ start }) => start === then); // 一万到两万
  return numbers
    .filter(({ start, end }) => !found.some(value => isWider(value) && value.start <= start && value.end >= end))
    .filter(({ end }) => !isCounting(charAt(end), charAt(end + 1)) && !isRange(charAt(end), end + 1))
    .filter(({ what, start }) => what.scaled || isPaid(what.text, start))
    .map(({ what, start, end }) => ({ class: 'amount', names: ['amount'], value: what.text, start, end }));
}

/** 八万周转 counts no weeks. */
function isCounting(next: string, then: string): boolean {
  return countedThings.includes(next) && !(next === '周' && then === '转');
}

function isWider(value: FoundValue): boolean {
  return value.class !== 'number' && value.class !== 'digits';
}

const countedThings = '个人次步年米天张户家名位岁台字里期笔日号点月分时小周%满';
const paying = '转汇花扣付刷取存借欠充费额收';
const paidTo = '了出去给掉走我你您他她的大概差不多约有是为共要';
