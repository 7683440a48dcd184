import { expect, test } from 'vitest';
import { Advice } from '#domain/advice.ts';
import { figuresOf } from '#web/conversations/figures.ts';

const opened = (layout: string, channel = 'voice') => ({ event: { what: { kind: 'opened', meta: { channel, layout } } }, advice: [] });
const said = (speaker: string, text: string, startMs: number, endMs: number) => ({
  event: { what: { kind: 'heard', utterance: { speaker, text, startMs, endMs } } },
  advice: [],
});
const measured = (name: string, startMs: number, value: number, endMs?: number) => ({
  event: { what: { kind: 'passed' } },
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
const all = {
  answers: { n: 2, longestMs: 3000 },
  silences: { n: 1, longestMs: 12_000 },
  holds: { n: 1, sumMs: 20_000 },
  talkOvers: 1,
  charsAMinute: 180,
};
const cases = [
  { when: 'both sides on their own channel', rows: [opened('dual'), ...rows], is: all },
  { when: 'both on one channel: talk-over is not measurable', rows: [opened('mono'), ...rows], is: { ...all, talkOvers: null } },
  { when: 'a chat', rows: [opened('text', 'chat'), ...rows], is: null },
  {
    when: 'nothing was measured',
    rows: [opened('dual')],
    is: { answers: null, silences: null, holds: null, talkOvers: 0, charsAMinute: null },
  },
];
test.each(cases)('$when', ({ rows: log, is }) => {
  expect(figuresOf(log as unknown as Parameters<typeof figuresOf>[0])).toEqual(is);
});
