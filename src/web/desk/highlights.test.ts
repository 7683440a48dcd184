import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { highlightsOf } from '#web/desk/highlights.ts';

const at = (position: number, from: number, to: number, revision = 0) => ({
  position: position as never,
  revision,
  span: [from, to] as [number, number],
});
const turn = (position: number, speaker: 'customer' | 'agent', text: string) => ({ position, revision: 0, speaker, text });
const turns = [turn(1, 'customer', '我银行卡丢了'), turn(2, 'agent', '有效期是五天,肯定不会亏')];
const slot = (evidence: ReturnType<typeof at>[]): Advice => ({
  kind: 'slot',
  key: 'slot:x',
  slot: 'x',
  label: '',
  status: 'filled',
  required: false,
  confidence: 1,
  evidence,
  loudness: 'quiet',
});
const prompt = (evidence: ReturnType<typeof at>): Advice => ({
  kind: 'prompt',
  key: 'p',
  title: '',
  sentence: '',
  chips: [{ label: '5天', said: true, evidence }],
  severity: 'general',
  evidence: [],
  loudness: 'line',
});
const violation = (evidence: ReturnType<typeof at>): Advice => ({
  kind: 'violation',
  key: 'v',
  title: '',
  severity: 'serious',
  why: '',
  doNow: '',
  recovered: false,
  times: 1,
  settled: 'fired',
  evidence: [evidence],
  loudness: 'interrupt',
});

const cases = [
  { when: 'a field rests on words', board: [slot([at(1, 1, 4)])], marks: [[1, [{ from: 1, to: 4, tone: 'used' }]]] },
  { when: 'an obligation was said', board: [prompt(at(2, 0, 6))], marks: [[2, [{ from: 0, to: 6, tone: 'ok' }]]] },
  {
    when: 'a claim wins over an obligation on the same words',
    board: [prompt(at(2, 0, 9)), violation(at(2, 7, 12))],
    marks: [[2, [{ from: 7, to: 12, tone: 'stop' }]]],
  },
  { when: 'the words were corrected since', board: [slot([at(1, 1, 4, 1)])], marks: [] },
  { when: 'the turn is not known', board: [slot([at(9, 0, 2)])], marks: [] },
  { when: 'the span reaches past the text', board: [slot([at(1, 4, 99)])], marks: [[1, [{ from: 4, to: 6, tone: 'used' }]]] },
];

test.each(cases)('$when', ({ board, marks }) =>
  expect([...highlightsOf(Object.fromEntries(board.map(advice => [advice.key, advice])), [], turns)]).toEqual(marks),
);
