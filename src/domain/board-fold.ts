import type { Advice, AdviceChange } from '#domain/advice.ts';

/** The advice of one conversation as it stands, by key. */
export type AdviceByKey = Readonly<Record<string, Advice>>;

/** Folds changes into what stands: what a desk, a replay or a report does with what it is sent. */
export function foldAdvice(standing: AdviceByKey, changes: readonly AdviceChange[]): AdviceByKey {
  if (changes.length === 0) return standing;

  const next: Record<string, Advice> = { ...standing };
  for (const change of changes) {
    if (change.op === 'withdrawn') delete next[change.key];
    else next[change.advice.key] = change.advice;
  }
  return next;
}
