import { chineseDay, chineseTime } from '#engine/hear/calendar/chinese-when.ts';
import { dayNumber } from '#engine/hear/calendar/civil-day.ts';
import { englishDay, englishTime } from '#engine/hear/calendar/english-when.ts';

/**
 * What the words of a date or time mean on the day of the call, in ISO 8601: 2026-11-18, 2026-10 (a month), 2025 (a year),
 * 2026-11-16/2026-11-22 (a week), 2026-11-21T15:00, 15:30. Null when they name no day or hour. The words are in normal form
 * (numbers as digits). `openedAt`: when the call began, as written where it was taken (its own offset is the local time).
 */
export function whenIs(words: string, openedAt: string): string | null {
  const [year, month, day] = openedAt.slice(0, 10).split('-').map(Number);
  const today = dayNumber(year ?? Number.NaN, month ?? Number.NaN, day ?? Number.NaN);
  if (today === null || Number.isNaN(today)) return null;
  const isChinese = /\p{Script=Han}/u.test(words);
  const date = isChinese ? chineseDay(words, today) : englishDay(words, today);
  const time = isChinese ? chineseTime(words) : englishTime(words);
  if (!date || !time) return date ?? time;
  return /^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T${time}` : date;
}
