import { expect, test } from 'vitest';
import { type CountedRow, factsOf } from '#server/value/facts-of.ts';
import { mondayOf, tenureOf } from '#server/value/tenure.ts';

const row = (atMs: number, what: object, ...advice: object[]): CountedRow =>
  ({
    event: { position: 1, atMs, source: 's', what },
    advice: advice.map(one => ({ op: 'updated', advice: one })),
    stamps: { storedAt: atMs },
  }) as unknown as CountedRow;
const answer = (startMs: number, value: number, endMs?: number) => ({
  key: 'metric:answer',
  kind: 'metric',
  name: 'answer',
  startMs,
  value,
  ...(endMs === undefined ? {} : { endMs }),
});
const step = (node: string, state: string, required = true) => ({ key: `step:${node}`, kind: 'step', required, state });
const category = (code: string) => ({ key: 'category', kind: 'category', ranking: [{ code }] });
const passed = { kind: 'passed' };
const acted = (act: object) => ({ kind: 'acted', act });
const opened = { kind: 'opened', meta: { channel: 'voice', layout: 'mono' } };
const unmeasured = { n: 0, sumMs: 0, longestMs: 0, values: [] };
const none = {
  answers: 0,
  answersWithin15: 0,
  unanswered: 0,
  figures: null,
  lookUps: 0,
  lookUpMs: 0,
  talkMs: 0,
  steps: 0,
  omitted: 0,
  leaf: null,
  isConfirmed: false,
  isUnchanged: false,
  isCorrected: false,
  wrapMs: null,
  hiredOn: null,
};

const cases: readonly { when: string; rows: readonly CountedRow[]; counts: object }[] = [
  { when: 'nothing happened', rows: [], counts: {} },
  {
    when: 'answers come one after the other under one key, and count when they have ended',
    rows: [
      row(0, opened),
      row(1, passed, answer(0, 5000)),
      row(2, passed, answer(0, 9000, 9000)),
      row(3, passed, answer(20_000, 16_000, 36_000)),
      row(4, passed, answer(50_000, 4000)),
    ],
    counts: {
      answers: 2,
      answersWithin15: 1,
      figures: {
        answers: { n: 2, sumMs: 25_000, longestMs: 16_000, values: [9000, 16_000] },
        unanswered: 0,
        silences: unmeasured,
        holds: unmeasured,
        talkOvers: null,
        spoken: { letters: 0, ms: 0 },
        layout: 'mono',
      },
    },
  },
  {
    when: 'two look-ups, one in vain',
    rows: [
      row(1, acted({ kind: 'looked-up', article: 'K01', tookMs: 4000 })),
      row(2, acted({ kind: 'looked-up', article: null, tookMs: 7000 })),
    ],
    counts: { lookUps: 2, lookUpMs: 11_000 },
  },
  {
    when: 'only required steps that applied count, as they stood at the end',
    rows: [
      row(
        1,
        passed,
        step('a', 'pending'),
        step('b', 'done'),
        step('c', 'unknown'),
        step('d', 'not-applicable'),
        step('e', 'pending', false),
      ),
      row(9, { kind: 'closed' }, step('a', 'skipped')),
    ],
    counts: { steps: 2, omitted: 1, talkMs: 9 },
  },
  {
    when: 'confirmed as it was suggested, 4 s after the end',
    rows: [row(60_000, { kind: 'closed' }, category('0101')), row(64_000, acted({ kind: 'wrapped' }))],
    counts: { talkMs: 60_000, leaf: '0101', isConfirmed: true, isUnchanged: true, wrapMs: 4000 },
  },
  {
    when: 'another leaf was chosen',
    rows: [
      row(1, { kind: 'closed' }, category('0101')),
      row(2, acted({ kind: 'chose', category: '0202' }), { ...category('0101'), chosen: '0202' }),
      row(3, acted({ kind: 'wrapped' })),
    ],
    counts: { talkMs: 1, leaf: '0202', isConfirmed: true, isUnchanged: false, wrapMs: 2 },
  },
  {
    when: 'a field was corrected',
    rows: [row(1, { kind: 'closed' }), row(2, acted({ kind: 'edited', slot: 'cardTail', value: '1' })), row(3, acted({ kind: 'wrapped' }))],
    counts: { talkMs: 1, isConfirmed: true, isUnchanged: false, wrapMs: 2 },
  },
  {
    when: 'it was confirmed as it was suggested, and corrected a day later',
    rows: [
      row(60_000, { kind: 'closed' }, category('0101')),
      row(64_000, acted({ kind: 'wrapped' })),
      row(86_464_000, acted({ kind: 'amended', category: '0202', slots: {}, why: '选错了' }), { ...category('0101'), chosen: '0202' }),
    ],
    counts: { talkMs: 60_000, leaf: '0202', isConfirmed: true, isUnchanged: true, isCorrected: true, wrapMs: 4000 },
  },
];

test.each(cases)('$when', ({ rows, counts }) => {
  expect(factsOf(rows)).toEqual({ ...none, ...counts });
});

test.each([
  [null, '2026-01-05', 'unknown'],
  ['2025-07-06', '2026-01-05', 'under-6'],
  ['2025-07-05', '2026-01-05', '6-to-12'],
  ['2025-01-06', '2026-01-05', '6-to-12'],
  ['2025-01-05', '2026-01-05', 'over-12'],
] as const)('hired %s, called %s → %s', (hired, opened, tenure) => {
  expect(tenureOf(hired, opened)).toBe(tenure);
});

test.each([
  ['2026-01-05', '2026-01-05'],
  ['2026-01-11', '2026-01-05'],
  ['2026-03-01', '2026-02-23'],
])('%s lies in the week of %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});
