import {
  type DayNumber,
  dateOf,
  dayInMonth,
  dayNumber,
  isoDay,
  likelyDay,
  monthFrom,
  two,
  weekdayOf,
} from '#engine/hear/calendar/civil-day.ts';

/** The day, week, month or year that Chinese words name, seen from today. */
export function chineseDay(words: string, today: DayNumber): string | null {
  for (const { words: named, days } of near) if (words.includes(named)) return isoDay(today + days);
  const week = /(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天末])?/u.exec(words);
  if (week && (week[1] || week[2])) return weekOf(today, steps[week[1] ?? '这'] ?? 0, week[2]);
  const ago = /(\d+|半)(?:多|几)?(天|年|周|个半月|个月|月|个星期|星期|个礼拜|礼拜)(?:之|以)?前/u.exec(words);
  if (ago) return before(today, ago[1] as string, ago[2] as string);
  const fixed = holidays.find(({ name }) => words.includes(name));
  const year = yearIn(words, today);
  if (fixed) return onDate(today, year, fixed.month, fixed.day);
  const month = /(\d{1,2})月份?(?:(\d{1,2})(?:号|日)?)?/u.exec(words);
  if (month) return monthDay(today, year, Number(month[1]), month[2] ? Number(month[2]) : null);
  const relative = /(上上|上|这|本|下)个?月(?:(\d{1,2})(?:号|日)?)?/u.exec(words);
  if (relative) return dayInMonth(today, steps[relative[1] as string] as number, relative[2] ? Number(relative[2]) : null);
  const day = /(\d{1,2})(?:号|日)/u.exec(words);
  if (day) return dayInMonth(today, 0, Number(day[1]));
  return year === null ? null : String(year);
}

/** The hour that Chinese words name, 24 hours. 三点多 is 03:00 or thereabouts. */
export function chineseTime(words: string): string | null {
  const said = /(\d{1,2})(?:点钟?|时)(半|整|一刻|三刻|(\d{1,2})分?)?/u.exec(words) ?? /(\d{1,2}):((\d{2}))/u.exec(words);
  if (!said || /\d{1,2}小时$/u.test(words)) return null;
  const minutes = said[3] ? Number(said[3]) : ({ 半: 30, 一刻: 15, 三刻: 45 }[said[2] ?? ''] ?? 0);
  const early = /差(?:(\d{1,2})分|一刻)/u.exec(words);
  const total = hourOf(Number(said[1]), words) * 60 + minutes - (early ? Number(early[1] ?? 15) : 0);
  return total < 0 || total >= 24 * 60 ? null : `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

function hourOf(hour: number, words: string): number {
  if (/下午|傍晚|晚|夜里/u.test(words) && hour < 12) return hour + 12;
  if (words.includes('中午') && hour <= 3) return hour + 12;
  return hour;
}

const near = [
  { words: '大前天', days: -3 },
  { words: '大后天', days: 3 },
  ...[
    ['前', -2],
    ['昨', -1],
    ['今', 0],
    ['明', 1],
    ['后', 2],
  ].flatMap(([word, days]) => ['天', '儿', '晚', '早', '夜'].map(end => ({ words: `${word}${end}`, days: days as number }))),
] as const;

const steps: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };

const holidays = [
  { name: '元旦', month: 1, day: 1 },
  { name: '五一', month: 5, day: 1 },
  { name: '劳动节', month: 5, day: 1 },
  { name: '国庆', month: 10, day: 1 },
  { name: '双十一', month: 11, day: 11 },
  { name: '圣诞', month: 12, day: 25 },
] as const;

function weekOf(today: DayNumber, weeks: number, day: string | undefined): string {
  const monday = today - weekdayOf(today) + weeks * 7;
  if (!day) return `${isoDay(monday)}/${isoDay(monday + 6)}`;
  if (day === '末') return `${isoDay(monday + 5)}/${isoDay(monday + 6)}`;
  return isoDay(monday + (day === '天' ? 6 : '一二三四五六日'.indexOf(day)));
}

function before(today: DayNumber, count: string, unit: string): string | null {
  const many = count === '半' ? 0.5 : Number(count);
  if (unit.includes('半月')) return isoDay(today - Math.round((many + 0.5) * 30));
  if (unit.endsWith('天')) return isoDay(today - Math.round(many));
  if (unit.endsWith('周') || unit.endsWith('星期') || unit.endsWith('礼拜')) return isoDay(today - Math.round(many * 7));
  if (unit.endsWith('年') && many >= 1) return String(dateOf(today).year - many);
  if (unit.endsWith('月') && many < 1) return isoDay(today - 15);
  const { year, month } = monthFrom(today, -Math.round(unit.endsWith('年') ? many * 12 : many));
  return `${year}-${two(month)}`;
}

function yearIn(words: string, today: DayNumber): number | null {
  const said = /(\d{4}|\d{2})年/u.exec(words)?.[1];
  if (said) return said.length === 4 ? Number(said) : Number(said) + (Number(said) > 70 ? 1900 : 2000);
  const step = { 前年: -2, 去年: -1, 今年: 0, 明年: 1, 年初: 0, 年底: 0 }[/前年|去年|今年|明年|年初|年底/u.exec(words)?.[0] ?? ''];
  return step === undefined ? null : dateOf(today).year + step;
}

function monthDay(today: DayNumber, year: number | null, month: number, day: number | null): string | null {
  if (day !== null) return onDate(today, year, month, day);
  if (month < 1 || month > 12) return null;
  return onDate(today, year, month, 15)?.slice(0, 7) ?? null;
}

function onDate(today: DayNumber, year: number | null, month: number, day: number): string | null {
  const days = year === null ? likelyDay(today, month, day) : dayNumber(year, month, day);
  return days === null ? null : isoDay(days);
}
