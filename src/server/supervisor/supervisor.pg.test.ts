import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { ConversationId, StaffNo } from '#domain/ids.ts';
import type { SourceEvent, WireEvent } from '#protocol/event.ts';
import { Open } from '#protocol/open.ts';
import type { TeamDown } from '#protocol/supervisor.ts';
import type { App } from '#server/http/app.ts';
import { buildHttp } from '#server/http.ts';
import { Owner } from '#server/live/owner.ts';
import { type WhisperCall, whisperCalls } from '#server/live/surroundings.ts';
import { noLog } from '#server/log.ts';
import { savePerson, saveUnits } from '#server/people/people.ts';
import { seedRoles } from '#server/people/roles.ts';
import { findSession, openSession } from '#server/people/sessions.ts';
import { Screens } from '#server/screens/screens.ts';
import { Floor, type NeedCall, needCalls } from '#server/supervisor/floor.ts';
import { needRows } from '#server/supervisor/need-rows.ts';
import { sensitiveIn } from '#server/supervisor/sensitive.ts';
import { supervisorRoutes } from '#server/supervisor/supervisor-routes.ts';
import { TeamSession } from '#server/supervisor/team-session.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { patient } from '#test/kit/patient.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const startAt = Date.parse('2026-01-05T09:00:00+08:00');
const secret = '6222021234567890128';
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ poolSize: 10 });
  const { db } = database;
  await seedRoles(db);
  await db.transaction().execute(async trx => {
    await saveUnits(trx, [
      { id: 'centre', kind: 'centre', name: 'one' },
      { id: 'service', parent: 'centre', kind: 'department', name: 'service' },
      { id: 'team-a', parent: 'service', kind: 'team', name: 'A' },
      { id: 'team-b', parent: 'service', kind: 'team', name: 'B' },
      { id: 'elsewhere', kind: 'centre', name: 'two' },
    ]);
    const person = (staffNo: string, role: string, unit: string) =>
      savePerson(trx, { staffNo: staffNo as StaffNo, name: `name ${staffNo}`, unit, queues: [], lang: 'zh', roles: [{ role, unit }] });
    for (const staffNo of ['1027', '1028', '1029', '1030']) await person(staffNo, 'agent', 'team-a');
    await person('2001', 'team-leader', 'team-a');
    await person('2011', 'team-leader', 'team-a');
    await person('2002', 'team-leader', 'team-b');
    await person('2009', 'duty-supervisor', 'service');
    await person('8001', 'team-leader', 'elsewhere');
  });
});
afterAll(() => database?.close());

test('two leaders take at once: one has it, the other is told who; after a restart, too, and both deeds are in the record once', async () => {
  const node = await start();
  const id = await node.open('1027');
  await node.say(id, 'customer', '我要打12378投诉你们');
  const row = await node.needOf('2001', id);
  const both = await Promise.all([node.post('2001', id, 'take', row), node.post('2011', id, 'take', row)]);
  const winner = both.find(({ body }) => body.isYours)?.body.taken.by;
  await node.stop();

  const again = await start(node.clock.now() + 5000);
  const shown = await again.needOf('2011', id);
  const late = await again.post('2011', id, 'take', shown);
  const taken = await database.db
    .selectFrom('audit')
    .select('action')
    .where('subject', '=', id)
    .where('action', '=', 'call.take')
    .execute();
  expect({
    statuses: both.map(({ status }) => status),
    yours: both.filter(({ body }) => body.isYours).length,
    same: new Set(both.map(({ body }) => body.taken.by)).size,
    later: [shown.taken?.by, late.body.taken.by, late.body.isYours],
    recorded: taken.length,
  }).toEqual({ statuses: [200, 200], yours: 1, same: 1, later: [winner, winner, winner === '2011'], recorded: 1 });
  await again.stop();
});

test('untaken it goes to the next leader and to the duty supervisor, counted from the words, over a restart; never to another centre', async () => {
  const first = await start();
  const id = await first.open('1028');
  await first.say(id, 'customer', '我要打12378投诉你们');
  await first.needOf('2001', id);
  const see = (node: typeof first) =>
    Promise.all(['2001', '2002', '2009', '8001'].map(async leader => (await node.needs(leader)).includes(id)));
  const atOnce = await see(first);
  first.clock.move(30_000);
  const next = await see(first);
  await first.stop();
  const risen = await start(first.clock.now() + 30_000);
  await risen.needOf('2001', id);
  const duty = await see(risen);
  const early = await risen.offers('8001', id);
  const row = await risen.needOf('2002', id);
  const taken = await risen.post('2002', id, 'take', row);
  const settled = await risen.post('2002', id, 'settle', row);
  await vi.waitFor(async () => expect(await see(risen)).toEqual([false, false, false, false]), patient);
  const [ended] = await database.db
    .selectFrom('needs')
    .select(['left_why', 'left_by', 'taken_by'])
    .where('conversation', '=', id)
    .execute();
  expect({ atOnce, next, duty, elsewhere: early.status, taken: taken.body.isYours, settled: settled.status, ended }).toEqual({
    atOnce: [true, false, false, false],
    next: [true, true, false, false],
    duty: [true, true, true, false],
    elsewhere: 404,
    taken: true,
    settled: 204,
    ended: { left_why: 'settled', left_by: '2002', taken_by: '2002' },
  });
  await risen.stop();
});

test('a whisper goes once, its secrets marked; it survives a restart, is seen, and is done when it is said; too many are refused', async () => {
  const node = await start();
  const id = await node.open('1029');
  await node.say(id, 'customer', '我要打12378投诉你们');
  await node.needOf('2001', id);
  const { body } = await node.offers('2001', id);
  const offer = body.offers[0];
  const sent = { id: 'whisper-one', text: offer.text, origin: offer.origin };
  const twice = await Promise.all([node.whisper('2001', id, sent), node.whisper('2001', id, sent)]);
  const own = await node.whisper('2001', id, { id: 'whisper-two', text: `卡号${secret}先别念`, origin: { kind: 'own' } });
  const stolen = await node.whisper('2011', id, sent);
  await node.stands('1029', [
    ['whisper-one', 'sent'],
    ['whisper-two', 'sent'],
  ]);
  node.bus.publish(whisperCalls, { agent: '1028', did: 'seen', id: 'whisper-one' } satisfies WhisperCall); // not theirs
  node.bus.publish(whisperCalls, { agent: '1029', did: 'seen', id: 'whisper-one' } satisfies WhisperCall);
  await node.stands('1029', [
    ['whisper-one', 'seen'],
    ['whisper-two', 'sent'],
  ]);
  await node.stop();

  const risen = await start(node.clock.now() + 1000);
  risen.call('1029');
  await vi.waitFor(() => expect(risen.screens.size).toBe(1), patient);
  await risen.say(id, 'agent', '非常抱歉给您带来不好的感受,我马上给您登记加急工单');
  const whispers = await risen.stands('1029', [
    ['whisper-one', 'done'],
    ['whisper-two', 'sent'],
  ]);
  const more = [];
  for (let at = 0; at < 3; at++)
    more.push(await risen.whisper('2001', id, { id: `whisper-more-${at}`, text: '先道歉', origin: { kind: 'own' } }));
  const rows = await database.db.selectFrom('events').select(['what', 'advice']).where('conversation', '=', id).execute();
  const kept = await database.db
    .selectFrom('whispers')
    .select(['id', 'done_by', 'text'])
    .where('conversation', '=', id)
    .orderBy('sent_at')
    .orderBy('id')
    .execute();
  expect({
    statuses: [...twice, own, stolen].map(({ status }) => status),
    doneBy: whispers[0]?.doneBy,
    secrets: JSON.stringify([whispers, kept, own.body]).includes(secret),
    heard: JSON.stringify(rows).includes('先别念'),
    more: more.map(({ status }) => status),
    kept: kept.map(each => [each.id, each.done_by]).slice(0, 2),
  }).toEqual({
    statuses: [200, 200, 200, 409],
    doneBy: 'heard',
    secrets: false,
    heard: false,
    more: [200, 200, 429],
    kept: [
      ['whisper-one', 'heard'],
      ['whisper-two', null],
    ],
  });
  await risen.stop();
});

test('an alarm answered while another stands stays on the need’s record with its end, also after a restart', async () => {
  const node = await start();
  const id = await node.open('1028', 'call-kept');
  const kept = async () => {
    const rows = await database.db.selectFrom('needs').select(['alarms', 'left_why']).where('conversation', '=', id).execute();
    return rows.map(({ alarms, left_why }) => ({ alarms: alarms.map(({ rule, ended }) => [rule, ended?.why]), left: left_why }));
  };
  await node.say(id, 'customer', '我要打12378投诉你们');
  await node.needOf('2001', id);
  await node.say(id, 'agent', '您卡里现在还有三万二千六百块。');
  await vi.waitFor(() => expect(Object.keys(node.floor.call(id)?.alarms ?? {}).length).toBe(2), patient);
  const claim = Object.values(node.floor.call(id)?.alarms ?? {}).find(({ kind }) => kind === 'violation')?.rule;
  await node.say(id, 'agent', '非常抱歉给您带来不好的感受,我马上给您登记加急工单');
  const answered = [
    ['Q54', 'said'],
    [claim, undefined],
  ];
  await vi.waitFor(async () => expect(await kept()).toEqual([{ alarms: answered, left: null }]), patient);
  await node.stop();

  const risen = await start(node.clock.now() + 1000);
  const row = await risen.needOf('2001', id);
  await risen.post('2001', id, 'settle', row);
  await vi.waitFor(async () => expect(await kept()).toEqual([{ alarms: answered, left: 'settled' }]), patient);
  await risen.stop();
});

test('a claim decided at /quality leaves the leader’s row at once, also for who looks later; taken back it stands again', async () => {
  const { db } = database;
  const node = await start();
  const id = await node.open('1029');
  await node.say(id, 'customer', '帮我看下卡里还有多少钱。');
  await node.say(id, 'agent', '您卡里现在还有三万二千六百块。');
  await node.needOf('2001', id);
  const alarms = Object.values(node.floor.call(id)?.alarms ?? {});
  for (const { key, position, rule, title } of alarms)
    await db
      .insertInto('alerts')
      .values({
        ...{ day: 20260105, conversation: id as string, advice: key, rule, version: 1, severity: 'serious' as const, title, agent: '1029' },
        ...{
          position: position as number,
          at_ms: 1,
          fired_at: new Date(startAt),
          times: 1,
          recovered: false,
          shadow: false,
          contest: null,
        },
        ...{ status: 'confirmed' as const, decided_by: '9001', decided_at: new Date(startAt), reason: null },
      } as never)
      .execute();
  node.bus.publish(needCalls, { conversation: id } satisfies NeedCall);
  const gone = async (of: typeof node) => !(await of.needs('2001')).includes(id);
  await vi.waitFor(async () => expect(await gone(node)).toBe(true), patient);
  await vi.waitFor(async () => {
    const row = await db
      .selectFrom('needs')
      .select('left_why')
      .where('conversation', '=', id)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(row.left_why).toBe('settled');
  }, patient);
  await node.stop();

  const later = await start(node.clock.now() + 5000);
  await later.floorKnows(id);
  await vi.waitFor(async () => expect(await gone(later)).toBe(true), patient);
  await db.updateTable('alerts').set({ status: 'fired', decided_by: null, decided_at: null }).where('conversation', '=', id).execute();
  later.bus.publish(needCalls, { conversation: id, isReopened: true } satisfies NeedCall);
  expect((await later.needOf('2001', id)).agent).toBe('1029');
  await later.stop();
});

test('tiles stay in their places, and what happens in a second is told twice at most; nobody looks into another centre’s call', async () => {
  const node = await start();
  const page = await node.page('2001');
  const stranger = await node.page('8001');
  await vi.waitFor(() => expect(page.down('team').length).toBeGreaterThan(0), patient);
  const id = await node.open('1030');
  await node.floorKnows(id);
  node.clock.move(500);
  const before = page.down('tiles').length;
  for (let at = 0; at < 10; at++) await node.say(id, 'customer', `我要打12378投诉你们,第${at}次`);
  node.clock.move(500);
  node.clock.move(500);
  const [team] = page.down('team');
  const changed = page.down('tiles').slice(before);
  page.session.frame(JSON.stringify({ type: 'follow', conversation: id, after: 0 }));
  stranger.session.frame(JSON.stringify({ type: 'follow', conversation: id, after: 0 }));
  await vi.waitFor(() => expect(page.down('caught-up').length).toBe(1), patient);
  await vi.waitFor(() => expect(stranger.down('refused').length).toBe(1), patient);
  const watched = await database.db
    .selectFrom('audit')
    .select('action')
    .where('subject', '=', id)
    .where('action', '=', 'conversation.watch')
    .execute();
  expect({
    places: team?.tiles.map(({ staffNo }) => staffNo),
    rate: changed.length <= 4, // two seconds went by
    last: changed.at(-1)?.tiles.map(({ staffNo, state, alert }) => [staffNo, state, alert?.rule]),
    stranger: [stranger.down('team').at(-1)?.tiles, stranger.down('row').length, stranger.down('needs').at(-1)?.rows],
    watched: watched.length,
  }).toEqual({
    places: ['1027', '1028', '1029', '1030'],
    rate: true,
    last: [['1030', 'talking', 'Q54']],
    stranger: [[], 0, []],
    watched: 1,
  });
  page.session.close();
  stranger.session.close();
  await node.stop();
});

/** One node on a clock that the test moves, with everything a leader's page stands on. */
async function start(at = startAt) {
  const { db } = database;
  const clock = new TestClock(at);
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
    node: 'supervisor',
    deadAfterMs: 0,
  });
  await owner.start();
  const screens = new Screens({
    db,
    clock,
    log: noLog,
    bus,
    node: 'supervisor',
    partitions: owner.partitions,
    gapOf: async () => 20_000,
    announcements: () => () => {},
  });
  await screens.start();
  const sensitive = sensitiveIn(engine.content('zh').rules);
  const floor = new Floor({ db, bus, clock, log: noLog, sensitive: async () => sensitive });
  const parts = {
    db,
    bus,
    clock,
    log: noLog,
    floor,
    owner,
    contentOf: async () => ({ processes: engine.content('zh').processes, sensitive }),
  };
  const { app } = await buildHttp({ db, clock, log: noLog, host: '127.0.0.1', screens: tmpdir(), features: [supervisorRoutes(parts)] });
  await app.ready();
  const end = await floor.watch();
  const cookies = new Map<string, { cookie: string; csrf: string; token: string }>();
  const session = async (staffNo: string) => {
    const known = cookies.get(staffNo);
    if (known) return known;
    const person = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
    const { token, csrf } = await openSession(db, clock, person.id);
    const opened = { cookie: `deskside=${token}`, csrf, token };
    cookies.set(staffNo, opened);
    return opened;
  };
  const ask = async (staffNo: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    answerOf(app, await session(staffNo), method, url, payload);
  const who = async (staffNo: string) => {
    const found = await findSession(db, clock, (await session(staffNo)).token);
    if (!found) throw new Error('no session');
    return found;
  };
  const needs = async (staffNo: string) => needRows(floor, await who(staffNo), clock.now());
  return {
    clock,
    bus,
    floor,
    screens,
    call: (agent: string) => bus.publish(whisperCalls, { agent, did: 'sent' } satisfies WhisperCall),
    post: (staffNo: string, id: string, deed: 'take' | 'settle', { position }: { position: number }) =>
      ask(staffNo, 'POST', `/v1/supervisor/calls/${id}/${deed}`, { position }),
    offers: (staffNo: string, id: string) => ask(staffNo, 'GET', `/v1/supervisor/calls/${id}/whispers`),
    whisper: (staffNo: string, id: string, whisper: object) => ask(staffNo, 'POST', `/v1/supervisor/calls/${id}/whispers`, whisper),
    needs: async (staffNo: string) => (await needs(staffNo)).map(({ conversation }) => conversation),
    needOf: (staffNo: string, id: string) =>
      vi.waitFor(async () => {
        const row = (await needs(staffNo)).find(({ conversation }) => conversation === id);
        if (!row) throw new Error('needs nobody');
        return row;
      }, patient),
    floorKnows: (id: ConversationId) => vi.waitFor(() => expect(floor.call(id)?.position).toBeGreaterThan(0), patient),
    async page(staffNo: string) {
      const told: TeamDown[] = [];
      const opened = new TeamSession(parts, await who(staffNo), down => told.push(down));
      opened.begin();
      const down = <Type extends TeamDown['type']>(type: Type) =>
        told.filter((each): each is Extract<TeamDown, { type: Type }> => each.type === type);
      return { session: opened, down };
    },
    async stands(agent: string, states: readonly (readonly [string, string])[]) {
      return vi.waitFor(async () => {
        const row = await db.selectFrom('screens').select('whispers').where('agent', '=', agent).executeTakeFirst();
        expect(row?.whispers.map(({ id, state }) => [id, state])).toEqual(states);
        return row?.whispers ?? [];
      }, patient);
    },
    say: (id: ConversationId, speaker: 'customer' | 'agent', text: string) => {
      clock.move(100);
      const startMs = clock.now() - startAt;
      const event: WireEvent = { kind: 'heard', speaker, text, startMs, endMs: startMs + 50 };
      const sent: SourceEvent = { type: 'event', conversation: 'c', source: 'asr' as SourceEvent['source'], seq: nextSeq(id), event };
      return new Promise<void>((resolve, reject) =>
        owner.event(id, sent, clock.now(), problem => (problem ? reject(new Error(JSON.stringify(problem))) : resolve())),
      );
    },
    open: (agent: string, conversation = `call-${agent}`) =>
      new Promise<ConversationId>((resolve, reject) => {
        const open = {
          type: 'open',
          protocol: 1,
          conversation,
          source: 'asr',
          channel: 'chat',
          openedAt: '2026-01-05T09:00:00+08:00',
          agent,
        };
        owner.open({ name: 'key' }, Open.parse(open), clock.now(), (problem, opened) =>
          opened ? resolve(opened.id) : reject(new Error(JSON.stringify(problem))),
        );
      }),
    async stop() {
      end();
      floor.close();
      await app.close();
      await screens.close();
      await owner.close();
      await bus.close();
    },
  };
}

const seqs = new Map<string, number>();
function nextSeq(id: string): number {
  const next = (seqs.get(id) ?? 0) + 1;
  seqs.set(id, next);
  return next;
}

async function answerOf(
  app: App,
  { cookie, csrf }: { cookie: string; csrf: string },
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) {
  const headers = { cookie, host: '127.0.0.1', ...(method === 'POST' ? { 'x-csrf': csrf } : {}) };
  const { statusCode, body } = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  // biome-ignore lint/suspicious/noExplicitAny: three shapes of answers, each compared as a whole
  return { status: statusCode, body: (body ? JSON.parse(body) : null) as any };
}
