import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import type { Engine } from '#engine/engine.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { attentionCsv } from '#server/reports/attention-csv.ts';
import { readAttention } from '#server/reports/read-attention.ts';
import { takeAttention } from '#server/reports/take-attention.ts';
import { olderTransactionsOver } from '#test/kit/older-transactions.ts';
import { testDatabase } from '#test/kit/postgres.ts';

const day = 20260105;
const call = (n: number) => `${day}-001012345678900${n}`;
const engines = { get: async () => ({ content: () => ({ settings: Settings.parse({}), rules: [] }) }) as unknown as Engine };
const card = {
  ...{ kind: 'card', card: 'article', key: 'card:article:K01', from: { kind: 'article', key: 'K01', version: 1 }, title: '', script: [] },
  ...{ mustSay: [], nodes: [], evidence: [], loudness: 'quiet', rank: 1 },
};
const claim = {
  ...{ kind: 'violation', key: 'violation:Q9#3', from: { kind: 'rule', key: 'Q9', version: 1 }, title: '', severity: 'general', why: '' },
  ...{ doNow: '', recovered: true, times: 1, settled: 'fired', evidence: [], loudness: 'line' },
};
const calls = [
  { queue: '信用卡', hiredOn: '2025-11-01', arm: 'assisted' }, // two months: novice
  { queue: '信用卡', hiredOn: '2020-11-01', arm: 'assisted' }, // expert
  { queue: '信用卡', hiredOn: '2020-11-01', arm: 'silent' }, // nobody saw anything
];

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await new DayTables(db).ensure(day);
  for (const [index, { queue, hiredOn, arm }] of calls.entries()) {
    const meta = { channel: 'voice', direction: 'inbound', layout: 'dual', lang: 'zh', timeZone: 'Asia/Shanghai', arm, queue };
    await db
      .insertInto('conversations')
      .values({
        ...{ day, id: call(index), client: 'c', external_id: `x${index}`, partition: 1, ext: null, clock: 'source', demo: false },
        ...{ meta: JSON.stringify({ ...meta, openedAt: '2026-01-05T09:00:00Z' }), release: 'r', artefact: 'a', agent: '1027' },
        ...{ status: 'closed', opened_at: new Date(), closed_at: null, wrapped_at: null, last_position: 1, last_ms: 1, advice_hash: '' },
        ...{ door: null, topic: null },
      })
      .execute();
    const log = [
      { what: { kind: 'assigned', agent: '1027', hiredOn }, advice: [] },
      { what: { kind: 'passed' }, advice: [{ op: 'raised', advice: card }] },
      { what: { kind: 'acted', act: { kind: 'used', key: card.key } }, advice: [] },
      { what: { kind: 'passed' }, advice: [{ op: 'raised', advice: claim }] },
      { what: { kind: 'closed', by: 'agent' }, advice: [] },
      { what: { kind: 'acted', act: { kind: 'dismissed', key: claim.key } }, advice: [] }, // after the end: not counted
    ];
    const values = log.map(({ what, advice }, at) => ({
      ...{ day, conversation: call(index), position: at + 1, source: 'desk', seq: at + 1, at_ms: at, epoch: 1, ext: null, ref: null },
      ...{ what: JSON.stringify(what), advice: JSON.stringify(advice), stamps: '{}' },
    }));
    await db.insertInto('events').values(values).execute();
  }
  await olderTransactionsOver(db);
  await consumeOnce(db, 'attention', takeAttention(engines));
});
afterAll(() => database.close());

const asked = { from: '2026-01-01', to: '2026-01-31' };
const short = async (more: Partial<Parameters<typeof readAttention>[1]> = {}) => {
  const { calls, rows, queues } = await readAttention(database.db, { ...asked, ...more });
  return {
    calls,
    queues,
    rows: rows.map(row => [row.kind, row.origin, row.shown, row.used, row.said, row.dismissed, row.ignored].join(' ')),
  };
};

test('calls are added up as they end, by queue and tenure; silent ones are left out, each row counts once', async () => {
  expect(await consumeOnce(database.db, 'attention', takeAttention(engines))).toBe(0);
  expect(await short()).toEqual({ calls: 2, queues: ['信用卡'], rows: ['article article/K01 2 2 0 0 0', 'violation rule/Q9 2 0 2 0 0'] });
  expect(await short({ band: 'novice' })).toMatchObject({
    calls: 1,
    rows: ['article article/K01 1 1 0 0 0', 'violation rule/Q9 1 0 1 0 0'],
  });
  expect(await short({ queue: '投诉' })).toMatchObject({ calls: 0, rows: [] });
  expect(await short({ from: '2026-01-06' })).toEqual({ calls: 0, queues: [], rows: [] });
});

test('a spreadsheet takes no formula from a title', () => {
  const row = {
    kind: 'article',
    origin: 'article/K01',
    title: '=1+1,"',
    shown: 1,
    used: 0,
    usedThenSaid: 0,
    said: 0,
    dismissed: 0,
    ignored: 1,
  };
  expect(attentionCsv({ rows: [row] }).split('\r\n')[1]).toBe(`article,article/K01,"'=1+1,""",1,0,0,0,0,1`);
});
