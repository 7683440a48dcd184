import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Says how long something has waited, or how long is left, to the minute; the words move on by themselves. */
export function useWaited(): (iso: string) => string {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return iso => {
    const minutes = Math.floor(Math.abs(now - Date.parse(iso)) / 60_000);
    if (minutes < 60) return t('rb-for-minutes', { count: minutes });
    return minutes < 48 * 60
      ? t('rb-for-hours', { count: Math.floor(minutes / 60) })
      : t('rb-for-days', { count: Math.floor(minutes / 1440) });
  };
}
