import type { TFunction } from 'i18next';
import type { Ticket } from '#protocol/tickets.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 2 天 3 小时, 5 小时, 12 分钟: the two largest measures that say something. */
export function durationWords(t: TFunction, ms: number): string {
  const left = Math.abs(ms);
  if (left >= day) {
    const [days, hours] = [Math.floor(left / day), Math.floor((left % day) / hour)];
    return [t('days', { count: days }), ...(hours > 0 && days < 7 ? [t('hours', { count: hours })] : [])].join(' ');
  }
  if (left >= hour) return t('hours', { count: Math.floor(left / hour) });
  return t('minutes', { count: Math.floor(left / minute) });
}

/** Working time in hours: a day of it is no day of the calendar. */
export function workingWords(t: TFunction, ms: number): string {
  const left = Math.abs(ms);
  return left < hour ? t('minutes', { count: Math.floor(left / minute) }) : t('workHours', { count: Math.round(left / (hour / 2)) / 2 });
}

/** 今天 17:30, 明天 17:30, 12-07 24:00: midnight is the end of the day before it. */
export function momentWords(t: TFunction, iso: string, now: Date): string {
  const at = new Date(iso);
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
  const of = isMidnight ? new Date(at.getTime() - 1) : at;
  const two = (value: number) => String(value).padStart(2, '0');
  const time = isMidnight ? '24:00' : `${two(at.getHours())}:${two(at.getMinutes())}`;
  const days = Math.round((startOf(of) - startOf(now)) / day);
  if (days === 0) return `${t('today')} ${time}`;
  if (days === 1) return `${t('tomorrow')} ${time}`;
  const year = of.getFullYear() === now.getFullYear() ? '' : `${of.getFullYear()}-`;
  return `${year}${two(of.getMonth() + 1)}-${two(of.getDate())} ${time}`;
}

/** A ticket's clock in a row of the list. */
export function clockWords(t: TFunction, ticket: Pick<Ticket, 'clock' | 'doneBy' | 'closedAt'>, now: Date): string {
  switch (ticket.clock) {
    case 'overdue':
      return t('overdueBy', { time: durationWords(t, now.getTime() - Date.parse(ticket.doneBy)) });
    case 'soon':
    case 'running':
      return t('due', { at: momentWords(t, ticket.doneBy, now) });
    case 'paused':
      return t('clockPaused');
    case 'stopped':
      return ticket.closedAt ? t('clockStopped', { at: momentWords(t, ticket.closedAt, now) }) : '';
  }
}

function startOf(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
