import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationId, Position } from '#domain/ids.ts';
import type { DeskDown } from '#protocol/down.ts';
import { WrapupParts } from '#protocol/wrapup-parts.ts';
import { takeWrapups } from '#server/deliver/take-wrapups.ts';
import { makeWebhook } from '#server/deliver/webhooks.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { takeFacts } from '#server/value/take-facts.ts';
import { keyRing } from '#server/vault/seal.ts';
import { demoFile } from '#test/kit/built-demo.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { DeskClient } from '#test/kit/desk-client.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { signedIn } from '#test/kit/live-database.ts';
import { liveServer } from '#test/kit/live-server.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let demo: string; // file
let server: Awaited<ReturnType<typeof liveServer>>;
let source: IngestClient;
let cookie: string;
let stranger: string;

beforeAll(async () => {
  database = await testDatabase({ poolSize: 6 });
  demo = await demoFile();
  server = await liveServer({ url: database.url, node: 'desk-test', port: 0, artefact: demo });
  const { key } = await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null });
  source = new IngestClient(`ws://127.0.0.1:${server.port}/v1/ingest`, key);
  cookie = await signedIn(database.db, '1027', ['desk.use', 'conversation.read.own', 'wrapup.confirm', 'secret.reveal']);
  stranger = await signedIn(database.db, '2044', ['desk.use', 'conversation.read.own']);
});

afterAll(async () => {
  source?.close();
  await server?.close();
  await database?.close();
});

const desk = () => `ws://127.0.0.1:${server.port}/v1/desk`;
const isRow = (down: DeskDown): down is Extract<DeskDown, { type: 'row' }> => down.type === 'row';
const is =
  <Type extends DeskDown['type']>(type: Type, more: (down: Extract<DeskDown, { type: Type }>) => boolean = () => true) =>
  (down: DeskDown): down is Extract<DeskDown, { type: Type }> =>
    down.type === type && more(down as Extract<DeskDown, { type: Type }>);

async function openCall(conversation: string, more: object = {}): Promise<ConversationId> {
  const open = {
    type: 'open',
    protocol: 1,
    conversation,
    source: 'asr',
    channel: 'voice',
    clock: 'source',
    openedAt: '2026-01-05T09:00:00+08:00',
  };
  return (await source.open({ ...open, agent: '1027', ...more } as never)).id;
}
const say = (conversation: string, seq: number, text: string, speaker = 'customer') =>
  source.tell({
    type: 'event',
    conversation,
    source: 'asr',
    seq,
    event: { kind: 'heard', speaker, text, startMs: seq * 3000, endMs: seq * 3000 + 2000 },
  } as never);
const act = (conversation: ConversationId, ref: string, what: object) => ({ type: 'act', ref, conversation, act: what }) as never;

test('a desk lists its calls, follows one from where it was without loss or doubles, and another desk sees nothing of it', async () => {
  const first = await DeskClient.connect(desk(), cookie);
  const id = await openCall('walk', { attached: { 客户姓名: '周小明' } });
  const inbox = await first.until(is('inbox', ({ open }) => open.some(head => head.id === id)));
  await say('walk', 1, '我银行卡丢了');
  first.send({ type: 'follow', conversation: id, after: 0 });
  await first.until(is('caught-up'));
  await say('walk', 2, '帮我挂失');
  await first.until(is('row', ({ position }) => position === 4));
  first.close();

  await say('walk', 3, '我的手机号是13800138000');
  const second = await DeskClient.connect(desk(), cookie);
  second.send({ type: 'follow', conversation: id, after: 4 });
  await Promise.all([second.until(is('caught-up')), say('walk', 4, '尽快')]);
  await second.until(is('row', ({ position }) => position === 6));

  const other = await DeskClient.connect(desk(), stranger);
  other.send({ type: 'follow', conversation: id, after: 0 });
  const refused = await other.until(is('refused'));
  other.send(act(id, 'stranger-0001', { kind: 'switched', process: null }));
  const notTheirs = await other.until(is('refused', ({ ref }) => ref === 'stranger-0001'));
  other.close();
  second.close();

  const shown = (client: DeskClient) => client.heard.filter(isRow).map(row => [row.position, row.event.what.kind]);
  expect({
    head: inbox.open.find(head => head.id === id),
    first: shown(first),
    second: shown(second),
    text: second.heard.filter(isRow)[0]?.event.what,
    refused: refused.problem,
    notTheirs: notTheirs.problem,
    seen: other.heard.filter(isRow).length,
  }).toEqual({
    head: {
      id,
      externalId: 'walk',
      channel: 'voice',
      layout: 'unknown',
      lang: 'zh',
      customer: '周**',
      openedAt: '2026-01-05T09:00:00+08:00',
      open: true,
      wrapped: false,
      demo: false,
    },
    first: [
      [1, 'opened'],
      [2, 'assigned'],
      [3, 'heard'],
      [4, 'heard'],
    ],
    second: [
      [5, 'heard'],
      [6, 'heard'],
    ],
    text: {
      kind: 'heard',
      utterance: { position: 5, revision: 0, speaker: 'customer', text: '我的手机号是⟦phone:1 …8000 ✓⟧', startMs: 9000, endMs: 11_000 },
    },
    refused: { kind: 'not-found', what: 'conversation', id },
    notTheirs: { kind: 'not-allowed', action: 'desk.use' },
    seen: 0,
  });
});

test('an act is done once for its ref, its text goes through the door, and the confirmed wrap-up ends the conversation', async () => {
  const client = await DeskClient.connect(desk(), cookie);
  const id = await openCall('acts', { openedAt: '2026-01-05T10:00:00+08:00' });
  await say('acts', 1, '我银行卡丢了');
  client.send(act(id, 'edit-0001', { kind: 'edited', slot: 'phone', value: '13800138000' }));
  const once = await client.until(is('acted', ({ ref }) => ref === 'edit-0001'));
  client.heard.length = 0;
  client.send(act(id, 'edit-0001', { kind: 'edited', slot: 'phone', value: '13800138000' }));
  const twice = await client.until(is('acted', ({ ref }) => ref === 'edit-0001'));
  client.send(act(id, 'early-0001', { kind: 'wrapped' }));
  const early = await client.until(is('refused', ({ ref }) => ref === 'early-0001'));
  await source.tell({
    type: 'event',
    conversation: 'acts',
    source: 'asr',
    seq: 2,
    event: { kind: 'closed', by: 'customer', atMs: 25_000 }, // under 20 s nothing would be chosen by itself
  } as never);
  client.send(act(id, 'empty-0001', { kind: 'wrapped' }));
  const empty = await client.until(is('refused', ({ ref }) => ref === 'empty-0001'));
  client.send(act(id, 'edit-0002', { kind: 'edited', slot: 'customerName', value: '周敏' }));
  client.send(act(id, 'edit-0003', { kind: 'edited', slot: 'idTail', value: '4028' }));
  client.send(act(id, 'wrap-0001', { kind: 'wrapped' }));
  await client.until(is('acted', ({ ref }) => ref === 'wrap-0001'));
  client.send(act(id, 'late-0001', { kind: 'switched', process: null }));
  const late = await client.until(is('refused', ({ ref }) => ref === 'late-0001'));
  client.close();

  const acted = await database.db
    .selectFrom('events')
    .select(['position', 'what'])
    .where('conversation', '=', id)
    .where('source', '=', 'desk')
    .orderBy('position')
    .execute();
  const wrapup = await database.db.selectFrom('wrapups').select('by').where('conversation', '=', id).execute();
  const row = await database.db.selectFrom('conversations').select(['status', 'door']).where('id', '=', id).executeTakeFirst();
  const mine = (await (await get(`/v1/conversations/mine?limit=1`)).json()) as {
    conversations: { id: string; wrapped: boolean }[];
    next?: string;
  };
  const older = (await (await get(`/v1/conversations/mine?limit=1&before=${mine.next}`)).json()) as typeof mine;
  const record = (await (await get(`/v1/conversations/${id}`)).json()) as { rows: unknown[]; hash: string };
  expect({
    same: once.position === twice.position,
    early: early.problem,
    empty: empty.problem,
    late: late.problem,
    acted: acted.map(({ what }) => (what.kind === 'acted' ? what.act : what)),
    wrapup,
    row,
    mine: [mine.conversations.map(head => [head.id, head.wrapped]), older.conversations.length, older.next],
    rows: record.rows.length,
    strangers: (await get(`/v1/conversations/${id}`, stranger)).status,
  }).toEqual({
    same: true,
    early: { kind: 'conflict', why: 'the conversation is still open' },
    empty: {
      kind: 'incomplete',
      category: false,
      slots: [
        { slot: 'customerName', label: '客户姓名' },
        { slot: 'idTail', label: '身份证后四位' },
      ],
    },
    late: { kind: 'closed', conversation: id },
    acted: [
      { kind: 'edited', slot: 'phone', value: '⟦phone:1 …8000 ✓⟧' },
      { kind: 'edited', slot: 'customerName', value: '周敏' },
      { kind: 'edited', slot: 'idTail', value: '4028' },
      { kind: 'wrapped' },
    ],
    wrapup: [{ by: '1027' }],
    row: { status: 'wrapped', door: null },
    mine: [[[id, true]], 1, undefined],
    rows: (acted.at(-1)?.position ?? 0) as Position,
    strangers: 404,
  });
});

test('a confirmed wrap-up is corrected by its agent alone: every version stays, a new note replaces the first, and the call counts as corrected', async () => {
  const { db } = database;
  const row = await db.selectFrom('wrapups').select(['conversation', 'position']).orderBy('at').executeTakeFirstOrThrow();
  const { conversation: id, position } = row;
  const { id: webhook } = await db
    .transaction()
    .execute(trx =>
      makeWebhook(trx, keyRing(new Uint8Array(32)), { name: 'y', url: 'http://127.0.0.1:9/', topics: ['wrapup.confirmed'] }, '9001'),
    );
  const correct = (who: string, body: object) => ask(who, 'POST', `/v1/conversations/${id}/corrections`, body);
  const right = { ref: 'corr-0001', slots: { customerName: '周明' }, why: '名字听错了' };
  const answers = [
    await correct(stranger, right),
    await correct(cookie, { ...right, slots: { idTail: 'abc' } }),
    await correct(cookie, right),
    await correct(cookie, right), // sent again
  ];
  const versions = await db
    .selectFrom('wrapups')
    .select(['position', 'slots', 'by'])
    .where('conversation', '=', id)
    .orderBy('position')
    .execute();
  const told = async () => db.selectFrom('deliveries').select(['key', 'body']).where('webhook', '=', webhook).orderBy('id').execute();
  const engine = await demoEngine();
  const taking = takeWrapups({ get: async () => engine, latest: async () => ({ release: 'r', artefact: 'a', engine }) });
  await expect
    .poll(async () => {
      await consumeOnce(db, 'notes-test', taking);
      return (await told()).length;
    })
    .toBe(2);
  const counted = async () => {
    await consumeOnce(db, 'facts-test', takeFacts);
    return db.selectFrom('call_facts').select(['confirmed', 'corrected']).where('conversation', '=', id).executeTakeFirst();
  };
  await expect.poll(counted).toEqual({ confirmed: true, corrected: true });
  const notes = await told();
  await db.deleteFrom('webhooks').where('id', '=', webhook).execute();
  expect({
    answers: answers.map(({ status }) => status),
    versions: versions.map(({ slots }) => slots.find(({ slot }) => slot === 'customerName')?.value),
    notes: notes.map(({ body }) => body),
  }).toEqual({
    answers: [403, 400, 204, 204],
    versions: ['周敏', '周明'],
    notes: [
      expect.objectContaining({ revision: 1 }),
      expect.objectContaining({
        revision: 2,
        replaces: `${id}.${position}`,
        why: '名字听错了',
        fields: expect.arrayContaining([expect.objectContaining({ key: 'customerName', value: '周明' })]),
      }),
    ],
  });
});

test('a call that goes to another agent leaves the desk it was on', async () => {
  const mine = await DeskClient.connect(desk(), cookie);
  const theirs = await DeskClient.connect(desk(), stranger);
  const id = await openCall('moves');
  mine.send({ type: 'follow', conversation: id, after: 0 });
  await mine.until(is('caught-up'));
  await source.tell({
    type: 'event',
    conversation: 'moves',
    source: 'asr',
    seq: 1,
    event: { kind: 'assigned', agent: '2044', atMs: 1000 },
  } as never);
  await theirs.until(is('inbox', ({ open }) => open.some(head => head.id === id)));
  theirs.send({ type: 'follow', conversation: id, after: 0 });
  await theirs.until(is('caught-up'));
  await mine.until(
    is(
      'inbox',
      ({ number }) =>
        number > 1 &&
        !mine.heard
          .filter(is('inbox'))
          .at(-1)
          ?.open.some(head => head.id === id),
    ),
  );
  mine.send(act(id, 'moved-0001', { kind: 'switched', process: null }));
  await mine.until(is('refused', ({ ref }) => ref === 'moved-0001'));
  await say('moves', 2, '现在是谁');
  await theirs.until(is('row', ({ position }) => position === 4));
  mine.close();
  theirs.close();
  expect(mine.heard.filter(isRow).map(row => row.event.what.kind)).toEqual(['opened', 'assigned', 'assigned']);
});

const answered =
  (ref: string) =>
  (down: DeskDown): down is Extract<DeskDown, { type: 'acted' | 'refused' }> =>
    (down.type === 'acted' || down.type === 'refused') && down.ref === ref;

/** Asks by HTTP as the page does. */
async function ask(who: string, method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const agent = who === cookie ? '1027' : '2044';
  const session = await database.db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .select('csrf')
    .where('staff_no', '=', agent)
    .executeTakeFirstOrThrow();
  const url = `http://127.0.0.1:${server.port}`;
  const headers = { cookie: who, origin: url, 'x-csrf': session.csrf, ...(body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

test('a call that goes on to another agent leaves the part of the first: theirs alone, confirmed once, told under its own key', async () => {
  const { db } = database;
  const { id: webhook } = await db
    .transaction()
    .execute(trx =>
      makeWebhook(trx, keyRing(new Uint8Array(32)), { name: 'x', url: 'http://127.0.0.1:9/', topics: ['wrapup.confirmed'] }, '9001'),
    );
  const id = await openCall('handed');
  await say('handed', 1, '我银行卡丢了,帮我挂失');
  const assigned = { kind: 'assigned', agent: '2044', atMs: 6000 };
  await source.tell({ type: 'event', conversation: 'handed', source: 'asr', seq: 2, event: assigned } as never);

  const mine = await ask(cookie, 'GET', '/v1/wrapup-parts/mine');
  const { parts } = WrapupParts.parse(mine.body);
  expect(
    parts.map(({ conversation, handedTo, category, summary, confirmedAt }) => ({ conversation, handedTo, category, summary, confirmedAt })),
  ).toEqual([
    {
      conversation: id,
      handedTo: '2044',
      category: { code: expect.any(String), path: expect.arrayContaining([expect.any(String)]) },
      summary: [{ part: 'reason', text: expect.stringContaining('挂失') }],
      confirmedAt: undefined,
    },
  ]);
  expect((await ask(stranger, 'GET', '/v1/wrapup-parts/mine')).body).toEqual({ parts: [] });

  const which = { conversation: id, position: parts[0]?.position };
  const edit = (who: string, change: object) =>
    ask(who, 'POST', '/v1/wrapup-parts/edit', { ...which, ...change }).then(({ status }) => status);
  const mended = { summary: { reason: '挂失，卡号6222021234567890128' } };
  expect([
    await edit(stranger, mended),
    await edit(cookie, { category: '999999' }),
    await edit(cookie, { slots: { nothing: 'x' } }),
    await edit(cookie, mended),
  ]).toEqual([403, 400, 400, 204]);
  // What was heard before the hand-over is read by who heard it, and by nobody else; the own part stands beside it.
  const record = (await ask(cookie, 'GET', `/v1/conversations/${id}`)) as { body: { rows: readonly { event: { position: number } }[] } };
  expect(Math.max(...record.body.rows.map(({ event }) => event.position))).toBe(which.position);
  const { parts: edited } = WrapupParts.parse((await ask(cookie, 'GET', `/v1/conversations/${id}/wrapup-parts`)).body);
  expect(edited.map(part => part.summary)).toEqual([
    [{ part: 'reason', text: '挂失，卡号〔卡号 …0128〕', suggested: parts[0]?.summary[0]?.text }],
  ]);
  const confirm = (who: string) => ask(who, 'POST', '/v1/wrapup-parts/confirm', which).then(({ status }) => status);
  expect([await confirm(stranger), await confirm(cookie), await confirm(cookie)]).toEqual([403, 204, 409]);
  expect(await edit(cookie, mended)).toBe(409);
  const told = await db.selectFrom('deliveries').select('body').where('webhook', '=', webhook).execute();
  expect(JSON.stringify(told)).toContain('〔卡号 …0128〕');
  const sent = await db.selectFrom('deliveries').select(['subject', 'key']).where('webhook', '=', webhook).execute();
  expect(sent).toEqual([{ subject: id, key: `${id}.${which.position}.part` }]);
  const recorded = await db.selectFrom('audit').select('subject').where('action', '=', 'wrapup-part.confirmed').execute();
  expect(recorded).toEqual([{ subject: id }]);
});

test('the part of a call whose category nobody chose waits until its agent has chosen one', async () => {
  const id = await openCall('unfiled');
  await say('unfiled', 1, '我姓周，想问一下卡的事');
  const assigned = { kind: 'assigned', agent: '2044', atMs: 6000 };
  await source.tell({ type: 'event', conversation: 'unfiled', source: 'asr', seq: 2, event: assigned } as never);
  const read = async () => WrapupParts.parse((await ask(cookie, 'GET', `/v1/conversations/${id}/wrapup-parts`)).body).parts[0];
  const part = await read();
  const which = { conversation: id, position: part?.position };
  const refused = await ask(cookie, 'POST', '/v1/wrapup-parts/confirm', which);
  await ask(cookie, 'POST', '/v1/wrapup-parts/edit', { ...which, category: '02020101' });
  const taken = await ask(cookie, 'POST', '/v1/wrapup-parts/confirm', which);
  expect({
    before: part?.category,
    suggested: part?.suggested,
    refused,
    taken: taken.status,
    after: (await read())?.category?.code,
  }).toEqual({
    before: null,
    suggested: { code: expect.any(String), path: expect.any(Array) },
    refused: { status: 409, body: { problem: { kind: 'incomplete', category: true, slots: [] } } },
    taken: 204,
    after: '02020101',
  });
});

test('in a queue of several categories a call is filed under more than one, on the desk, in a part and in a correction, and never under too many', async () => {
  const { db } = database;
  const id = await openCall('several', { queue: '综合服务' });
  await say('several', 1, '我银行卡丢了,帮我挂失');
  const client = await DeskClient.connect(desk(), cookie);
  client.send({ type: 'follow', conversation: id, after: 0 });
  await client.until(is('caught-up'));
  const also = async (ref: string, category: string, on: boolean) => {
    client.send(act(id, ref, { kind: 'also', category, on }));
    const answer = await client.until(answered(ref));
    return answer.type === 'refused' ? answer.problem : 'taken';
  };
  const acts = [
    await also('also-00001', '050601', true),
    await also('also-00002', '050601', true),
    await also('also-00003', '010103', true),
    await also('also-00004', '020204', true),
    await also('also-00005', '010103', false),
  ];
  const assigned = { kind: 'assigned', agent: '2044', atMs: 60_000 };
  await source.tell({ type: 'event', conversation: 'several', source: 'asr', seq: 2, event: assigned } as never);
  const read = async () => WrapupParts.parse((await ask(cookie, 'GET', `/v1/conversations/${id}/wrapup-parts`)).body).parts[0];
  const part = await read();
  const edit = (further: readonly string[]) =>
    ask(cookie, 'POST', '/v1/wrapup-parts/edit', { conversation: id, position: part?.position, category: '02020101', further });
  const edits = [await edit(['02020101']), await edit(['050601', '010103', '020204']), await edit(['010103'])];
  client.close();
  const stored = await db.selectFrom('wrapup_parts').select(['further', 'most']).where('conversation', '=', id).executeTakeFirst();
  expect({
    acts,
    part: [part?.further.map(({ code }) => code), part?.most],
    edits: edits.map(({ status }) => status),
    after: (await read())?.further.map(({ code }) => code),
    stored: [stored?.further.map(({ code }) => code), stored?.most],
  }).toEqual({
    acts: [
      'taken',
      { kind: 'invalid', field: 'category', why: 'the call is filed under it already' },
      'taken',
      { kind: 'invalid', field: 'category', why: 'this call may be filed under 3 categories only' },
      'taken',
    ],
    part: [['050601'], 3],
    edits: [400, 400, 204],
    after: ['010103'],
    stored: [['050601'], 3],
  });
});

test('a silent conversation is stored and shown to nobody', async () => {
  const client = await DeskClient.connect(desk(), cookie);
  await client.until(is('inbox'));
  const id = await openCall('silent', { arm: 'silent' });
  await say('silent', 1, '我银行卡丢了');
  client.send({ type: 'follow', conversation: id, after: 0 });
  const refused = await client.until(is('refused'));
  client.close();
  const listed = client.heard.filter(is('inbox')).flatMap(({ open }) => open.map(head => head.externalId));
  expect([refused.problem.kind, listed.includes('silent'), client.heard.filter(isRow)]).toEqual(['not-found', false, []]);
});

test('a sealed value opens with one recorded click for the agent of the open call, and for nobody else', async () => {
  const id = await openCall('secret');
  await say('secret', 1, '我的手机号是13800138000');
  const session = (
    await database.db
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person')
      .select('csrf')
      .where('staff_no', '=', '1027')
      .executeTakeFirst()
  )?.csrf;
  const reveal = (who: string, csrf = '') =>
    fetch(`http://127.0.0.1:${server.port}/v1/conversations/${id}/reveal`, {
      method: 'POST',
      headers: { cookie: who, 'x-csrf': csrf, 'content-type': 'application/json' },
      body: JSON.stringify({ mark: '⟦phone:1 …8000 ✓⟧' }),
    });
  const own = await reveal(cookie, session);
  const recorded = await database.db
    .selectFrom('audit')
    .select(['action', 'subject', 'details'])
    .where('action', '=', 'secret.reveal')
    .execute();
  expect([await own.json(), (await reveal(stranger)).status, recorded]).toEqual([
    { value: '13800138000' },
    403,
    [{ action: 'secret.reveal', subject: id, details: { class: 'phone', number: 1 } }],
  ]);
});

test('a consumer of the log is handed every row once, in order, and what it writes is stored with its cursor', async () => {
  const id = await openCall('outbox');
  await say('outbox', 1, '你好');
  const seen: string[] = [];
  const take = async (_trx: unknown, rows: readonly { conversation: string; event: { position: number } }[]) => {
    for (const row of rows) if (row.conversation === id) seen.push(`${row.event.position}`);
  };
  const failing = async () => {
    try {
      await consumeOnce(database.db, 'test', async (trx, rows) => {
        await take(trx, rows);
        throw new Error('the consumer failed');
      });
      return 'nothing to hand out yet';
    } catch (error) {
      return (error as Error).message;
    }
  };
  await expect.poll(failing, { interval: 20 }).toBe('the consumer failed');
  seen.length = 0;
  // A row waits until no older transaction runs anywhere on the server, other tests' among them.
  const consumed = async () => {
    await consumeOnce(database.db, 'test', take);
    return [...seen];
  };
  await expect.poll(consumed, { interval: 20 }).toEqual(['1', '2', '3']);
  await say('outbox', 2, '在吗');
  await expect.poll(consumed, { interval: 20 }).toEqual(['1', '2', '3', '4']);
});

const get = (path: string, who = cookie) => fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { cookie: who } });

test('what may interrupt is told as it is decided, and again to a desk that comes back, under the same number', async () => {
  const first = await DeskClient.connect(desk(), cookie);
  const start = await first.until(is('screen'));
  const id = await openCall('loud', { openedAt: '2026-01-05T11:00:00+08:00' });
  await say('loud', 1, '我要打12378投诉你们');
  const told = await first.until(is('screen', ({ interrupts }) => interrupts.length > 0));
  first.close();
  const second = await DeskClient.connect(desk(), cookie);
  const again = await second.until(is('screen'));
  const other = await DeskClient.connect(desk(), stranger);
  const notTheirs = await other.until(is('screen'));
  for (const client of [second, other]) client.close();

  expect({
    start: start.interrupts,
    told: told.interrupts,
    isLater: told.number > start.number,
    again,
    notTheirs: notTheirs.interrupts,
  }).toEqual({
    start: [],
    told: [{ conversation: id, key: 'prompt:Q54', position: 3 }],
    isLater: true,
    again: told,
    notTheirs: [],
  });
});

test('a desk that comes in the middle of a silence is told what time it is in the conversation', async () => {
  const client = await DeskClient.connect(desk(), cookie);
  const id = await openCall('silence', { openedAt: '2026-01-05T12:00:00+08:00' });
  await say('silence', 1, '我银行卡丢了');
  await source.raw(JSON.stringify({ type: 'beat', conversation: 'silence', source: 'asr', nowMs: 17_000 }));
  await source.ask({ type: 'event', conversation: 'silence', source: 'asr', seq: 9, event: { kind: 'held', on: true, atMs: 0 } } as never); // a gap: answered after the beat
  client.send({ type: 'follow', conversation: id, after: 0 });
  const caughtUp = await client.until(is('caught-up', ({ conversation }) => conversation === id));
  client.close();
  const last = client.heard.filter(isRow).at(-1)?.event.atMs;

  expect({ nowMs: caughtUp.nowMs, isBefore: last !== undefined && last < 17_000 }).toEqual({ nowMs: 17_000, isBefore: true });
});
