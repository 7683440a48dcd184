import { useTranslation } from 'react-i18next';

/** Writes moments as this reader's language does, to the minute. */
export function useMoment(): (iso: string) => string {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  return iso =>
    new Date(iso).toLocaleString(locale, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
}
