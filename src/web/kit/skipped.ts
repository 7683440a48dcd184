import type { TFunction } from 'i18next';
import type { Advice } from '#domain/advice.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Which steps a claim says were skipped, and what was done instead: 先…再…; nothing where it is about something else. */
export function skippedInWords({ skipped }: Extract<Advice, { kind: 'violation' }>, t: TFunction): string {
  if (!skipped) return '';
  const named = (step: string) => t('skippedStep', { step: paintPunctuation(step) });
  const first = skipped.steps.map(named).join(t('comma-list'));
  return skipped.done === undefined ? t('skippedWords', { first }) : t('skippedThen', { first, next: named(skipped.done) });
}
