import { useTranslation } from 'react-i18next';

/** Picks what content says in the language of the screen: its own words, or the English beside them where there is some. */
export function useTongue(): <Said>(own: Said, english: Said | undefined) => Said {
  const { i18n } = useTranslation();
  return (own, english) => (i18n.language === 'en' && english !== undefined ? english : own);
}
