import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { SourceEvent } from '#protocol/event.ts';
import { Open } from '#protocol/open.ts';
import { Owner } from '#server/live/owner.ts';
import { noLog } from '#server/log.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { patient } from '#test/kit/patient.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const client = { name: 'telephony-key' };

beforeAll(async () => {
  database = await testDatabase({ poolSize: 10 });
});
afterAll(() => database?.close());

test('a node that was given up writes nothing any more; the other goes on exactly where it was', async () => {
  const [a, b] = [await node('a'), await node('b')];
  await a.owner.start();
  const opened = await a.open('call-1');
  const first = await a.say(opened.id, 1, '我银行卡丢了');

  await b.owner.start(); // takes only what is free: a still counts as alive
  const early = await b.tryOpen('call-1');
  b.clock.move(1000); // its first heart-beat finds a silent for longer than b's patience of 0 ms
  await vi.waitFor(() => expect(b.owner.load.partitions).toBe(4096), patient);

  const stale = await a.say(opened.id, 2, '从旧节点说的');
  const again = await b.open('call-1');
  const second = await b.say(again.id, 2, '挂失');
  const rows = await database.db
    .selectFrom('events')
    .select(['source', 'seq', 'epoch', 'what'])
    .where('conversation', '=', opened.id)
    .where('source', '=', 'asr')
    .orderBy('position')
    .execute();

  expect({
    first,
    early,
    stale,
    resumed: [again.id === opened.id, again.nextSeq],
    second,
    rows: rows.map(({ seq, epoch, what }) => [seq, epoch, what.kind === 'heard' ? what.utterance.text : what.kind]),
    owned: [a.owner.load.partitions, b.owner.load.partitions],
  }).toEqual({
    first: null,
    early: { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 },
    stale: { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 },
    resumed: [true, 2],
    second: null,
    rows: [
      [1, 1, '我银行卡丢了'],
      [2, 2, '挂失'],
    ],
    owned: [4095, 4096], // a has learned of the one share it tried to write to
  });
  await b.owner.close();
  await a.owner.close();
});

test('a node started again under its own name takes its share back at once, and its former self is fenced off', async () => {
  const before = await node('same');
  await before.owner.start();
  const { id } = await before.open('call-2');
  const after = await node('same');
  await after.owner.start();

  expect({
    before: await before.say(id, 1, '旧的'),
    after: await after.say(id, 1, '新的'),
    again: await after.say(id, 1, '新的'), // a duplicate is answered, and not written
    gap: await after.say(id, 3, '跳号'),
  }).toEqual({
    before: { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 },
    after: null,
    again: null,
    gap: { kind: 'gap', source: 'asr', expectedSeq: 2 },
  });
  await after.owner.close();
});

test('a node that is not the owner says who is', async () => {
  const [owner, other] = [await node('owner', 60_000), await node('other', 60_000)];
  await owner.owner.start();
  await other.owner.start();
  const before = await other.tryOpen('call-3');
  other.clock.move(1000); // its next heart-beat looks who has what was asked for
  const after = await vi.waitFor(async () => {
    const answer = await other.tryOpen('call-3');
    expect(answer).toHaveProperty('node');
    return answer;
  }, patient);

  expect([before, after]).toEqual([
    { kind: 'unavailable', what: 'owner', retryAfterMs: 1000 },
    { kind: 'unavailable', what: 'owner', node: 'owner', retryAfterMs: 1000 },
  ]);
  await other.owner.close();
  await owner.owner.close();
});

async function node(name: string, deadAfterMs = 0) {
  const clock = new TestClock(Date.now());
  const engine = await demoEngine();
  const owner = new Owner({
    db: database.db,
    clock,
    log: noLog,
    bus: new BusInProcess(() => {}),
    engines: { latest: async () => ({ release: 'r', artefact: 'a', engine }), get: async () => engine },
    seals: new Vault(database.db, keyRing(new Uint8Array(32).fill(1))),
    findAgent: async () => null,
    node: name,
    deadAfterMs,
  });
  const tryOpen = (conversation: string) =>
    new Promise<Problem | { id: ConversationId; nextSeq: number }>(resolve =>
      owner.open(client, opening(conversation), clock.now(), (problem, opened) => resolve(opened ?? (problem as Problem))),
    );
  return {
    owner,
    clock,
    tryOpen,
    async open(conversation: string) {
      const opened = await tryOpen(conversation);
      if (!('id' in opened)) throw new Error(`not opened: ${opened.kind}`);
      return opened as { id: ConversationId; nextSeq: number };
    },
    say: (id: ConversationId, seq: number, text: string) =>
      new Promise<Problem | null>(resolve =>
        owner.event(
          id,
          {
            type: 'event',
            conversation: 'call',
            source: 'asr' as SourceEvent['source'],
            seq,
            event: { kind: 'heard', speaker: 'customer', text, startMs: seq * 1000, endMs: seq * 1000 + 500 },
          },
          clock.now(),
          problem => resolve(problem),
        ),
      ),
  };
}

function opening(conversation: string): Open {
  return Open.parse({
    type: 'open',
    protocol: 1,
    conversation,
    source: 'asr',
    channel: 'voice',
    openedAt: '2026-01-05T09:00:00+08:00',
  });
}
