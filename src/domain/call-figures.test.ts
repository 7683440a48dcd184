import { expect, test } from 'vitest';
import { Advice } from '#domain/advice.ts';
import { callFigures, lettersAMinute } from '#domain/call-figures.ts';

const opened = (layout: string, channel = 'voice') => ({
  event: { atMs: 0, what: { kind: 'opened', meta: { channel, layout } } },
  advice: [],
});
const said = (speaker: string, text: string, startMs: number, endMs: number) => ({
  event: { atMs: endMs, what: { kind: 'heard', utterance: { speaker, text, startMs, endMs } } },
  advice: [],
});
const measured = (name: string, startMs: number, value: number, endMs?: number) => ({
  event: { atMs: startMs + value, what: { kind: 'passed' } },
  advice: [
    {
      op: 'updated',
      advice: Advice.parse({
        kind: 'metric',
        key: `metric:${name}`,
        name,
        value,
        startMs,
        endMs,
        level: 'calm',
        evidence: [],
        loudness: 'quiet',
      }),
    },
  ],
});
const closed = (atMs: number) => ({ event: { atMs, what: { kind: 'closed', by: 'customer' } }, advice: [] });
const rows = [
  said('agent', '您好,江海银行。', 0, 2000), // six letters in two seconds
  said('agent', '嗯', 2000, 2100), // too short to tell
  said('customer', '我的卡丢了', 2200, 4000),
  measured('answer', 4000, 2000), // still waiting
  measured('answer', 4000, 3000, 7000),
  measured('answer', 9000, 1000, 10_000),
  measured('silence', 10_000, 12_000, 22_000),
  measured('hold', 30_000, 20_000, 50_000),
  measured('talk-over', 60_000, 2500, 62_500),
];
const none = { n: 0, sumMs: 0, longestMs: 0, values: [] };
const all = {
  answers: { n: 2, sumMs: 4000, longestMs: 3000, values: [3000, 1000] },
  unanswered: 0,
  silences: { n: 1, sumMs: 12_000, longestMs: 12_000, values: [12_000] },
  holds: { n: 1, sumMs: 20_000, longestMs: 20_000, values: [20_000] },
  talkOvers: { n: 1, sumMs: 2500, longestMs: 2500, values: [2500] },
  spoken: { letters: 6, ms: 2000 },
  layout: 'dual',
};
const cases = [
  { when: 'both sides on their own channel', rows: [opened('dual'), ...rows], is: all, rate: 180 },
  {
    when: 'both on one channel: talk-over is not measurable',
    rows: [opened('mono'), ...rows],
    is: { ...all, talkOvers: null, layout: 'mono' },
    rate: 180,
  },
  { when: 'a chat', rows: [opened('text', 'chat'), ...rows], is: null, rate: null },
  {
    when: 'nothing was measured',
    rows: [opened('dual')],
    is: { answers: none, unanswered: 0, silences: none, holds: none, talkOvers: none, spoken: { letters: 0, ms: 0 }, layout: 'dual' },
    rate: null,
  },
];
const waits = [
  {
    when: 'the agent answers',
    rows: [measured('answer', 4000, 8000, 12_000), said('agent', '您好', 12_000, 13_000)],
    answers: 1,
    unanswered: 0,
  },
  {
    when: 'the customer asks again',
    rows: [measured('answer', 4000, 8000, 12_000), said('customer', '喂?', 12_000, 13_000)],
    answers: 0,
    unanswered: 1,
  },
  {
    when: 'the customer only goes on speaking',
    rows: [measured('answer', 4000, 1000, 5000), said('customer', '还有', 5000, 6000)],
    answers: 0,
    unanswered: 0,
  },
  { when: 'the call ends meanwhile', rows: [measured('answer', 4000, 9000, 13_000), closed(13_000)], answers: 0, unanswered: 1 },
  { when: 'the call ends on a goodbye', rows: [measured('answer', 4000, 900, 4900), closed(4900)], answers: 0, unanswered: 0 },
  {
    when: 'both begin at once',
    rows: [measured('answer', 4000, 8000, 12_000), said('customer', '喂', 12_000, 12_500), said('agent', '在的,您说', 12_000, 13_000)],
    answers: 1,
    unanswered: 0,
  },
];
test.each(waits)('a wait, $when', ({ rows: log, answers, unanswered }) => {
  const figures = callFigures([opened('dual'), ...log] as unknown as Parameters<typeof callFigures>[0]);
  expect({ answers: figures?.answers.n, unanswered: figures?.unanswered }).toEqual({ answers, unanswered });
});
test.each(cases)('$when', ({ rows: log, is, rate }) => {
  const figures = callFigures(log as unknown as Parameters<typeof callFigures>[0]);
  expect([figures, figures && lettersAMinute(figures.spoken)]).toEqual([is, rate]);
});
