import { expect, test } from 'vitest';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import { boardOf, claimsOfOthers, type Followed, takePartial, takeRow, unheard } from '#web/desk/fold.ts';

const slot = (value: string): Advice => ({
  kind: 'slot',
  key: 'slot:cardTail',
  slot: 'cardTail',
  label: '卡尾号',
  value,
  status: 'filled',
  required: false,
  confidence: 1,
  evidence: [],
  loudness: 'quiet',
});
const heard = (position: number, text: string): Happening => ({
  kind: 'heard',
  utterance: { position: position as never, revision: 0, speaker: 'customer', text, startMs: 0, endMs: 10 },
});
const row = (position: number, what: Happening, advice: readonly AdviceChange[] = []) => ({
  type: 'row' as const,
  conversation: '20261122-abcdefghijklmnop' as never,
  position: position as never,
  event: { position: position as never, atMs: position * 100, source: 'telephony' as never, what },
  advice: [...advice],
});
const partial = (text: string, advice: readonly AdviceChange[] = []) => ({
  type: 'partial' as const,
  conversation: '20261122-abcdefghijklmnop' as never,
  speaker: 'customer' as const,
  text,
  startMs: 0,
  advice: [...advice],
});
const told = (state: Followed) => ({
  position: state.position,
  turns: state.turns.map(({ text }) => text),
  board: Object.values(boardOf(state)).map(advice => (advice.kind === 'slot' ? advice.value : advice.kind)),
  deaf: state.deaf,
  closedAtMs: state.closedAtMs,
});

const cases = [
  {
    when: 'a row comes twice after a resume',
    state: () =>
      [
        row(1, heard(1, '尾号4417'), [{ op: 'raised', advice: slot('4417') }]),
        row(1, heard(1, '尾号4417'), [{ op: 'raised', advice: slot('4417') }]),
      ].reduce(takeRow, unheard),
    is: { position: 1, turns: ['尾号4417'], board: ['4417'], deaf: {}, closedAtMs: undefined },
  },
  {
    when: 'a partial turns a field green for a moment',
    state: () => takePartial(takeRow(unheard, row(1, heard(1, '你好'))), partial('尾号四四', [{ op: 'raised', advice: slot('44') }])),
    is: { position: 1, turns: ['你好'], board: ['44'], deaf: {}, closedAtMs: undefined },
  },
  {
    when: 'the final does not confirm what the partial promised',
    state: () => takeRow(takePartial(unheard, partial('尾号四四', [{ op: 'raised', advice: slot('44') }])), row(1, heard(1, '尾号是是'))),
    is: { position: 1, turns: ['尾号是是'], board: [], deaf: {}, closedAtMs: undefined },
  },
  {
    when: 'a correction replaces the words in their place',
    state: () =>
      [
        row(1, heard(1, '挂实')),
        row(2, heard(2, '对')),
        row(3, {
          kind: 'corrected',
          utterance: { position: 1 as never, revision: 1, speaker: 'customer', text: '挂失', startMs: 0, endMs: 10 },
        }),
      ].reduce(takeRow, unheard),
    is: { position: 3, turns: ['挂失', '对'], board: [], deaf: {}, closedAtMs: undefined },
  },
  {
    when: 'a deaf leg is heard again',
    state: () => [row(1, { kind: 'deaf', leg: 'customer', fromMs: 5 }), row(2, heard(2, '在'))].reduce(takeRow, unheard),
    is: { position: 2, turns: ['在'], board: [], deaf: {}, closedAtMs: undefined },
  },
  {
    when: 'advice leaves and the call ends',
    state: () =>
      [
        row(1, heard(1, 'a'), [{ op: 'raised', advice: slot('1') }]),
        row(2, { kind: 'deaf', leg: 'agent', fromMs: 5 }, [{ op: 'withdrawn', key: 'slot:cardTail', kind: 'slot' }]),
        row(3, { kind: 'closed', by: 'customer' }),
      ].reduce(takeRow, unheard),
    is: { position: 3, turns: ['a'], board: [], deaf: {}, closedAtMs: 300 },
  },
];

test.each(cases)('$when', ({ state, is }) => expect(told(state())).toEqual(is));

const script = (key: string, said: boolean): Advice => ({
  kind: 'card',
  key,
  evidence: [],
  loudness: 'quiet',
  card: 'script',
  title: key,
  script: [],
  mustSay: [{ label: '5天', said }],
  nodes: [],
  rank: 60,
});
const reading = takeRow(unheard, row(1, heard(1, '请说'), [{ op: 'raised', advice: script('validity', false) }]));
const while5DaysIsSaid: readonly AdviceChange[] = [
  { op: 'withdrawn', key: 'validity', kind: 'card' },
  { op: 'raised', advice: script('undo', false) },
];

test('while the agent reads aloud the card stays; while the customer speaks the next one may come', () => {
  const titles = (speaker: 'agent' | 'customer') =>
    Object.keys(boardOf(takePartial(reading, { ...partial('有效期是5天', while5DaysIsSaid), speaker })));
  expect({ agent: titles('agent'), customer: titles('customer') }).toEqual({ agent: ['validity'], customer: ['undo'] });
});

test('a phrase turns green in its place while it is said', () => {
  const glimpsed = takePartial(reading, { ...partial('5天', [{ op: 'updated', advice: script('validity', true) }]), speaker: 'agent' });
  expect(boardOf(glimpsed).validity).toEqual(script('validity', true));
});

test('a claim stays with whoever had the call when it was raised', () => {
  const violation = (key: string): Advice => ({
    kind: 'violation',
    key,
    evidence: [],
    loudness: 'interrupt',
    title: key,
    severity: 'serious',
    why: '',
    doNow: '',
    recovered: false,
    times: 1,
    settled: 'fired',
  });
  const handedOver = [
    row(1, heard(1, 'a'), [{ op: 'raised', advice: violation('unknown') }]),
    row(2, { kind: 'assigned', agent: '1027' }),
    row(3, heard(3, 'b'), [{ op: 'raised', advice: violation('before') }]),
    row(4, { kind: 'assigned', agent: '1533' }),
    row(5, heard(5, 'c'), [
      { op: 'raised', advice: violation('after') },
      { op: 'raised', advice: violation('before') },
    ]),
  ].reduce(takeRow, unheard);
  expect([...claimsOfOthers(handedOver, '1533')]).toEqual(['before']);
  expect([...claimsOfOthers(handedOver, '1027')]).toEqual(['after']);
});
