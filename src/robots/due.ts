import type { BotTrigger } from '#domain/bot.ts';
import { civilDateOf, weekdayOf } from '#domain/civil-date.ts';
import { dayAt, isWorkingDay, midnightOf, type OpenCalendar } from '#domain/working-calendar.ts';

type Schedule = Extract<BotTrigger, { on: 'schedule' }>;

/**
 * The first moment after another at which a schedule is due, by the calendar's own clock: a make-up Saturday is a working day, a holiday
 * Monday is none. null: not within four years, so never.
 */
export function nextDue(schedule: Schedule, calendar: OpenCalendar, afterMs: number): number | null {
  const times = schedule.at.map(msOfDay).sort((a, b) => a - b);
  const first = dayAt(calendar, afterMs);
  for (let day = first; day < first + farthestDays; day++) {
    if (!falls(schedule, calendar, day)) continue;
    const time = times.find(one => midnightOf(calendar, day) + one > afterMs);
    if (time !== undefined) return midnightOf(calendar, day) + time;
  }
  return null;
}

const farthestDays = 1500; // a 29 February is at most four years off

function falls({ days, dayOfMonth }: Schedule, calendar: OpenCalendar, day: number): boolean {
  if (dayOfMonth.length > 0 && !dayOfMonth.includes(Number(civilDateOf(day).slice(8)))) return false;
  switch (days) {
    case 'every-day':
      return true;
    case 'working-days':
      return isWorkingDay(calendar, day);
    case 'days-off':
      return !isWorkingDay(calendar, day);
    default:
      return days.includes(weekdayOf(day));
  }
}

function msOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
