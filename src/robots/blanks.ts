import type { BotProblem } from '#robots/names.ts';

/** A place in a bot that a person has still to write: the mark, then what belongs there. */
export function blank(what: string): string {
  return `${mark} ${what}`;
}

/** Every blank of a bot as it was written, whatever its shape. */
export function blanksIn(value: unknown, path: BotProblem['path'] = []): readonly BotProblem[] {
  if (typeof value === 'string') return value.startsWith(mark) ? [{ path, why: `still blank: ${value.slice(mark.length).trim()}` }] : [];
  if (Array.isArray(value)) return value.flatMap((held, index) => blanksIn(held, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => blanksIn(held, [...path, key]));
}

const mark = '??';
