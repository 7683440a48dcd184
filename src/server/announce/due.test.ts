import { expect, test } from 'vitest';
import { type AnnouncementDoc, emptyDoc } from '#domain/announcement.ts';
import type { Shift } from '#domain/announcement-turn.ts';
import { dueOf } from '#server/announce/due.ts';
import type { Current, Notice } from '#server/announce/read-notices.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-22T10:00:00+08:00');
const sent = (id: number, change: Partial<AnnouncementDoc> = {}, more: Partial<Current> = {}): Current => ({
  id,
  series: id,
  stamp: 1,
  doc: { ...emptyDoc, title: `no ${id}`, ...change },
  publishedAtMs: now - hour + id,
  expiresAtMs: now + 24 * hour,
  ...more,
});
const to = (announcement: number, more: Partial<Notice> = {}): Notice => ({ announcement, reminded: 0, states: [], ...more });
const painted = [{ occasion: 0, state: 'painted' }] as const;
const acknowledged = [...painted, { occasion: 0, state: 'acknowledged' }] as const;
const byShift = (id: number, change: Partial<Current> = {}) =>
  sent(id, { schedule: { kind: 'shift', every: 'first' } }, { series: 1, ...change });
const superseded = { ended: { how: 'superseded', atMs: now - 1000 } } as const;
const shift = (from: number, to: number): Shift => ({ startsAtMs: now + from * hour, endsAtMs: now + to * hour });
const recalled = { ended: { how: 'recalled', atMs: now - 1000 } } as const;

const cases: readonly {
  when: string;
  all: readonly Current[];
  notices: readonly Notice[];
  shifts?: readonly Shift[];
  turns: readonly string[];
  nextIn: number | null;
}[] = [
  {
    when: 'urgent first, then what must be acknowledged, then by age',
    all: [sent(1, { importance: 'glance' }), sent(2), sent(3, { kind: 'urgent' }), sent(4)],
    notices: [to(1), to(2), to(3), to(4)],
    turns: ['announcement/3/0/0', 'announcement/2/0/0', 'announcement/4/0/0', 'announcement/1/0/0'],
    nextIn: 24 * hour,
  },
  {
    when: 'seen once is enough',
    all: [sent(1, { importance: 'glance' })],
    notices: [to(1, { states: painted })],
    turns: [],
    nextIn: 24 * hour,
  },
  {
    when: 'painted is not acknowledged',
    all: [sent(1)],
    notices: [to(1, { states: painted })],
    turns: ['announcement/1/0/0'],
    nextIn: 24 * hour,
  },
  { when: 'acknowledged', all: [sent(1)], notices: [to(1, { states: acknowledged })], turns: [], nextIn: 24 * hour },
  {
    when: 'every day anew: yesterday’s word is not today’s',
    all: [sent(1, { importance: 'daily' })],
    notices: [to(1, { states: [{ occasion: 20_778, state: 'acknowledged' }] })],
    turns: ['announcement/1/20779/0'],
    nextIn: 14 * hour,
  },
  { when: 'a reminder is a new turn', all: [sent(1)], notices: [to(1, { reminded: 2 })], turns: ['announcement/1/0/2'], nextIn: 24 * hour },
  {
    when: 'its hour comes by itself',
    all: [sent(1, { schedule: { kind: 'at', at: '2026-11-22T12:00:00+08:00' } })],
    notices: [to(1)],
    turns: [],
    nextIn: 2 * hour,
  },
  { when: 'expired', all: [sent(1, {}, { expiresAtMs: now })], notices: [to(1)], turns: [], nextIn: null },
  { when: 'taken back before it was seen: nothing to strike', all: [sent(1, {}, recalled)], notices: [to(1)], turns: [], nextIn: null },
  {
    when: 'taken back after it was seen: struck, last',
    all: [sent(1, {}, recalled), sent(2)],
    notices: [to(1, { states: acknowledged }), to(2)],
    turns: ['announcement/2/0/0', 'announcement/1/0/0 recalled'],
    nextIn: 24 * hour,
  },
  {
    when: 'replaced by one that waits for a later shift: the old one stays in force until then',
    all: [sent(1, {}, superseded), byShift(2)],
    notices: [to(1, { states: painted }), to(2)],
    shifts: [shift(4, 12)],
    turns: ['announcement/1/0/0'],
    nextIn: 4 * hour,
  },
  {
    when: 'what was settled of the old one stays settled, and nothing is struck yet',
    all: [sent(1, {}, superseded), byShift(2)],
    notices: [to(1, { states: acknowledged }), to(2)],
    shifts: [shift(4, 12)],
    turns: [],
    nextIn: 4 * hour,
  },
  {
    when: 'replaced on the way: of two that wait, the oldest is the one in force',
    all: [sent(1, {}, superseded), byShift(2, superseded), byShift(3)],
    notices: [to(1), to(2), to(3)],
    shifts: [shift(4, 12)],
    turns: ['announcement/1/0/0'],
    nextIn: 4 * hour,
  },
  {
    when: 'the shift has begun: the old one is struck',
    all: [sent(1, {}, superseded), byShift(2)],
    notices: [to(1, { states: painted }), to(2)],
    shifts: [shift(-0.5, 8)],
    turns: ['announcement/2/0/0', 'announcement/1/0/0 superseded'],
    nextIn: 8 * hour,
  },
  {
    when: 'a shift of today is over and tomorrow’s not here: it had begun, nothing comes back',
    all: [sent(1, {}, superseded), byShift(2)],
    notices: [to(1), to(2)],
    shifts: [shift(-8, -0.5), shift(16, 24)],
    turns: [],
    nextIn: 16 * hour,
  },
  {
    when: 'what was painted has begun, whatever the roster says now',
    all: [sent(1, {}, superseded), byShift(2)],
    notices: [to(1), to(2, { states: acknowledged })],
    shifts: [shift(4, 12)],
    turns: [],
    nextIn: 4 * hour,
  },
  {
    when: 'the new one is not for this agent, or was taken back: the old one is over',
    all: [sent(1, {}, superseded), byShift(2), sent(5, {}, superseded), byShift(6, { series: 5, ...recalled })],
    notices: [to(1, { states: painted }), to(5), to(6)],
    shifts: [shift(4, 12)],
    turns: ['announcement/1/0/0 superseded'],
    nextIn: null,
  },
  { when: 'one that is not known yet waits', all: [], notices: [to(9)], turns: [], nextIn: null },
];
test.each(cases)('$when', ({ all, notices, shifts = [], turns, nextIn }) => {
  const due = dueOf(new Map(all.map(one => [one.id, one])), notices, shifts, new Map(), now, 8 * hour);
  expect({
    turns: due.list.map(({ turn, ended }) => (ended ? `${turn} ${ended.how}` : turn)),
    nextIn: Number.isFinite(due.nextAtMs) ? due.nextAtMs - now : null,
  }).toEqual({ turns, nextIn });
});
