import type { AdviceChange } from '#domain/advice.ts';

/** What of a conversation's advice interrupts, by key: since which row, and whether it is serious. */
export type Interrupting = Readonly<Record<string, { readonly position: number; readonly isSerious: boolean }>>;

/** Folds one row's changes in. Owner, screen and desk all go through here, so they name the same interrupt by the same row. */
export function foldInterrupting(before: Interrupting, position: number, changes: readonly AdviceChange[]): Interrupting {
  let after = before;
  for (const change of changes) {
    const key = change.op === 'withdrawn' ? change.key : change.advice.key;
    const isLoud = change.op !== 'withdrawn' && change.advice.loudness === 'interrupt';
    if (isLoud === key in after) continue;
    const { [key]: _old, ...others } = after;
    after = isLoud
      ? { ...others, [key]: { position, isSerious: 'severity' in change.advice && change.advice.severity === 'serious' } }
      : others;
  }
  return after;
}
