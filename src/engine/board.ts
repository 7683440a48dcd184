import type { Advice, AdviceChange } from '#domain/advice.ts';

/** The advice of one conversation as it stands, by key. */
export type Board = Readonly<Record<string, Advice>>;

/** Advice of one kind. */
export type Kind<Name extends Advice['kind']> = Extract<Advice, { kind: Name }>;

/**
 * A board as the engine keeps it: a shelf for each kind, in the order in which its advice came. A change copies the shelf it is
 * on, and a shelf on which nothing changed is the same object, so whoever compares two boards looks only where something happened.
 */
export type Shelves = { readonly [Name in Advice['kind']]: readonly Kind<Name>[] };

/** The board before anything was said. */
export const noAdvice: Shelves = {
  card: [],
  topic: [],
  step: [],
  prompt: [],
  warning: [],
  violation: [],
  slot: [],
  category: [],
  summary: [],
  handoff: [],
  offer: [],
  metric: [],
};

/** The kinds there are. */
export const kinds = Object.keys(noAdvice) as readonly Advice['kind'][];

/** All shelves as one board. */
export function wholeOf(shelves: Shelves): Board {
  const board: Record<string, Advice> = {};
  for (const kind of kinds) for (const advice of shelves[kind]) board[advice.key] = advice;
  return board;
}

/** Where the advice with a key stands on its shelf, or -1. `near`: where to look first. */
export function placeOf(shelf: readonly Advice[], key: string, near = 0): number {
  for (let at = near; at < shelf.length; at++) if (shelf[at]?.key === key) return at;
  for (let at = Math.min(near, shelf.length) - 1; at >= 0; at--) if (shelf[at]?.key === key) return at;
  return -1;
}

/** A board that the aides of one event change in turn: each shelf copied at most once, the same objects where nothing changed. */
export class BoardDraft {
  readonly #before: Shelves;
  #next: { [Name in Advice['kind']]: readonly Advice[] } | null = null;

  constructor(before: Shelves) {
    this.#before = before;
  }

  get now(): Shelves {
    return (this.#next as Shelves | null) ?? this.#before;
  }

  has({ kind, key }: Advice): boolean {
    return placeOf(this.now[kind], key) >= 0;
  }

  /** Withdraws, then raises; advice that says what stands there already leaves it there. */
  change(put: readonly Advice[], drop: readonly string[]): void {
    for (const key of drop) this.#withdraw(key);
    let near = 0; // steps come in their order
    for (const advice of put) {
      const shelf = this.now[advice.kind];
      const at = placeOf(shelf, advice.key, near);
      if (at < 0) this.#own(advice.kind).push(advice);
      else if (!same(shelf[at], advice)) this.#own(advice.kind)[at] = advice;
      near = at + 1;
    }
  }

  #withdraw(key: string): void {
    for (const kind of kinds) {
      const at = placeOf(this.now[kind], key);
      if (at >= 0) this.#own(kind).splice(at, 1);
    }
  }

  #own(kind: Advice['kind']): Advice[] {
    this.#next ??= { ...this.#before };
    if (this.#next[kind] === this.#before[kind]) this.#next[kind] = [...this.#before[kind]];
    return this.#next[kind] as Advice[];
  }
}

/** What changed from one board to the next, keys in code-unit order so that it is the same on every machine. */
export function changes(before: Shelves, after: Shelves): readonly AdviceChange[] {
  if (before === after) return none;

  const changed: AdviceChange[] = [];
  for (const kind of kinds) if (before[kind] !== after[kind]) compareShelves(before[kind], after[kind], changed);
  return inOrder(changed);
}

/** They are few: put in order one by one. */
function inOrder(changed: AdviceChange[]): readonly AdviceChange[] {
  for (let at = 1; at < changed.length; at++) {
    const change = changed[at] as AdviceChange;
    const key = keyOf(change);
    let place = at;
    for (; place > 0 && keyOf(changed[place - 1] as AdviceChange) > key; place--) changed[place] = changed[place - 1] as AdviceChange;
    changed[place] = change;
  }
  return changed;
}

const none: readonly AdviceChange[] = [];

function compareShelves(before: readonly Advice[], after: readonly Advice[], changed: AdviceChange[]): void {
  let kept = 0;
  for (let at = 0; at < after.length; at++) {
    const advice = after[at] as Advice;
    if (before[at] === advice) {
      kept++;
      continue;
    }
    const place = placeOf(before, advice.key, at);
    const old = place < 0 ? undefined : before[place];
    if (old) kept++;
    if (!old) changed.push({ op: 'raised', advice });
    else if (old !== advice && !same(old, advice)) changed.push({ op: 'updated', advice });
  }
  if (kept === before.length) return;
  for (const { key, kind } of before) if (placeOf(after, key) < 0) changed.push({ op: 'withdrawn', key, kind });
}

function keyOf(change: AdviceChange): string {
  return change.op === 'withdrawn' ? change.key : change.advice.key;
}

/** Deep equality of plain JSON values, whatever the order of their properties; what is undefined is not there. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameLists(a, b);
  if (Array.isArray(b)) return false;

  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let more = 0; // properties that only one of them has
  for (const key in left) {
    const value = left[key];
    if (!same(value, right[key])) return false;
    if (value !== undefined) more++;
  }
  for (const key in right) if (right[key] !== undefined) more--;
  return more === 0;
}

function sameLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!same(a[at], b[at])) return false;
  return true;
}
