import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BotTrigger } from '#domain/bot.ts';
import { openCalendar, WorkingCalendar } from '#domain/working-calendar.ts';
import { nextDue } from '#robots/due.ts';

const data = WorkingCalendar.parse(parse(readFileSync(new URL('../../content/jianghai/calendar.yaml', import.meta.url), 'utf8')));
const calendar = openCalendar(data);
const local = (ms: number | null) => (ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16));

const cases: readonly { when: string; after: string; schedule: Record<string, unknown>; due: string | null }[] = [
  { when: 'later today', after: '2026-11-23T07:59', schedule: { days: 'working-days', at: ['08:00'] }, due: '2026-11-23T08:00' },
  {
    when: 'this very moment is over',
    after: '2026-11-23T08:00',
    schedule: { days: 'working-days', at: ['08:00'] },
    due: '2026-11-24T08:00',
  },
  {
    when: 'times in any order',
    after: '2026-11-23T08:00',
    schedule: { days: 'every-day', at: ['18:30', '12:00'] },
    due: '2026-11-23T12:00',
  },
  {
    when: 'a weekend is passed over',
    after: '2026-11-20T09:00',
    schedule: { days: 'working-days', at: ['08:00'] },
    due: '2026-11-23T08:00',
  },
  {
    when: 'a make-up Saturday (调休) fires',
    after: '2026-02-13T09:00',
    schedule: { days: 'working-days', at: ['08:00'] },
    due: '2026-02-14T08:00',
  },
  {
    when: 'a holiday Monday does not',
    after: '2026-02-14T09:00',
    schedule: { days: 'working-days', at: ['08:00'] },
    due: '2026-02-24T08:00',
  },
  {
    when: 'a make-up Saturday is no day off',
    after: '2026-10-07T09:00',
    schedule: { days: 'days-off', at: ['08:00'] },
    due: '2026-10-11T08:00',
  },
  {
    when: 'Saturdays are Saturdays, worked or not',
    after: '2026-10-09T09:00',
    schedule: { days: [6], at: ['00:00'] },
    due: '2026-10-10T00:00',
  },
  {
    when: 'midnight belongs to the new day',
    after: '2026-12-31T23:59',
    schedule: { days: 'every-day', at: ['00:00'] },
    due: '2027-01-01T00:00',
  },
  {
    when: 'the 31st',
    after: '2026-11-01T00:00',
    schedule: { days: 'every-day', at: ['09:00'], dayOfMonth: [31] },
    due: '2026-12-31T09:00',
  },
  {
    when: 'the 1st, when it is worked',
    after: '2026-05-01T00:00',
    schedule: { days: 'working-days', at: ['09:00'], dayOfMonth: [1] },
    due: '2026-06-01T09:00',
  },
];
test.each(cases)('$when', ({ after, schedule, due }) => {
  const trigger = BotTrigger.parse({ on: 'schedule', ...schedule });
  if (trigger.on !== 'schedule') throw new Error('no schedule');
  expect(local(nextDue(trigger, calendar, Date.parse(`${after}+08:00`)))).toBe(due);
});

test('a bank whose calendar has no such day is never due', () => {
  const schedule = { on: 'schedule' as const, at: ['08:00'], days: 'working-days' as const, dayOfMonth: [] };
  const never = { ...calendar, special: new Map(Array.from({ length: 30_000 }, (_, day) => [day, 'off' as const])) };
  expect(nextDue(schedule, never, Date.parse('2026-11-22T00:00Z'))).toBeNull();
});
