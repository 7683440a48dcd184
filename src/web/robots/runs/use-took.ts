import { useTranslation } from 'react-i18next';

/** Writes how long something took, or takes so far. */
export function useTook(): (from: string | undefined, to: string | undefined) => string {
  const { i18n } = useTranslation();
  const isChinese = i18n.language === 'zh';
  return (from, to) => {
    if (from === undefined) return '–';
    const seconds = Math.max(0, ((to === undefined ? Date.now() : Date.parse(to)) - Date.parse(from)) / 1000);
    if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} ${isChinese ? '秒' : 's'}`;
    return seconds < 6000
      ? `${Math.round(seconds / 60)} ${isChinese ? '分' : 'min'}`
      : `${(seconds / 3600).toFixed(1)} ${isChinese ? '小时' : 'h'}`;
  };
}
