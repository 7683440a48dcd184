import type { TFunction } from 'i18next';
import type { Problem } from '#domain/problem.ts';

/** What a wrap-up lacks, by name. */
export function missingWords({ category, slots }: Extract<Problem, { kind: 'incomplete' }>, t: TFunction): string {
  return [...(category ? [t('partCategory')] : []), ...slots.map(({ label }) => label)].join(t('comma'));
}
