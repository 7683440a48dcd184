import type { TFunction } from 'i18next';
import type { Advice } from '#domain/advice.ts';
import type { Named } from '#web/kit/names.tsx';

/** Which steps a claim says were skipped, and what was done instead: 先…再…; nothing where it is about something else. */
export function skippedInWords({ skipped }: Extract<Advice, { kind: 'violation' }>, t: TFunction, named: Named): string {
  if (!skipped) return '';
  const quoted = (step: string) => t('skippedStep', { step: named(step) });
  const first = skipped.steps.map(quoted).join(t('comma-list'));
  return skipped.done === undefined ? t('skippedWords', { first }) : t('skippedThen', { first, next: quoted(skipped.done) });
}
