import { useTranslation } from 'react-i18next';
import type { ValueMetric } from '#domain/value.ts';
import { type ValueMeaning, valueMeanings } from '#domain/value-meaning.ts';

/** What figures are called and how they are computed, in the language of the page. */
export function useMeaning(): (metric: ValueMetric) => ValueMeaning {
  const { i18n } = useTranslation();
  return metric => valueMeanings[metric][i18n.language === 'en' ? 'en' : 'zh'];
}
