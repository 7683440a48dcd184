import { expect, test } from 'vitest';
import type { ConversationId, Position } from '#domain/ids.ts';
import { type Alarm, type CallPicture, unseen } from '#server/supervisor/call-picture.ts';
import { chanceOf, ranked, urgencyOf, urgencyOfCall } from '#server/supervisor/need.ts';
import { budgetOf } from '#server/supervisor/read-hour.ts';

const alarm = (key: string, weight: Alarm['weight'], more: Partial<Alarm> = {}): Alarm => ({
  key,
  kind: weight === 'serious' ? 'violation' : 'prompt',
  rule: key,
  title: key,
  weight,
  doNow: '',
  position: 1 as Position,
  raisedAt: 0,
  turns: 0,
  lasts: weight === 'serious' ? 3 : Number.POSITIVE_INFINITY,
  ...more,
});
const callWith = (...alarms: readonly Alarm[]): CallPicture => ({
  ...unseen('20260105-aaaaaaaaaaaaaaaa' as ConversationId),
  alarms: Object.fromEntries(alarms.map(each => [each.key, each])),
});

const urgencies = [
  { when: 'a life', alarm: alarm('a', 'critical'), is: 4 },
  { when: 'a regulator', alarm: alarm('a', 'sensitive'), is: 3 },
  { when: 'a serious rule, three turns to put it right', alarm: alarm('a', 'serious'), is: 2.5 },
  { when: 'a serious rule, two turns later: the last', alarm: alarm('a', 'serious', { turns: 2 }), is: 3 },
  { when: 'a serious rule, three turns later', alarm: alarm('a', 'serious', { turns: 3 }), is: 0.8 },
  { when: 'a regulator, three turns later: the customer still waits', alarm: alarm('a', 'sensitive', { turns: 3 }), is: 3 },
  { when: 'a regulator, four turns left', alarm: alarm('a', 'sensitive', { lasts: 4 }), is: 3.6 },
  { when: 'a regulator on its last turn', alarm: alarm('a', 'sensitive', { lasts: 4, turns: 3 }), is: 4.5 },
  { when: 'a regulator whose turns are over', alarm: alarm('a', 'sensitive', { lasts: 4, turns: 4 }), is: 3 },
] as const;

test.each(urgencies)('$when → $is', ({ alarm: each, is }) => expect(urgencyOf(each)).toBeCloseTo(is, 5));

const calls = [
  { when: 'one claim', call: callWith(alarm('a', 'serious')), taken: false, is: 2.5, chance: { kind: 'turns', left: 3 }, first: 'a' },
  {
    when: 'two claims',
    call: callWith(alarm('a', 'serious'), alarm('b', 'serious', { position: 9 as Position })),
    taken: false,
    is: 2.75,
    chance: { kind: 'turns', left: 3 },
    first: 'b',
  },
  {
    when: 'a regulator over a claim',
    call: callWith(alarm('a', 'serious'), alarm('b', 'sensitive')),
    taken: false,
    is: 3.25,
    chance: { kind: 'open' },
    first: 'b',
  },
  {
    when: 'a regulator with two turns left',
    call: callWith(alarm('a', 'sensitive', { lasts: 4, turns: 2 })),
    taken: false,
    is: 4,
    chance: { kind: 'open', left: 2 },
    first: 'a',
  },
  { when: 'taken', call: callWith(alarm('a', 'serious')), taken: true, is: 1.25, chance: { kind: 'turns', left: 3 }, first: 'a' },
  { when: 'too late', call: callWith(alarm('a', 'serious', { turns: 3 })), taken: false, is: 0.8, chance: { kind: 'gone' }, first: 'a' },
] as const;

test.each(calls)('a call: $when', ({ call, taken, is, chance, first }) => {
  expect({ urgency: Math.round(urgencyOfCall(call, taken) * 1000) / 1000, chance: chanceOf(call), first: ranked(call)[0]?.key }).toEqual({
    urgency: is,
    chance,
    first,
  });
});

const hour = (...counts: readonly (readonly [string, number])[]) =>
  counts.flatMap(([rule, count]) => Array.from({ length: count }, () => ({ rule, title: `title ${rule}` })));
const budgets = [
  { when: 'a quiet hour', alarms: hour(['Q01', 3]), budget: { count: 3, limit: 10 } },
  { when: 'just the budget', alarms: hour(['Q01', 10]), budget: { count: 10, limit: 10 } },
  {
    when: 'over it: the noisiest is named',
    alarms: hour(['Q01', 4], ['Q24', 7]),
    budget: { count: 11, limit: 10, noisiest: { rule: 'Q24', title: 'title Q24', count: 7 } },
  },
] as const;

test.each(budgets)('$when', ({ alarms, budget }) => expect(budgetOf(alarms)).toEqual(budget));
