import type { Importance, Schedule } from '#domain/announcement.ts';

/** What decides when an announcement is shown. */
export interface Timing {
  readonly schedule: Schedule;
  readonly importance: Importance;
  readonly publishedAtMs: number;
  readonly expiresAtMs: number;
}

/** A stretch of duty from the roster. */
export interface Shift {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Whether it is an announcement's turn for somebody; `occasion` numbers what is settled once: 0, or the local day of what repeats. */
export type Turn =
  | { readonly kind: 'now'; readonly occasion: number; readonly untilMs: number }
  | { readonly kind: 'later'; readonly atMs: number }
  | { readonly kind: 'over' };

/** What is known of somebody and one occasion. */
export interface Settled {
  readonly painted: boolean;
  readonly acknowledged: boolean;
}

const dayMs = 86_400_000;

/**
 * Whose turn it is now. Shifts are those around now, sorted; who has none in the roster is on shift when signed in.
 * `offsetMs` is the bank's wall clock ahead of UTC.
 */
export function turnOf(timing: Timing, shifts: readonly Shift[], nowMs: number, offsetMs: number): Turn {
  if (nowMs >= timing.expiresAtMs) return { kind: 'over' };
  if (nowMs < timing.publishedAtMs) return { kind: 'later', atMs: timing.publishedAtMs };
  const turn = openAt(timing, shifts, nowMs, offsetMs);
  if (turn.kind === 'later') return turn.atMs >= timing.expiresAtMs ? { kind: 'over' } : turn;
  return turn.kind === 'now' ? { ...turn, untilMs: Math.min(turn.untilMs, timing.expiresAtMs) } : turn;
}

/** When its first turn came, or comes, after it was published; Infinity: never. */
export function beginsAtMs(timing: Timing, shifts: readonly Shift[], offsetMs: number): number {
  const first = turnOf(timing, shifts, timing.publishedAtMs, offsetMs);
  switch (first.kind) {
    case 'now':
      return timing.publishedAtMs;
    case 'later':
      return first.atMs;
    case 'over':
      return Number.POSITIVE_INFINITY;
  }
}

/** Whether an occasion asks for nothing more. */
export function isSettled(importance: Importance, { painted, acknowledged }: Settled): boolean {
  return importance === 'glance' ? painted || acknowledged : acknowledged;
}

/** The day on the bank's wall, counted from 1970. */
export function localDay(atMs: number, offsetMs: number): number {
  return Math.floor((atMs + offsetMs) / dayMs);
}

function openAt({ schedule, importance, expiresAtMs }: Timing, shifts: readonly Shift[], nowMs: number, offsetMs: number): Turn {
  switch (schedule.kind) {
    case 'now':
      return within(importance, 0, expiresAtMs, nowMs, offsetMs);
    case 'at':
      return within(importance, momentMs(schedule.at), expiresAtMs, nowMs, offsetMs);
    case 'between':
      return within(importance, momentMs(schedule.from), momentMs(schedule.to), nowMs, offsetMs);
    case 'repeat':
      return repeated(schedule, nowMs, offsetMs);
    case 'shift':
      return inShift(importance === 'daily' ? 'each' : schedule.every, shifts, nowMs, offsetMs);
  }
}

function within(importance: Importance, fromMs: number, toMs: number, nowMs: number, offsetMs: number): Turn {
  if (nowMs >= toMs) return { kind: 'over' };
  if (nowMs < fromMs) return { kind: 'later', atMs: fromMs };
  if (importance !== 'daily') return { kind: 'now', occasion: 0, untilMs: toMs };
  const day = localDay(nowMs, offsetMs);
  return { kind: 'now', occasion: day, untilMs: Math.min(toMs, (day + 1) * dayMs - offsetMs) };
}

/** The window at hand, else the next one within a week. One that ends before it begins ends on the next day, and is the occasion of the day it began. */
function repeated({ from, to, days }: Extract<Schedule, { kind: 'repeat' }>, nowMs: number, offsetMs: number): Turn {
  const today = localDay(nowMs, offsetMs);
  for (let day = today - 1; day <= today + 7; day++) {
    if (!days.includes(weekday(day))) continue;
    const midnightMs = day * dayMs - offsetMs;
    const startMs = midnightMs + ofDayMs(from);
    const endMs = midnightMs + ofDayMs(to) + (ofDayMs(to) > ofDayMs(from) ? 0 : dayMs);
    if (nowMs < startMs) return { kind: 'later', atMs: startMs };
    if (nowMs < endMs) return { kind: 'now', occasion: day, untilMs: endMs };
  }
  return { kind: 'over' };
}

function inShift(every: 'first' | 'each', shifts: readonly Shift[], nowMs: number, offsetMs: number): Turn {
  const occasionOf = (atMs: number) => (every === 'each' ? localDay(atMs, offsetMs) : 0);
  const own = shifts.find(({ endsAtMs }) => nowMs < endsAtMs);
  if (!own) {
    const midnightMs = (localDay(nowMs, offsetMs) + 1) * dayMs - offsetMs;
    return { kind: 'now', occasion: occasionOf(nowMs), untilMs: midnightMs }; // not in the roster: signed in is on shift
  }
  if (nowMs < own.startsAtMs) return { kind: 'later', atMs: own.startsAtMs };
  return { kind: 'now', occasion: occasionOf(own.startsAtMs), untilMs: own.endsAtMs };
}

/** 1 Monday … 7 Sunday; the first day of 1970 was a Thursday. */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function ofDayMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** Milliseconds since 1970 of an ISO moment, without a clock; a moment that is none is never reached. */
export function momentMs(iso: string): number {
  const found = isoPattern.exec(iso);
  if (!found) return Number.POSITIVE_INFINITY;
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 7).map(part => Number(part ?? 0));
  const sign = found[8] === '-' ? -1 : 1;
  const aheadMs = sign * (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * 60_000;
  const milliseconds = Number((found[7] ?? '0').padEnd(3, '0'));
  return civilDay(year, month, day) * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds - aheadMs;
}

/** Days since 1970 of a date of the Gregorian calendar (the year is counted from March, so that the leap day is its last). */
function civilDay(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const ofEra = marchYear - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
