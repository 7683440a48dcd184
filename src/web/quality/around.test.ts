import { expect, test } from 'vitest';
import { AlertDetail } from '#protocol/alerts.ts';
import { aroundOf } from '#web/quality/around.ts';

const key = 'violation:Q40#3';
const claim = (change: Record<string, unknown> = {}) => ({
  kind: 'violation',
  key,
  from: { kind: 'rule', key: 'Q40', version: 1 },
  evidence: [{ position: 3, revision: 0, span: [0, 4] }],
  loudness: 'interrupt',
  rank: 1,
  title: '承诺资金追回',
  severity: 'serious',
  why: '……',
  doNow: '能否追回以公安机关处理为准。',
  recovered: false,
  times: 1,
  settled: 'fired',
  ...change,
});
const heard = (position: number, speaker: string, text: string) => ({
  kind: 'heard',
  utterance: { position, revision: 0, speaker, text, startMs: position * 1000, endMs: position * 1000 + 500 },
});
const row = (position: number, what: object, advice: readonly object[] = []) => ({
  event: { position, atMs: position * 1000, source: 'asr', what },
  advice,
});
const detail = AlertDetail.parse({
  alert: {
    id: 1,
    conversation: '20260105-0010123456789abc',
    advice: key,
    rule: { key: 'Q40', version: 1, title: '承诺资金追回' },
    severity: 'serious',
    position: 3,
    atMs: 3000,
    firedAt: '2026-01-05T09:00:00.000Z',
    status: 'contested',
    times: 2,
    recovered: true,
    shadow: false,
  },
  steps: [],
  rows: [
    row(1, heard(1, 'agent', '您好')),
    row(2, heard(2, 'customer', '钱能追回来吗')),
    row(3, heard(3, 'agent', '肯定追回来'), [{ op: 'raised', advice: claim() }]),
    row(4, { kind: 'acted', act: { kind: 'contested', key, reason: '没说完' } }),
    row(5, heard(5, 'agent', '一定的'), [{ op: 'updated', advice: claim({ times: 2 }) }]),
    row(6, heard(6, 'agent', '无法承诺'), [{ op: 'updated', advice: claim({ times: 2, recovered: true }) }]),
    row(7, heard(7, 'customer', '好'), [{ op: 'updated', advice: claim({ times: 2, recovered: true, settled: 'contested' }) }]),
  ],
  mayDecide: true,
});

test('a claim is shown as the desk showed it at that second, with what was said around it and what came of it', () => {
  const { turns, claimed, shown, standing, after } = aroundOf(detail);
  expect({
    turns: turns.map(({ text }) => text),
    claimed: [...claimed],
    shown: [shown?.times, shown?.recovered],
    standing: standing.turns.length,
    after: after.map(({ atMs, what }) => [atMs, what.kind]),
  }).toEqual({
    turns: ['您好', '钱能追回来吗', '肯定追回来', '一定的', '无法承诺', '好'],
    claimed: [3],
    shown: [1, false],
    standing: 3,
    after: [
      [3000, 'raised'],
      [4000, 'contested'],
      [5000, 'again'],
      [6000, 'recovered'],
    ],
  });
});

test('a claim that had left the desk by then is not shown', () => {
  const gone = { ...detail, rows: detail.rows.map(each => ({ ...each, advice: [] })) };
  expect([aroundOf(gone).shown, aroundOf(gone).turns.length]).toEqual([null, 6]);
});

test('a claim merged into a graver one is shown by what carried it, on the desk of that second', () => {
  const carrier = { ...claim({ title: '客户情绪激动', doNow: '非常理解您。' }), key: 'violation:Q49#3' };
  const line = { ...claim({ title: '确认前必说', severity: 'general', loudness: 'line' }), key: 'violation:Q02#2' };
  const merged = {
    ...detail,
    rows: detail.rows.map(each =>
      each.event.position === 3
        ? {
            ...each,
            stamps: { speechEndAt: 1000, heardAt: 1100, detectedAt: 1120, storedAt: 1140 },
            advice: [carrier, line, claim({ into: carrier.key, loudness: 'line' })].map(advice => ({ op: 'raised', advice })),
          }
        : each,
    ),
  };
  const around = aroundOf(AlertDetail.parse(merged));
  expect({
    carrier: around.carrier?.key,
    interrupt: around.desk.interrupt?.key,
    lines: around.desk.lines.map(({ key }) => key),
    sentAfterMs: around.sentAfterMs,
  }).toEqual({ carrier: carrier.key, interrupt: carrier.key, lines: [line.key], sentAfterMs: 140 });
});

test('what the next agent pressed answers nothing', () => {
  const handedOver = {
    ...detail,
    alert: { ...detail.alert, agent: { staffNo: '1027', name: '1027' } },
    rows: [
      row(0, { kind: 'assigned', agent: '1027' }),
      ...detail.rows.slice(0, 3),
      row(4, { kind: 'assigned', agent: '1533' }),
      row(5, { kind: 'acted', act: { kind: 'acknowledged', key } }),
    ],
  };
  expect(aroundOf(handedOver as AlertDetail).after.map(({ what }) => what.kind)).toEqual(['raised']);
});
