import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { SourceEvent, WireEvent } from '#protocol/event.ts';
import { Open } from '#protocol/open.ts';
import { dayAt, partitionFor } from '#server/live/conversation-id.ts';
import { Owner } from '#server/live/owner.ts';
import { screenCalls, screenOf } from '#server/live/surroundings.ts';
import { noLog } from '#server/log.ts';
import { readScreen } from '#server/screens/read-screen.ts';
import { Screens } from '#server/screens/screens.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { patient } from '#test/kit/patient.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
const client = { name: 'chat-key' };

beforeAll(async () => {
  database = await testDatabase({ poolSize: 10 });
});
afterAll(() => database?.close());

test('two chats of one agent have one budget: the second waits, is a line in the end, and serious things never wait', async () => {
  const desk = await node('budget', '1027');
  const [one, two] = [await desk.open('chat-1'), await desk.open('chat-2')];

  await desk.say(one, '我要打12378投诉你们');
  const first = await desk.shows(interrupts => interrupts.length === 1);
  await desk.say(two, '我发抖音曝光你们');
  const second = await desk.logged(rows => rows.some(({ what }) => what === 'wants chat-2'));
  desk.clock.move(8000);
  const late = await desk.logged(rows => rows.some(({ painted }) => painted.includes('chat-2 line')));
  await desk.say(two, '我真的不想活了');
  const serious = await desk.shows(interrupts => interrupts.some(each => each.startsWith('chat-2')));

  expect({ first, second: second.slice(-1), late: late.slice(-1), serious }).toEqual({
    first: ['chat-1 prompt:Q54'],
    second: [{ what: 'wants chat-2', painted: [] }],
    late: [{ what: 'passed', painted: ['chat-2 line'] }],
    serious: ['chat-1 prompt:Q54', 'chat-2 prompt:Q57'],
  });
  await desk.close();
});

test('while somebody speaks it waits, for a pause and not longer than the agent’s gap asks', async () => {
  const desk = await node('pause', '1028');
  const id = await desk.open('call-1', 'voice');
  await desk.tell(id, { kind: 'speaking', speaker: 'agent', on: true, atMs: 100 });
  await desk.say(id, '我要打12378投诉你们');
  await desk.logged(rows => rows.length > 0);
  await desk.tell(id, { kind: 'speaking', speaker: 'agent', on: false, atMs: 300 });
  await desk.logged(rows => rows.filter(({ what }) => what === 'voices').length === 2);
  const before = desk.now();
  desk.clock.move(600);
  const after = await desk.shows(interrupts => interrupts.length === 1);
  const rows = await desk.logged(all => all.at(-1)?.what === 'passed');

  expect({ before, after, rows }).toEqual({
    before: [],
    after: ['call-1 prompt:Q54'],
    rows: [
      { what: 'carried', painted: [] },
      { what: 'voices', painted: [] },
      { what: 'wants call-1', painted: [] },
      { what: 'voices', painted: [] },
      { what: 'passed', painted: ['call-1 interrupt'] },
    ],
  });
  await desk.close();
});

test('killed and read again: the same decisions, nothing twice, and it goes on where it was, on another day too', async () => {
  const killed = await node('again', '1029');
  const [one, two] = [await killed.open('chat-3'), await killed.open('chat-4')];
  await killed.say(one, '我要打12378投诉你们');
  await killed.shows(interrupts => interrupts.length === 1);
  await killed.say(two, '我发抖音曝光你们');
  const before = await killed.logged(rows => rows.some(({ what }) => what === 'wants chat-4'));
  killed.die();

  const risen = await node('again', '1029', killed.clock.now());
  risen.name(one, 'chat-3');
  risen.name(two, 'chat-4');
  risen.call();
  await vi.waitFor(() => expect(risen.screens.size).toBe(1), patient);
  const stored = await readScreen(database.db, '1029');
  risen.clock.move(8000); // the waiting one is still waiting, since when it was
  const after = await risen.logged(rows => rows.some(({ painted }) => painted.includes('chat-4 line')));
  risen.die();

  const later = await node('again', '1029', risen.clock.now() + 86_400_000);
  later.name(two, 'chat-4');
  later.goesOn(two, 1);
  await later.say(two, '我真的不想活了');
  await later.shows(interrupts => interrupts.some(each => each.endsWith('Q57')));
  const nextDay = await readScreen(database.db, '1029');

  expect({
    isSame: stored.isSame,
    again: after.slice(0, before.length),
    added: after.slice(before.length),
    nextDay: [nextDay.day, nextDay.isSame, nextDay.position > after.length, nextDay.memory.wishes.map(({ key }) => key)],
  }).toEqual({
    isSame: true,
    again: before,
    added: [{ what: 'passed', painted: ['chat-4 line'] }],
    nextDay: [dayAt(later.clock.now()), true, true, ['prompt:Q54', 'prompt:Q57']],
  });
  await later.close();
});

test('a screen whose share moved away writes nothing any more', async () => {
  const stale = await node('stale', '1030');
  const id = await stale.open('chat-5');
  stale.call();
  await vi.waitFor(() => expect(stale.screens.size).toBe(1), patient);
  await database.db
    .updateTable('partitions')
    .set(row => ({ epoch: row('epoch', '+', 1) }))
    .where('partition', '=', partitionFor('screen', '1030'))
    .execute();
  await stale.say(id, '我要打12378投诉你们');
  await vi.waitFor(() => expect(stale.screens.size).toBe(0), patient);
  expect(await stale.logged(() => true)).toEqual([]);
  await stale.close();
});

/** A node with one agent's desk listening, on a clock that the test moves. */
async function node(name: string, agent: string, startAt = Date.parse('2026-01-05T09:00:00+08:00')) {
  const { db } = database;
  const clock = new TestClock(startAt);
  const engine = await demoEngine();
  const bus = new BusInProcess(error => {
    throw error;
  });
  const owner = new Owner({
    db,
    clock,
    log: noLog,
    bus,
    engines: { latest: async () => ({ release: 'r', artefact: 'a', engine }), get: async () => engine },
    seals: new Vault(db, keyRing(new Uint8Array(32).fill(1))),
    findAgent: async () => null,
    node: name,
    deadAfterMs: 0,
  });
  await owner.start();
  const screens = new Screens({
    db,
    clock,
    log: noLog,
    bus,
    node: name,
    partitions: owner.partitions,
    gapOf: async () => 20_000,
    announcements: () => () => {},
  });
  await screens.start();

  const names = new Map<string, string>();
  const seqs = new Map<string, number>();
  let now: readonly string[] = [];
  bus.listen(screenOf(agent), message => {
    const { interrupts } = message as Extract<DeskDown, { type: 'screen' }>;
    now = interrupts.map(({ conversation, key }) => `${names.get(conversation)} ${key}`).sort();
  });
  const tell = (id: ConversationId, event: WireEvent) =>
    new Promise<void>((resolve, reject) => {
      const seq = (seqs.get(id) ?? 0) + 1;
      seqs.set(id, seq);
      const sent: SourceEvent = { type: 'event', conversation: 'c', source: 'asr' as SourceEvent['source'], seq, event };
      owner.event(id, sent, clock.now(), problem => (problem ? reject(new Error(JSON.stringify(problem))) : resolve()));
    });
  return {
    clock,
    screens,
    name: (id: ConversationId, as: string) => names.set(id, as),
    goesOn: (id: ConversationId, seq: number) => seqs.set(id, seq),
    now: () => now,
    tell,
    call: () => bus.publish(screenCalls, { agent }),
    say: (id: ConversationId, text: string) =>
      tell(id, { kind: 'heard', speaker: 'customer', text, startMs: 100 + (seqs.get(id) ?? 0), endMs: 200 + (seqs.get(id) ?? 0) }),
    async shows(is: (interrupts: readonly string[]) => boolean) {
      await vi.waitFor(() => expect(is(now)).toBe(true), patient);
      return now;
    },
    async logged(is: (rows: readonly { what: string; painted: readonly string[] }[]) => boolean) {
      return await vi.waitFor(async () => {
        const stored = await db
          .selectFrom('screen_events')
          .select(['what', 'painted'])
          .where('agent', '=', agent)
          .orderBy('position')
          .execute();
        const rows = stored.map(({ what, painted }) => ({
          what: what.kind === 'wants' ? `wants ${names.get(what.wanting.conversation)}` : what.kind,
          painted: painted.map(({ conversation, loudness }) => `${names.get(conversation)} ${loudness}`),
        }));
        expect(is(rows)).toBe(true);
        return rows;
      }, patient);
    },
    open: (conversation: string, channel: 'chat' | 'voice' = 'chat') =>
      new Promise<ConversationId>((resolve, reject) => {
        const open = { type: 'open', protocol: 1, conversation, source: 'asr', channel, openedAt: '2026-01-05T09:00:00+08:00', agent };
        owner.open(client, Open.parse(open), clock.now(), (problem: Problem | null, opened) => {
          if (!opened) return reject(new Error(JSON.stringify(problem)));
          names.set(opened.id, conversation);
          resolve(opened.id);
        });
      }),
    /** What is left of a process that was killed: nothing of it moves any more. */
    die: () => bus.close(),
    async close() {
      await screens.close();
      await owner.close();
    },
  };
}
