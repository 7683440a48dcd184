import { idHolds, luhn } from '#domain/check-digits.ts';
import { type MarkClass, neverKept } from '#domain/mark.ts';
import type { Group } from './memory.ts';
import { fits, phoneShape } from './shape.ts';

/** What the groups of a number come to. */
export interface Settled {
  readonly isClosed: boolean;
  readonly value: string;
  /** checksum or shape held, failed, or cannot tell */
  readonly valid?: boolean;
  /** The last characters may still turn out to be in the middle: they are not shown. */
  readonly mayGrow: boolean;
}

/** How the groups were said, for judging whether more may follow. */
export interface Saying {
  readonly lang: 'zh' | 'en';
  readonly isLast: boolean; // nothing but fillers follows in this utterance
  readonly isSplit: boolean; // groups of earlier utterances are among them
}

/** Puts the groups of one number together, undoing repetitions and corrections, and says whether it is complete. */
export function settle(kind: MarkClass, groups: readonly Group[], saying: Saying): Settled {
  const readings = assemblies(groups);
  for (const value of readings) {
    const whole = complete(kind, value, saying);
    if (whole) return { ...whole, value };
  }
  const value = readings[0] ?? '';
  const longest = kind === 'card' ? 19 : kind === 'phone' ? 15 : kind === 'id' ? 18 : 12;
  if (neverKept.includes(kind)) return { isClosed: value.length >= longest, value, mayGrow: false };
  if (value.length >= longest) return { isClosed: true, value, valid: false, mayGrow: false };
  const enough = kind === 'phone' ? value.length >= 11 : kind === 'card' ? value.length >= 16 : false;
  return enough && !saying.isLast ? { isClosed: true, value, valid: false, mayGrow: false } : { isClosed: false, value, mayGrow: true };
}

function complete(kind: MarkClass, value: string, { lang, isLast, isSplit }: Saying): Omit<Settled, 'value'> | null {
  const held = { isClosed: true, valid: true, mayGrow: false };
  if (kind === 'phone') {
    const shape = phoneShape(value, lang);
    if (shape === 'certain') return { ...held, mayGrow: lang === 'zh' && isSplit && isLast && /^0[3-9]\d{9}$/.test(value) };
    if (value.length === 11 && /^1/.test(value) && lang === 'zh') return { ...held, valid: false };
    if (shape === 'likely' && !isLast) return { isClosed: true, mayGrow: false };
    return shape === 'likely' && lang === 'zh' && value.length === 8 ? { isClosed: true, mayGrow: isSplit } : null;
  }
  if (kind === 'card') {
    if (value.length >= 16 && value.length <= 19 && luhn(value))
      return { ...held, mayGrow: isSplit && isLast && /^62/.test(value) && value.length < 19 };
    if (value.length === 15 && /^3[47]/.test(value) && luhn(value)) return held;
    return value.length >= 13 && value.length <= 15 && luhn(value) && !isLast ? held : null;
  }
  if (kind === 'id') {
    if (value.length === 18) return { ...held, valid: idHolds(value) };
    if (lang === 'en' && value.length === 9) return { isClosed: true, mayGrow: false };
    return value.length === 15 && !isLast ? { isClosed: true, mayGrow: false } : null;
  }
  if (kind === 'email') return null;
  const usual = kind === 'cvv' ? 3 : kind === 'pin' && lang === 'en' ? 4 : 6;
  if (value.length === usual) return { ...held, valid: kind === 'password' ? undefined : true };
  return fits(kind, value.length, lang) === 'exact' && !isLast ? { isClosed: true, mayGrow: false } : null;
}

const most = 24;

/** The digit strings the groups may stand for, likeliest first: as said; repetitions left out; corrections applied. */
function assemblies(groups: readonly Group[]): readonly string[] {
  const corrected = groups.some(group => group.takesBack);
  let states: readonly (readonly string[])[] = [[]];
  for (const group of groups) {
    const next: (readonly string[])[] = [];
    for (const said of states) {
      const last = said.at(-1);
      const all = said.join('');
      if (group.takesBack && last !== undefined) {
        if (last.length >= group.digits.length)
          next.push([...said.slice(0, -1), last.slice(0, last.length - group.digits.length) + group.digits]);
        next.push([...said.slice(0, -1), group.digits], [group.digits]);
        if (all.length >= group.digits.length) next.push([all.slice(0, all.length - group.digits.length) + group.digits]);
        next.push([...said, group.digits]);
        continue;
      }
      next.push([...said, group.digits]);
      if (last === group.digits) next.push(said);
      else if (all.length >= 3 && group.digits.startsWith(all)) next.push([group.digits]);
      else if (last !== undefined && last.length >= 2 && group.digits.startsWith(last)) next.push([...said.slice(0, -1), group.digits]);
      else if (group.digits.length >= 3 && all.endsWith(group.digits)) next.push(said);
    }
    states = next.slice(0, most);
  }
  const values = states.map(said => said.join(''));
  return corrected ? values : [...new Set(values)];
}
