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
  ...more,
});
const callWith = (...alarms: readonly Alarm[]): CallPicture => ({
  ...unseen('20260105-aaaaaaaaaaaaaaaa' as ConversationId),
  alarms: Object.fromEntries(alarms.map(each => [each.key, each])),
});

const urgencies = [
  { when: 'a life', alarm: alarm('a', 'critical'), is: 4 },
  { when: 'a regulator', alarm: alarm('a', 'sensitive'), is: 3 },
  { when: 'a serious rule', alarm: alarm('a', 'serious'), is: 2 },
  { when: 'a serious rule, two turns later', alarm: alarm('a', 'serious', { turns: 2 }), is: 2 },
  { when: 'a serious rule, three turns later', alarm: alarm('a', 'serious', { turns: 3 }), is: 0.8 },
  { when: 'a regulator, three turns later: the customer still waits', alarm: alarm('a', 'sensitive', { turns: 3 }), is: 3 },
  { when: 'a window that ends now', alarm: alarm('a', 'sensitive', { untilMs: 1000 }), is: 3 },
  { when: 'a window that ends in half a minute', alarm: alarm('a', 'sensitive', { untilMs: 31_000 }), is: 4.5 },
] as const;

test.each(urgencies)('$when → $is', ({ alarm: each, is }) => expect(urgencyOf(each, 1000)).toBeCloseTo(is, 5));

const calls = [
  { when: 'one claim', call: callWith(alarm('a', 'serious')), taken: false, is: 2, chance: { kind: 'turns', left: 3 }, first: 'a' },
  {
    when: 'two claims',
    call: callWith(alarm('a', 'serious'), alarm('b', 'serious', { position: 9 as Position })),
    taken: false,
    is: 2.2,
    chance: { kind: 'turns', left: 3 },
    first: 'b',
  },
  {
    when: 'a regulator over a claim',
    call: callWith(alarm('a', 'serious'), alarm('b', 'sensitive')),
    taken: false,
    is: 3.2,
    chance: { kind: 'open' },
    first: 'b',
  },
  { when: 'taken', call: callWith(alarm('a', 'serious')), taken: true, is: 1, chance: { kind: 'turns', left: 3 }, first: 'a' },
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
