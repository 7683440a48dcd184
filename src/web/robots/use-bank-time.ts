import { useTranslation } from 'react-i18next';

/** A moment on the bank's own clock, wherever the reader sits. */
interface BankTime {
  readonly year: number;
  readonly day: string; // 02-14, 14 Feb
  readonly weekday: string;
  readonly time: string; // 08:00
}

/** Writes moments by the bank's clock. */
export function useBankTime(utcOffsetMinutes: number): (iso: string) => BankTime {
  const { i18n } = useTranslation();
  const isChinese = i18n.language === 'zh';
  const weekday = new Intl.DateTimeFormat(isChinese ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' });
  const inEnglish = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return iso => {
    const shifted = new Date(Date.parse(iso) + utcOffsetMinutes * 60_000);
    const text = shifted.toISOString();
    return {
      year: shifted.getUTCFullYear(),
      day: isChinese ? text.slice(5, 10) : inEnglish.format(shifted),
      weekday: weekday.format(shifted),
      time: text.slice(11, 16),
    };
  };
}
