import { expect, test } from 'vitest';
import { type CallBackTry, callBackStanding, tellsTruly } from '#domain/call-back.ts';

const terms = { tries: 3, hoursApart: 1 };
const hour = 3_600_000;
const at = (hours: number, outcome: CallBackTry['outcome']): CallBackTry => ({ outcome, atMs: hours * hour });
const none = (hours: number) => at(hours, 'no-answer');
const from = (hours: number) => hours * hour;

const cases = [
  { when: 'nobody has called', tries: [], stands: { kind: 'missing' } },
  { when: 'nobody has called, and there is no telephone', number: false, tries: [], stands: { kind: 'no-number' } },
  { when: 'the customer was reached', tries: [at(1, 'reached')], stands: { kind: 'settled', by: 'reached', tries: 0 } },
  { when: 'reached at the second try', tries: [none(1), at(1.2, 'reached')], stands: { kind: 'settled', by: 'reached', tries: 1 } },
  { when: 'the customer declined', tries: [at(1, 'refused')], stands: { kind: 'settled', by: 'refused', tries: 0 } },
  { when: 'reached once is reached', tries: [at(1, 'reached'), at(2, 'refused')], stands: { kind: 'settled', by: 'reached', tries: 0 } },
  { when: 'one call without an answer', tries: [none(1)], stands: { kind: 'unreached', tries: 1, of: 3, nextFromMs: from(2) } },
  {
    when: 'three within one hour',
    tries: [none(1), none(1.3), none(1.9)],
    stands: { kind: 'unreached', tries: 1, of: 3, nextFromMs: from(2) },
  },
  {
    when: 'two and a wrong number',
    tries: [none(1), at(3, 'wrong-number')],
    stands: { kind: 'unreached', tries: 2, of: 3, nextFromMs: from(4) },
  },
  { when: 'three with time between', tries: [none(1), none(2), none(5)], stands: { kind: 'settled', by: 'tries', tries: 3 } },
  { when: 'no telephone, and why', number: false, tries: [at(1, 'no-number')], stands: { kind: 'settled', by: 'no-number', tries: 0 } },
  { when: 'said to have no telephone, and it has one', tries: [at(1, 'no-number')], stands: { kind: 'missing' } },
  {
    when: 'no telephone, reached all the same',
    number: false,
    tries: [at(1, 'reached')],
    stands: { kind: 'settled', by: 'reached', tries: 0 },
  },
] as const;
test.each(cases)('$when', ({ tries, stands, ...rest }) =>
  expect(callBackStanding(tries, 'number' in rest ? rest.number : true, terms)).toEqual(stands),
);

test('an end tells truly of the call-back it names; one that names none, or while none has come to anything, is not asked', () => {
  const by = (end: 'reached' | 'tries') => ({ kind: 'settled', by: end, tries: 0 }) as const;
  expect([
    tellsTruly(['reached'], by('reached')),
    tellsTruly(['reached'], by('tries')),
    tellsTruly([], by('tries')),
    tellsTruly(['reached'], { kind: 'missing' }),
    tellsTruly(['reached'], null),
  ]).toEqual([true, false, true, true, true]);
});
