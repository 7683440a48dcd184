import { expect, test } from 'vitest';
import type { Importance, Schedule } from '#domain/announcement.ts';
import { shownTimes } from '#domain/announcement-times.ts';

const offsetMs = 8 * 3_600_000;
const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const named = (ms: number) => new Date(ms + offsetMs).toISOString().slice(5, 16);
const weekdays = [1, 2, 3, 4, 5];

// Published on Sunday 22 November at 08:00; it expires on 8 December.
const cases: readonly { when: string; schedule: Schedule; importance?: Importance; until: string; shown: readonly string[] }[] = [
  { when: 'at once: until now', schedule: { kind: 'now' }, until: '11-22T10:00', shown: ['11-22T08:00 11-22T10:00'] },
  {
    when: 'at once and daily is one stretch',
    schedule: { kind: 'now' },
    importance: 'daily',
    until: '11-24T10:00',
    shown: ['11-22T08:00 11-24T10:00'],
  },
  { when: 'from tomorrow: not today', schedule: { kind: 'at', at: '2026-11-23T09:00:00+08:00' }, until: '11-22T20:00', shown: [] },
  {
    when: 'from tomorrow: from then on',
    schedule: { kind: 'at', at: '2026-11-23T09:00:00+08:00' },
    until: '11-23T10:00',
    shown: ['11-23T09:00 11-23T10:00'],
  },
  {
    when: 'a window ends before it expires',
    schedule: { kind: 'between', from: '2026-11-23T09:00:00+08:00', to: '2026-11-23T12:00:00+08:00' },
    until: '12-01T00:00',
    shown: ['11-23T09:00 11-23T12:00'],
  },
  {
    when: 'weekday mornings: each by itself',
    schedule: { kind: 'repeat', from: '08:30', to: '12:00', days: weekdays },
    until: '11-24T09:00',
    shown: ['11-23T08:30 11-23T12:00', '11-24T08:30 11-24T09:00'],
  },
  {
    when: 'over midnight: one stretch a night',
    schedule: { kind: 'repeat', from: '22:00', to: '06:00', days: weekdays },
    until: '11-25T01:00',
    shown: ['11-23T22:00 11-24T06:00', '11-24T22:00 11-25T01:00'],
  },
  { when: 'by shift: all the time', schedule: { kind: 'shift', every: 'each' }, until: '11-25T09:00', shown: ['11-22T08:00 11-25T09:00'] },
  { when: 'never beyond its end', schedule: { kind: 'now' }, until: '12-31T00:00', shown: ['11-22T08:00 12-08T00:00'] },
];
test.each(cases)('$when', ({ schedule, importance = 'confirm', until, shown }) => {
  const timing = { schedule, importance, publishedAtMs: at('11-22T08:00'), expiresAtMs: at('12-08T00:00') };
  const found = shownTimes(timing, at(until), () => offsetMs);
  expect(found.map(({ fromMs, toMs }) => `${named(fromMs)} ${named(toMs)}`)).toEqual(shown);
});
