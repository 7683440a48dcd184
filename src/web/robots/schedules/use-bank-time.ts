import { useTranslation } from 'react-i18next';

/** A moment on the bank's own clock, wherever the reader sits. */
interface BankTime {
  readonly year: number;
  readonly day: string; // 02-14
  readonly weekday: string;
  readonly time: string; // 08:00
}

/** Writes moments by the bank's clock. */
export function useBankTime(utcOffsetMinutes: number): (iso: string) => BankTime {
  const { i18n } = useTranslation();
  const weekday = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' });
  return iso => {
    const shifted = new Date(Date.parse(iso) + utcOffsetMinutes * 60_000);
    const text = shifted.toISOString();
    return { year: shifted.getUTCFullYear(), day: text.slice(5, 10), weekday: weekday.format(shifted), time: text.slice(11, 16) };
  };
}
