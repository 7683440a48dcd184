import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bot } from '#domain/bot.ts';
import { readBot } from '#server/robots/read-bot.ts';
import { openInputs } from '#server/robots/runs/sealed-inputs.ts';
import { queueRun, type RunAsked } from '#server/robots/runs/start-run.ts';
import { nameTarget } from '#server/robots/runs/targets.ts';
import { keyRing } from '#server/vault/seal.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const ring = keyRing(new Uint8Array(32).fill(7));
const card = '6222020012340016';

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

const text = (origin: string) => `
format: 1
bot: loss
title: 挂失
purpose: process
inputs:
  cardNo: { title: 卡号, type: card, digits: { min: 16, max: 19 } }
  reason: { title: 原因, type: choice, choices: [遗失, 被盗], initial: 遗失 }
targets: { core: { title: 核心, origin: '${origin}', concurrent: 2, perMinute: 30 } }
queue: { priority: 9, reference: 'loss:{{ inputs.cardNo }}', withinMs: 60000 }
byHand: { minutes: 3, source: 时间测定, on: 2026-11-01 }
steps:
  - { id: look, do: http, target: core, effect: read, method: GET, path: /loss }
`;
const bot = (origin = 'http://core.bank'): { bot: Bot; version: never } => {
  const reading = readBot('loss.bot.yaml', text(origin));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading as never;
};
const ask = (inputs: Record<string, unknown>, origin?: string, more: Partial<RunAsked> = {}) =>
  database.db
    .transaction()
    .execute(trx => queueRun(trx, ring, bot(origin), {}, { inputs, mode: 'real', askedBy: '1027', cause: { kind: 'person' }, ...more }));

test('a run is queued with its inputs, the secret one sealed, and only once for one reference', async () => {
  expect(await ask({ cardNo: '12', reason: '借出', colour: 'red' })).toEqual({
    kind: 'refused',
    problems: [
      { field: 'colour', why: 'this bot has no such input' },
      { field: 'cardNo', why: 'is no card' },
      { field: 'reason', why: 'is none of 遗失, 被盗' },
    ],
  });
  const queued = await ask({ cardNo: '6222 0200 1234 0016' });
  if (queued.kind !== 'queued') throw new Error(JSON.stringify(queued));
  const row = await database.db.selectFrom('robot_runs').selectAll().where('id', '=', queued.id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    state: 'queued',
    inputs: { cardNo: { sealed: true, tail: '0016' }, reason: { value: '遗失' } },
    reference: 'loss:〔…0016〕',
    targets: ['core'],
    needs_browser: false,
    by_hand_ms: 180_000,
    priority: 9,
  });
  expect(openInputs(ring, row.id, row.sealed)).toEqual({ cardNo: card });
  expect(JSON.stringify(row)).not.toContain(card);

  expect(await ask({ cardNo: card })).toEqual({
    kind: 'refused',
    problems: [{ field: 'reference', why: `run ${queued.id} is under way for the same: loss:〔…0016〕` }],
  });
  expect(await ask({ cardNo: '6222020012340024' })).toMatchObject({ kind: 'queued' });
  expect(await ask({ cardNo: card }, undefined, { mode: 'dry' })).toMatchObject({ kind: 'queued' }); // a rehearsal stands in nobody's way
});

test('a bot that says another origin for a target is refused until the installation has named it', async () => {
  expect(await ask({ cardNo: '6222020012340032' }, 'http://evil.example')).toEqual({
    kind: 'refused',
    problems: [
      { field: 'targets', why: 'core is http://core.bank here, and the bot says http://evil.example: name its origin under targets' },
    ],
  });
  await database.db
    .transaction()
    .execute(trx => nameTarget(trx, 'core', { origin: 'http://10.0.0.7:8080/x' }, { id: 'system', staffNo: '7001' }));
  expect(await ask({ cardNo: '6222020012340032' }, 'http://evil.example')).toMatchObject({ kind: 'queued' });
  const { origin } = await database.db.selectFrom('robot_targets').select('origin').executeTakeFirstOrThrow();
  expect(origin).toBe('http://10.0.0.7:8080');
});
