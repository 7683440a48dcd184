import { expect, test } from 'vitest';
import { type MissingFacts, reachOf, whyMissing } from '#domain/reach.ts';

const desk = (state: 'open' | 'left' | 'lost', visible = true) => ({ state, visible, sinceMs: 7 });
const here: MissingFacts = { isDue: true, signedIn: true, openCalls: 0, signedOutMs: null, desk: desk('open') };
const cases: readonly { when: string; facts: MissingFacts; is: ReturnType<typeof whyMissing> }[] = [
  { when: 'never came', facts: { ...here, signedIn: false, desk: null }, is: { why: 'absent' } },
  { when: 'came and went', facts: { ...here, signedIn: false, desk: desk('left') }, is: { why: 'signed-out', sinceMs: 7 } },
  {
    when: 'came without a desk and went',
    facts: { ...here, signedIn: false, signedOutMs: 5, desk: null },
    is: { why: 'signed-out', sinceMs: 5 },
  },
  { when: 'signed in, no desk', facts: { ...here, desk: null }, is: { why: 'desk-closed' } },
  { when: 'closed the desk', facts: { ...here, desk: desk('left') }, is: { why: 'desk-closed', sinceMs: 7 } },
  { when: 'the connection broke', facts: { ...here, desk: desk('lost') }, is: { why: 'desk-lost', sinceMs: 7 } },
  { when: 'behind other windows', facts: { ...here, desk: desk('open', false) }, is: { why: 'hidden', sinceMs: 7 } },
  {
    when: 'hidden counts before being in a call',
    facts: { ...here, openCalls: 1, desk: desk('open', false) },
    is: { why: 'hidden', sinceMs: 7 },
  },
  { when: 'in a call', facts: { ...here, openCalls: 2 }, is: { why: 'in-call' } },
  { when: 'its hour has not come', facts: { ...here, isDue: false, openCalls: 2 }, is: { why: 'not-yet' } },
  { when: 'nothing in the way', facts: here, is: { why: 'at-rest' } },
];
test.each(cases)('$when', ({ facts, is }) => expect(whyMissing(facts)).toEqual(is));

test('reach is of those on shift, and of nobody there is none', () => {
  expect([reachOf({ onShift: 51, paintedOnShift: 49 }), reachOf({ onShift: 0, paintedOnShift: 0 })]).toEqual([49 / 51, null]);
});
