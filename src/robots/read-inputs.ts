import type { Bot, BotInput } from '#domain/bot.ts';
import { CivilDate } from '#domain/civil-date.ts';
import { type MarkClass, markPattern } from '#domain/mark.ts';

/** What a run was given, read by the bot's own list of inputs. `secret`: never stored in clear. `mark`: the door's, opened in the runner. */
export type ReadInput =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'secret'; readonly value: string }
  | { readonly kind: 'mark'; readonly mark: string; readonly class: MarkClass; readonly number: number };

/** Everything a run was given, or what is wrong with it, by input. */
export type ReadInputs =
  | { readonly kind: 'read'; readonly inputs: Readonly<Record<string, ReadInput>> }
  | { readonly kind: 'refused'; readonly problems: readonly InputProblem[] };

/** Which input, and what is wrong with it; never what was given. */
export interface InputProblem {
  readonly field: string;
  readonly why: string;
}

/** Types whose values are secrets: sealed when they are given, opened in the runner alone. */
export const secretTypes: ReadonlySet<BotInput['type']> = new Set(['phone', 'card', 'id']);

/** Reads what a run is given. Marks are taken only where a conversation is named they belong to. */
export function readInputs(bot: Bot, given: Readonly<Record<string, unknown>>, marks: 'marks' | 'no-marks'): ReadInputs {
  const unknown = Object.keys(given)
    .filter(name => !Object.hasOwn(bot.inputs, name))
    .map(name => ({ field: name.slice(0, 64), why: 'this bot has no such input' }));
  const found = Object.entries(bot.inputs).map(([name, input]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return { name, read: readOne(input, value === undefined || value === '' || value === null ? input.initial : value, marks) };
  });
  const problems = [...unknown, ...found.flatMap(({ name, read }) => ('why' in read ? [{ field: name, why: read.why }] : []))];
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'read', inputs: Object.fromEntries(found.flatMap(({ name, read }) => ('input' in read ? [[name, read.input]] : []))) };
}

type One = { readonly input: ReadInput } | { readonly why: string } | { readonly nothing: true };

function readOne(input: BotInput, value: unknown, marks: 'marks' | 'no-marks'): One {
  if (value === undefined) return input.required ? { why: 'is required' } : plain(null);
  if (secretTypes.has(input.type)) return readSecret(input, value, marks);
  switch (input.type) {
    case 'number':
    case 'amount': {
      const number =
        typeof value === 'number' ? value : typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : null;
      if (number === null || !Number.isFinite(number)) return { why: 'is no number' };
      if (input.type === 'amount' && (number < 0 || Math.round(number * 100) !== Number((number * 100).toFixed(4))))
        return { why: 'an amount has at most two decimals and is not negative' };
      return plain(number);
    }
    case 'yes-no':
      if (value === true || value === 'true') return plain(true);
      return value === false || value === 'false' ? plain(false) : { why: 'is neither true nor false' };
    case 'date':
      return typeof value === 'string' && CivilDate.safeParse(value).success ? plain(value) : { why: 'is no date like 2026-11-22' };
    case 'choice':
      return typeof value === 'string' && input.choices.includes(value) ? plain(value) : { why: `is none of ${input.choices.join(', ')}` };
    case 'rows':
      return readRows(input, value);
    default: {
      if (typeof value !== 'string' && typeof value !== 'number') return { why: 'is no text' };
      const text = String(value);
      if (text.length > input.max) return { why: `is longer than ${input.max} characters` };
      return digitsWrong(input, text) ?? plain(text);
    }
  }
}

function readSecret(input: BotInput, value: unknown, marks: 'marks' | 'no-marks'): One {
  if (typeof value !== 'string') return { why: 'is no text' };
  const [mark] = [...value.matchAll(markPattern)];
  if (mark && mark[0] === value) {
    if (marks === 'no-marks') return { why: 'a mark needs the conversation it was heard in' };
    if (mark[1] !== input.type) return { why: `is a ${mark[1]}, not a ${input.type}` };
    return { input: { kind: 'mark', mark: value, class: mark[1] as MarkClass, number: Number(mark[2]) } };
  }
  const text = value.replace(/[\s()-]/gu, '');
  if (!/^\+?[0-9A-Za-z]{4,32}$/.test(text)) return { why: `is no ${input.type}` };
  return digitsWrong(input, text) ?? { input: { kind: 'secret', value: text } };
}

/** Whether a value has as many digits as its input says; null when nothing is wrong. */
export function digitsWrong(input: BotInput, text: string): { readonly why: string } | null {
  if (!input.digits) return null;
  const { min, max } = input.digits;
  if (/^\d+$/.test(text) && text.length >= min && text.length <= max) return null;
  return { why: min === max ? `has ${min} digits and nothing else` : `has ${min} to ${max} digits and nothing else` };
}

function readRows(input: BotInput, value: unknown): One {
  const isRow = (row: unknown): row is Record<string, unknown> =>
    typeof row === 'object' &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every(cell => ['string', 'number', 'boolean'].includes(typeof cell));
  if (!Array.isArray(value) || !value.every(isRow)) return { why: 'is no list of rows of text' };
  return value.length > input.max ? { why: `has more than ${input.max} rows` } : plain(value);
}

function plain(value: unknown): One {
  return { input: { kind: 'plain', value } };
}
