import { useTranslation } from 'react-i18next';

/** What a gate asks for, by its keys, in words; a node stands by its key, as its bot names it. */
export function useGateWords(): (keys: readonly string[]) => string {
  const { t } = useTranslation();
  return keys => keys.map(key => t(`robotNeed-${key}`, { defaultValue: key })).join(t('comma'));
}
