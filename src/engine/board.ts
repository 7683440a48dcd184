import type { Advice, AdviceChange } from '#domain/advice.ts';

/** The advice of one conversation as it stands, by key. */
export type Board = Readonly<Record<string, Advice>>;

/** The board after an aide's answer; the same object when nothing changed. */
export function apply(board: Board, put: readonly Advice[], drop: readonly string[]): Board {
  const dropped = drop.filter(key => key in board);
  if (put.length === 0 && dropped.length === 0) return board;

  const next: Record<string, Advice> = { ...board };
  for (const key of dropped) delete next[key];
  for (const advice of put) next[advice.key] = advice;
  return next;
}

/** What changed from one board to the next, keys in code-unit order so that it is the same on every machine. */
export function changes(before: Board, after: Board): readonly AdviceChange[] {
  if (before === after) return [];

  const changed: AdviceChange[] = [];
  for (const [key, advice] of Object.entries(before)) {
    if (!(key in after)) changed.push({ op: 'withdrawn', key, kind: advice.kind });
  }
  for (const [key, advice] of Object.entries(after)) {
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
  const keys = Object.keys(left).filter(key => left[key] !== undefined);
  if (keys.length !== Object.keys(right).filter(key => right[key] !== undefined).length) return false;
  return keys.every(key => same(left[key], right[key]));
}
