import type { Advice, AdviceChange } from '#domain/advice.ts';

/** The advice of one conversation as it stands, by key. */
export type Board = Readonly<Record<string, Advice>>;

/** A board that the aides of one event change in turn: copied at most once, and the same object when nothing changed. */
export class BoardDraft {
  readonly #before: Board;
  #next: Record<string, Advice> | null = null;

  constructor(before: Board) {
    this.#before = before;
  }

  get now(): Board {
    return this.#next ?? this.#before;
  }

  has(key: string): boolean {
    return key in this.now;
  }

  /** Withdraws, then raises; advice that says what stands there already leaves it there. */
  change(put: readonly Advice[], drop: readonly string[]): void {
    for (const key of drop) if (key in this.now) delete this.#own()[key];
    for (const advice of put) {
      const old = this.now[advice.key];
      if (!old || !same(old, advice)) this.#own()[advice.key] = advice;
    }
  }

  #own(): Record<string, Advice> {
    this.#next ??= { ...this.#before };
    return this.#next;
  }
}

/** What changed from one board to the next, keys in code-unit order so that it is the same on every machine. */
export function changes(before: Board, after: Board): readonly AdviceChange[] {
  if (before === after) return [];

  const changed: AdviceChange[] = [];
  for (const key in before) {
    if (!(key in after)) changed.push({ op: 'withdrawn', key, kind: (before[key] as Advice).kind });
  }
  for (const key in after) {
    const advice = after[key] as Advice;
    const old = before[key];
    if (!old) changed.push({ op: 'raised', advice });
    else if (old !== advice && !same(old, advice)) changed.push({ op: 'updated', advice });
  }
  return changed.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function keyOf(change: AdviceChange): string {
  return change.op === 'withdrawn' ? change.key : change.advice.key;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Deep equality of plain JSON values, whatever the order of their properties. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;

  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let more = 0; // properties that only one of them has
  for (const key in left) {
    if (left[key] === undefined) continue;
    if (!same(left[key], right[key])) return false;
    more++;
  }
  for (const key in right) if (right[key] !== undefined) more--;
  return more === 0;
}
