import { describe, expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { noFacts } from '#domain/facts.ts';
import { Settings } from '#domain/settings.ts';
import { type AttentionMemory, arrange, attentionStart, attentionWakeAtMs, nothingArranged } from '#engine/attention/attention.ts';
import { bandOf, looksOf } from '#engine/attention/tenure.ts';
import { BoardDraft, noAdvice, type Shelves, wholeOf } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { ruleTalk } from '#test/kit/rule-talk.ts';

const settings = Settings.parse({});
const node = (key: string, before?: string, rule?: string) => ({ key, ...(before ? { obligation: { before, rule } } : {}) });
const P01 = { key: 'P01', nodes: [node('verify'), node('tell', 'confirm', 'Q67'), node('confirm'), node('close')] };
const content = { settings, processes: new Map([['P01', P01]]) };

function moment(nowMs: number, what: object = { kind: 'passed' }, turn = 3): Moment {
  const event = { position: 9, atMs: nowMs, source: 'test', what };
  return { event, meta: { openedAt: '2026-11-22T10:00:00+08:00' }, heard: null, turn, nowMs, facts: noFacts, content } as unknown as Moment;
}

const common = { evidence: [], loudness: 'quiet' };
const card = (key: string, more: object = {}) =>
  ({
    ...common,
    key,
    kind: 'card',
    card: 'article',
    title: key,
    script: [],
    mustSay: [],
    nodes: [],
    rank: 5,
    ...more,
  }) as unknown as Advice;
const script = (name: string, rank: number) => card(`card:script:P01/${name}`, { card: 'script', nodes: [`P01/${name}`], rank });
const line = {
  ...common,
  key: 'line:P01/confirm',
  kind: 'prompt',
  loudness: 'line',
  title: '确认前必说',
  sentence: '',
  chips: [],
  severity: 'general',
} as Advice;
const prompt = (rule: string, severity: string, loudness: string) =>
  ({
    ...common,
    key: `prompt:${rule}`,
    kind: 'prompt',
    loudness,
    from: { kind: 'rule', key: rule, version: 1 },
    title: rule,
    sentence: '',
    chips: [],
    severity,
  }) as unknown as Advice;
const violation = (rule: string, more: object = {}) =>
  ({
    ...common,
    key: `violation:${rule}`,
    kind: 'violation',
    severity: 'serious',
    title: rule,
    why: '',
    doNow: '',
    recovered: false,
    times: 1,
    settled: 'fired',
    ...more,
  }) as unknown as Advice;
const warning = (rule: string, more: object = {}) =>
  ({
    ...common,
    key: `warning:${rule}`,
    kind: 'warning',
    loudness: 'line',
    from: { kind: 'rule', key: rule, version: 1 },
    title: rule,
    severity: 'serious',
    doNow: '',
    ...more,
  }) as unknown as Advice;
const step = (name: string, state: string) =>
  ({
    ...common,
    key: `step:P01/${name}`,
    kind: 'step',
    process: 'P01',
    node: name,
    seq: 1,
    title: name,
    required: true,
    state,
    current: false,
  }) as unknown as Advice;

const boardOf = (...advice: readonly Advice[]): Shelves => {
  const draft = new BoardDraft(noAdvice);
  draft.change(advice, []);
  return draft.now;
};
const inShort = (shown: Shelves) =>
  Object.values(wholeOf(shown)).map(({ key, loudness, into }) => `${key} ${into ? `in ${into}` : loudness}`);

const cases: readonly {
  when: string;
  board: readonly Advice[];
  memory?: Partial<AttentionMemory>;
  nowMs?: number;
  shown: readonly string[];
}[] = [
  {
    when: 'the next sentence but one is a row of the first card',
    board: [script('verify', 60), script('close', 30)],
    shown: ['card:script:P01/verify quiet', 'card:script:P01/close in card:script:P01/verify'],
  },
  {
    when: 'an article says what a line asks for',
    board: [line, script('verify', 60), card('K01', { nodes: ['P01/tell'] })],
    shown: ['line:P01/confirm line', 'card:script:P01/verify quiet', 'K01 in line:P01/confirm'],
  },
  {
    when: 'an article says what the script card says',
    board: [script('verify', 60), card('K02', { nodes: ['P01/verify'] })],
    shown: ['card:script:P01/verify quiet', 'K02 in card:script:P01/verify'],
  },
  {
    when: 'an article says more than anything else: shown by itself',
    board: [script('verify', 60), card('K03', { nodes: ['P01/verify', 'P01/other'] })],
    shown: ['card:script:P01/verify quiet', 'K03 quiet'],
  },
  {
    when: 'what is done needs no saying',
    board: [script('close', 60), step('verify', 'done'), card('K04', { nodes: ['P01/verify', 'P01/close'] })],
    shown: ['card:script:P01/close quiet', 'step:P01/verify quiet', 'K04 in card:script:P01/close'],
  },
  {
    when: 'the prompt a line carries out',
    board: [line, prompt('Q67', 'serious', 'line')],
    shown: ['line:P01/confirm line', 'prompt:Q67 in line:P01/confirm'],
  },
  {
    when: 'a warning that ends at a step goes into the line of what is to be said before it',
    board: [line, warning('Q17', { left: { unit: 'step', node: 'P01/confirm', title: '确认' } })],
    shown: ['line:P01/confirm line', 'warning:Q17 in line:P01/confirm'],
  },
  {
    when: 'a warning of another step stands by itself',
    board: [line, warning('Q17', { left: { unit: 'step', node: 'P01/close', title: '结束' } })],
    shown: ['line:P01/confirm line', 'warning:Q17 line'],
  },
  {
    when: 'a warning of what is claimed already waits for the same words',
    board: [violation('Q31', { from: { kind: 'rule', key: 'Q31', version: 1 } }), warning('Q31', { loudness: 'interrupt' })],
    shown: ['violation:Q31 interrupt', 'warning:Q31 in violation:Q31'],
  },
  {
    when: 'a claim put right waits for nothing',
    board: [
      violation('Q31', { from: { kind: 'rule', key: 'Q31', version: 1 }, recovered: true }),
      warning('Q31', { loudness: 'interrupt' }),
    ],
    shown: ['violation:Q31 line', 'warning:Q31 interrupt'],
  },
  {
    when: 'two cards for a regular',
    board: [card('A', { rank: 1 }), card('B', { rank: 3 }), card('C', { rank: 2 })],
    shown: ['B quiet', 'C quiet'],
  },
  { when: 'one for an expert', board: [card('A', { rank: 1 }), card('B', { rank: 3 })], memory: { band: 'expert' }, shown: ['B quiet'] },
  {
    when: 'pinned stays on top',
    board: [card('A', { rank: 1 }), card('B', { rank: 3 })],
    memory: { band: 'expert', pinned: ['A'] },
    shown: ['A quiet'],
  },
  { when: 'dismissed is gone', board: [card('A')], memory: { dismissed: ['A'] }, shown: [] },
  { when: 'a serious violation interrupts', board: [violation('Q09')], shown: ['violation:Q09 interrupt'] },
  { when: 'a general one is a line', board: [violation('Q27', { severity: 'general' })], shown: ['violation:Q27 line'] },
  {
    when: 'of several at one moment the gravest carries the rest',
    board: [violation('Q19'), violation('Q44'), prompt('Q70', 'serious', 'interrupt')],
    shown: ['violation:Q19 interrupt', 'violation:Q44 in violation:Q19', 'prompt:Q70 in violation:Q19'],
  },
  { when: 'answered, it folds to a line', board: [violation('Q09', { settled: 'acknowledged' })], shown: ['violation:Q09 line'] },
  {
    when: 'a regulator prompt keeps the gap',
    board: [prompt('Q54', 'general', 'interrupt')],
    memory: { lastInterruptMs: 15_000 },
    nowMs: 20_000,
    shown: ['prompt:Q54 line'],
  },
  {
    when: 'a crisis does not',
    board: [prompt('Q57', 'serious', 'interrupt')],
    memory: { lastInterruptMs: 15_000 },
    nowMs: 20_000,
    shown: ['prompt:Q57 interrupt'],
  },
  {
    when: 'muted: cards and hints go, duties stay',
    board: [
      card('A'),
      prompt('Q59', 'general', 'quiet'),
      line,
      violation('Q27', { severity: 'general' }),
      prompt('Q57', 'serious', 'interrupt'),
    ],
    memory: { muted: true },
    shown: ['line:P01/confirm line', 'violation:Q27 line', 'prompt:Q57 interrupt'],
  },
  { when: 'a shadow rule is quiet', board: [violation('Q09', { shadow: true })], shown: ['violation:Q09 quiet'] },
  {
    when: 'a shadow card takes nobody’s place and carries nothing',
    board: [
      card('A', { shadow: true, rank: 9, nodes: ['P01/verify'] }),
      script('verify', 60),
      { ...script('tell', 90), shadow: true },
      card('B', { rank: 3, nodes: ['P01/tell'] }),
    ],
    shown: ['A quiet', 'card:script:P01/verify quiet', 'card:script:P01/tell quiet', 'B quiet'],
  },
  {
    when: 'a shadow line carries no prompt, a shadow prompt goes into no line',
    board: [{ ...line, shadow: true }, prompt('Q67', 'serious', 'line')],
    shown: ['line:P01/confirm quiet', 'prompt:Q67 line'],
  },
  { when: 'muted: what runs in shadow runs on', board: [card('A', { shadow: true })], memory: { muted: true }, shown: ['A quiet'] },
];

test.each(cases)('$when', ({ board, memory = {}, nowMs = 20_000, shown }) =>
  expect(
    inShort(arrange({ ...nothingArranged, memory: { ...attentionStart, ...memory } }, moment(nowMs), boardOf(...board)).shown).sort(),
  ).toEqual([...shown].sort()),
);

test('an interrupt nobody answers folds to a line after 20 s, what is put right fades after 5', () => {
  const board = boardOf(violation('Q09'));
  const first = arrange(nothingArranged, moment(1000), board);
  expect(attentionWakeAtMs(first.memory)).toBe(21_000);
  const later = arrange(first, moment(21_000), board);
  expect(inShort(later.shown)).toEqual(['violation:Q09 line']);

  const right = boardOf(violation('Q09', { recovered: true }));
  const green = arrange(later, moment(30_000), right);
  expect([inShort(green.shown), attentionWakeAtMs(green.memory)]).toEqual([['violation:Q09 line'], 35_000]);
  expect(inShort(arrange(green, moment(35_000), right).shown)).toEqual(['violation:Q09 quiet']);
});

test('a repeat interrupts again', () => {
  const first = arrange(nothingArranged, moment(1000), boardOf(violation('Q09')));
  const folded = arrange(first, moment(30_000), boardOf(violation('Q09')));
  expect(inShort(arrange(folded, moment(31_000), boardOf(violation('Q09', { times: 2 }))).shown)).toEqual(['violation:Q09 interrupt']);
});

test('a blank gets its value from the slots', () => {
  const blank = { kind: 'blank', slot: 'tail', label: '尾号' };
  const slot = {
    ...common,
    key: 'slot:tail',
    kind: 'slot',
    slot: 'tail',
    label: '尾号',
    value: '4417',
    status: 'filled',
    required: true,
    confidence: 1,
  } as Advice;
  const { shown } = arrange(nothingArranged, moment(1000), boardOf(card('A', { script: [blank] }), slot));
  expect(wholeOf(shown).A).toMatchObject({ script: [{ ...blank, value: '4417' }] });
});

test('what does not change stays the same object, looked at again or not', () => {
  const board = boardOf(card('A', { rank: 99 }), line, prompt('Q67', 'serious', 'line'));
  const first = arrange(nothingArranged, moment(1000), board);
  const measured = boardOf({ ...common, key: 'metric:answer', kind: 'metric' } as unknown as Advice);
  const passed = arrange(first, moment(1500), { ...board, metric: measured.metric });
  const again = arrange(passed, moment(2000), { ...board, violation: boardOf(violation('Q09')).violation });
  expect(inShort(again.shown)).toContain('violation:Q09 interrupt');
  expect([passed, again].map(({ shown }) => [shown.card === first.shown.card, shown.prompt === first.shown.prompt])).toEqual([
    [true, true],
    [true, true],
  ]);
});

test.each([
  ['2026-03-01', 'novice'],
  ['2025-11-30', 'regular'],
  ['2023-11-01', 'regular'],
  ['2023-10-31', 'expert'],
  [undefined, 'regular'],
] as const)('hired %s: %s', (hiredOn, band) => expect(bandOf(hiredOn, '2026-11-22T10:00:00+08:00', settings)).toBe(band));

test('a lost card: one card, one line, nothing else', async () => {
  const talk = ruleTalk(await demoEngine());
  talk.say('坐席:您好,江海银行,工号幺零二七为您服务,请问有什么可以帮您?');
  talk.say('客户:喂你好,那个,我银行卡丢了,你帮我挂失一下。');
  const visible = talk.board().filter(({ kind, into, loudness }) => !into && (kind === 'card' || loudness !== 'quiet'));
  expect(visible.map(({ key, loudness }) => `${key} ${loudness}`).sort()).toEqual([
    'card:script:P01/verify quiet',
    'line:P01/confirmDo line',
  ]);
});

test.each([
  { when: 'nothing is said of the queue', queue: '信用卡', is: settings.bands.expert },
  { when: 'there is no queue', queue: undefined, is: settings.bands.expert },
  { when: 'the queue differs for this band', queue: '投诉', is: { ...settings.bands.expert, script: 'full', visibleCards: 2 } },
])('how much an expert sees where $when', ({ queue, is }) => {
  const own = Settings.parse({ queues: { 投诉: { expert: { script: 'full', visibleCards: 2 }, novice: {} } } });
  expect(looksOf(own, 'expert', queue)).toEqual(is);
});

describe('what a robot told fills the blanks of scripts', () => {
  const said = (fields: Readonly<Record<string, string>>, about = 'robot/card-loss') => ({ kind: 'informed', about, fields });
  const blank = (slot: string) => ({ kind: 'blank', slot, label: slot });
  const slot = (name: string, value: string) =>
    ({ ...common, key: `slot:${name}`, kind: 'slot', slot: name, value, status: 'filled' }) as unknown as Advice;
  const told = card('card:script:P01/result', { card: 'script', script: [blank('time'), blank('ticketId'), blank('cardTail')] });
  const filled: readonly { when: string; board: readonly Advice[]; says: readonly object[]; values: readonly (string | undefined)[] }[] = [
    { when: 'nothing was told yet', board: [told], says: [], values: [undefined, undefined, undefined] },
    { when: 'it told a time', board: [told], says: [said({ time: '10:42' })], values: ['10:42', undefined, undefined] },
    {
      when: 'a later one tells more and anew',
      board: [told],
      says: [said({ time: '10:42' }), said({ time: '10:50', ticketId: 'G7' }, 'robot/ticket')],
      values: ['10:50', 'G7', undefined],
    },
    {
      when: 'what was heard stands before what was told',
      board: [told, slot('cardTail', '4417')],
      says: [said({ cardTail: '9999' })],
      values: [undefined, undefined, '4417'],
    },
    {
      when: 'what is told of the run itself, or by somebody else, fills nothing',
      board: [told],
      says: [said({ 'run.state': 'done' }), said({ time: '10:42' }, 'profile')],
      values: [undefined, undefined, undefined],
    },
  ];
  test.each(filled)('$when', ({ board, says, values }) => {
    let arranged = arrange(nothingArranged, moment(1000), boardOf(...board));
    for (const what of says) arranged = arrange(arranged, moment(2000, what), boardOf(...board));
    const shown = wholeOf(arranged.shown)[told.key];
    expect(shown?.kind === 'card' && shown.script.map(part => (part.kind === 'blank' ? part.value : part.text))).toEqual(values);
  });
});
