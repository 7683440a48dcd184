import { expect, test } from 'vitest';
import type { Importance, Schedule } from '#domain/announcement.ts';
import { isSettled, momentMs, type Shift, turnOf } from '#domain/announcement-turn.ts';

const offsetMs = 8 * 3_600_000;
const at = (local: string) => momentMs(`${local}:00+08:00`);
const named = (ms: number) => new Date(ms + offsetMs).toISOString().slice(0, 16);
const day = (date: string) => Math.floor((at(`${date}T00:00`) + offsetMs) / 86_400_000);

interface Case {
  readonly when: string;
  readonly schedule: Schedule;
  readonly importance?: Importance;
  readonly now: string;
  readonly shifts?: readonly (readonly [string, string])[];
  readonly turn: string;
}

const morning: Schedule = { kind: 'repeat', from: '08:30', to: '12:00', days: [1, 2, 3, 4, 5] };
const window: Schedule = { kind: 'between', from: '2026-11-23T09:00:00+08:00', to: '2026-11-24T18:00:00+08:00' };
const cases: readonly Case[] = [
  { when: 'at once', schedule: { kind: 'now' }, now: '2026-11-22T10:00', turn: 'now 0 until 2026-12-08T00:00' },
  { when: 'not before it was sent', schedule: { kind: 'now' }, now: '2026-11-22T07:59', turn: 'later 2026-11-22T08:00' },
  { when: 'not after it expired', schedule: { kind: 'now' }, now: '2026-12-08T00:00', turn: 'over' },
  {
    when: 'at its hour',
    schedule: { kind: 'at', at: '2026-11-23T09:00:00+08:00' },
    now: '2026-11-22T10:00',
    turn: 'later 2026-11-23T09:00',
  },
  {
    when: 'an hour written in another zone is the same hour',
    schedule: { kind: 'at', at: '2026-11-23T01:00:00Z' },
    now: '2026-11-23T09:00',
    turn: 'now 0 until 2026-12-08T00:00',
  },
  { when: 'within a window', schedule: window, now: '2026-11-24T17:59', turn: 'now 0 until 2026-11-24T18:00' },
  { when: 'a window that is over', schedule: window, now: '2026-11-24T18:00', turn: 'over' },
  {
    when: 'every day anew until midnight, when it is to be confirmed daily',
    schedule: { kind: 'now' },
    importance: 'daily',
    now: '2026-11-22T23:00',
    turn: `now ${day('2026-11-22')} until 2026-11-23T00:00`,
  },
  { when: 'weekday mornings: Sunday waits for Monday', schedule: morning, now: '2026-11-22T10:00', turn: 'later 2026-11-23T08:30' },
  {
    when: 'weekday mornings: Monday',
    schedule: morning,
    now: '2026-11-23T09:00',
    turn: `now ${day('2026-11-23')} until 2026-11-23T12:00`,
  },
  {
    when: 'weekday mornings: Friday afternoon waits for Monday',
    schedule: morning,
    now: '2026-11-27T13:00',
    turn: 'later 2026-11-30T08:30',
  },
  {
    when: 'only Mondays: the last one was today',
    schedule: { ...morning, days: [1] },
    now: '2026-11-23T12:00',
    turn: 'later 2026-11-30T08:30',
  },
  {
    when: 'a window over midnight: in the evening',
    schedule: { ...morning, from: '20:00', to: '02:00' },
    now: '2026-11-23T23:00',
    turn: `now ${day('2026-11-23')} until 2026-11-24T02:00`,
  },
  {
    when: 'a window over midnight: after midnight it is still the one that began the day before, also on a day that is none',
    schedule: { ...morning, from: '20:00', to: '02:00' },
    now: '2026-11-28T01:59',
    turn: `now ${day('2026-11-27')} until 2026-11-28T02:00`,
  },
  {
    when: 'a window over midnight: it is over, and the next is two days on',
    schedule: { ...morning, from: '20:00', to: '02:00' },
    now: '2026-11-28T02:00',
    turn: 'later 2026-11-30T20:00',
  },
  {
    when: 'a window over midnight: none began the night before',
    schedule: { ...morning, from: '20:00', to: '02:00' },
    now: '2026-11-23T01:00',
    turn: 'later 2026-11-23T20:00',
  },
  { when: 'a next day after expiry is none', schedule: { ...morning, days: [7] }, now: '2026-12-06T13:00', turn: 'over' },
  {
    when: 'by shift: it begins in an hour',
    schedule: { kind: 'shift', every: 'first' },
    now: '2026-11-22T10:00',
    shifts: [['2026-11-22T11:00', '2026-11-22T19:00']],
    turn: 'later 2026-11-22T11:00',
  },
  {
    when: 'by shift: in it',
    schedule: { kind: 'shift', every: 'first' },
    now: '2026-11-22T12:00',
    shifts: [['2026-11-22T11:00', '2026-11-22T19:00']],
    turn: 'now 0 until 2026-11-22T19:00',
  },
  {
    when: 'by each shift: a night shift counts for the day it began',
    schedule: { kind: 'shift', every: 'each' },
    now: '2026-11-23T02:00',
    shifts: [['2026-11-22T22:00', '2026-11-23T06:00']],
    turn: `now ${day('2026-11-22')} until 2026-11-23T06:00`,
  },
  {
    when: 'by shift: nobody in the roster is on shift when here',
    schedule: { kind: 'shift', every: 'first' },
    now: '2026-11-22T10:00',
    turn: 'now 0 until 2026-11-23T00:00',
  },
  {
    when: 'by shift: to be confirmed daily is each shift',
    schedule: { kind: 'shift', every: 'first' },
    importance: 'daily',
    now: '2026-11-22T12:00',
    shifts: [['2026-11-22T11:00', '2026-11-22T19:00']],
    turn: `now ${day('2026-11-22')} until 2026-11-22T19:00`,
  },
];

test.each(cases)('$when', ({ schedule, importance = 'confirm', now, shifts = [], turn }) => {
  const timing = { schedule, importance, publishedAtMs: at('2026-11-22T08:00'), expiresAtMs: at('2026-12-08T00:00') };
  const own: Shift[] = shifts.map(([from, to]) => ({ startsAtMs: at(from), endsAtMs: at(to) }));
  const found = turnOf(timing, own, at(now), offsetMs);
  const shown =
    found.kind === 'now'
      ? `now ${found.occasion} until ${named(found.untilMs)}`
      : found.kind === 'later'
        ? `later ${named(found.atMs)}`
        : 'over';
  expect(shown).toBe(turn);
});

const settling = [
  { importance: 'glance', painted: true, acknowledged: false, settled: true },
  { importance: 'glance', painted: false, acknowledged: false, settled: false },
  { importance: 'confirm', painted: true, acknowledged: false, settled: false },
  { importance: 'confirm', painted: true, acknowledged: true, settled: true },
  { importance: 'daily', painted: true, acknowledged: false, settled: false },
  { importance: 'daily', painted: false, acknowledged: true, settled: true },
] as const;
test.each(settling)('$importance, painted $painted, acknowledged $acknowledged: settled $settled', ({ importance, settled, ...seen }) => {
  expect(isSettled(importance, seen)).toBe(settled);
});

const moments = ['2026-11-22T08:00:00+08:00', '2024-02-29T23:59:59.5Z', '1999-12-31T00:00:00-05:00', '2100-03-01T12:00:00Z'];
test.each(moments)('%s is the moment every calendar says', iso => expect(momentMs(iso)).toBe(Date.parse(iso)));
test('what is no moment is never reached', () => expect(momentMs('tomorrow')).toBe(Number.POSITIVE_INFINITY));
