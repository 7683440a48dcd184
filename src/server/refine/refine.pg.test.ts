import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Happening } from '#domain/event.ts';
import { ConversationId, Position, SourceId } from '#domain/ids.ts';
import type { Answered } from '#ports/language-model.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { openLog } from '#server/log.ts';
import { refiner } from '#server/refine/keep-refining.ts';
import { testDatabase } from '#test/kit/postgres.ts';

const day = 20260105;
const id = ConversationId.parse(`${day}-0010123456789001`);
const now = Date.parse('2026-01-05T02:00:00Z');
const meta = {
  channel: 'voice',
  direction: 'inbound',
  layout: 'dual',
  lang: 'zh',
  timeZone: 'Asia/Shanghai',
  openedAt: '2026-01-05T01:00:00.000Z',
  arm: 'assisted',
};
const text = '客户来电:借记卡口头挂失。';
const summary = {
  key: 'summary',
  kind: 'summary',
  final: true,
  loudness: 'quiet',
  evidence: [],
  clauses: [{ part: 'reason', text, evidence: [{ position: 2, revision: 0, span: [0, 5] }] }],
};
const log = [
  { what: { kind: 'opened', meta }, advice: [] },
  {
    what: {
      kind: 'heard',
      utterance: { position: 2, revision: 0, speaker: 'customer', text: '我卡丢了,帮我口头挂失', startMs: 0, endMs: 900 },
    },
    advice: [],
  },
  { what: { kind: 'closed', by: 'customer' }, advice: [{ op: 'raised', advice: summary }] },
];

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await new DayTables(db).ensure(day);
  await db
    .insertInto('conversations')
    .values({
      day,
      id,
      client: 'c',
      external_id: 'CC-1',
      partition: 1,
      meta: JSON.stringify(meta),
      ext: null,
      clock: 'wall',
      demo: false,
      release: 'r',
      artefact: 'a',
      agent: '1027',
      status: 'closed',
      opened_at: new Date(meta.openedAt),
      closed_at: null,
      wrapped_at: null,
      last_position: 3,
      last_ms: 1,
      advice_hash: 'h',
      door: null,
      topic: null,
    } as never)
    .execute();
  await db
    .insertInto('events')
    .values(
      log.map(({ what, advice }, at) => ({
        day,
        conversation: id,
        position: at + 1,
        source: 's',
        seq: at + 1,
        at_ms: at,
        what: JSON.stringify(what),
        advice: JSON.stringify(advice),
        stamps: '{}',
        ext: null,
        epoch: 1,
        ref: null,
      })),
    )
    .execute();
});
afterAll(() => database.close());

const ended = {
  conversation: id,
  event: { position: Position.parse(3), atMs: 2, source: SourceId.parse('s'), what: { kind: 'closed', by: 'customer' } as Happening },
  advice: [],
};
const good = '客户卡丢了,来电口头挂失。';
const cases: readonly { when: string; answer: Answered; storedAt: number; told: readonly Happening[] }[] = [
  {
    when: 'the model rewords well',
    answer: { ok: true, text: JSON.stringify({ reason: good }) },
    storedAt: now,
    told: [{ kind: 'refined', clauses: [{ part: 'reason', was: text, text: good }], model: 'm' }],
  },
  { when: 'the model is slow', answer: { ok: false, why: 'slow' }, storedAt: now, told: [] },
  {
    when: 'the model makes a number up',
    answer: { ok: true, text: JSON.stringify({ reason: '客户来电口头挂失3张借记卡。' }) },
    storedAt: now,
    told: [],
  },
  { when: 'the call ended long ago', answer: { ok: true, text: JSON.stringify({ reason: good }) }, storedAt: now - 3_600_000, told: [] },
];

test.each(cases)('$when', async ({ answer, storedAt, told }) => {
  const said: Happening[] = [];
  const asked: string[] = [];
  const { consume, idle } = refiner({
    db: database.db,
    log: openLog({ level: 'silent' }),
    model: {
      name: 'm',
      ask: async ({ data }) => {
        asked.push(data);
        return answer;
      },
    },
    now: () => now,
    tell: (_id, _source, _ref, what) => void said.push(what),
  });
  await database.db.transaction().execute(trx => consume(trx, [{ ...ended, storedAt: new Date(storedAt) }]));
  await idle();
  expect(said).toEqual(told);
  expect(asked.map(data => JSON.parse(data))).toEqual(
    storedAt === now ? [[{ part: 'reason', text, words: ['我卡丢了,帮我口头挂失'] }]] : [],
  );
});
