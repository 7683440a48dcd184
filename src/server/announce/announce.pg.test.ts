import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type AnnouncementDoc, emptyDoc } from '#domain/announcement.ts';
import type { ReachCounts } from '#domain/reach.ts';
import type { DeskDown } from '#protocol/down.ts';
import { takeSaid } from '#server/announce/said.ts';
import { supersedeBegun } from '#server/announce/supersede.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { createApiKey } from '#server/people/api-keys.ts';
import { DeskClient } from '#test/kit/desk-client.ts';
import { IngestClient } from '#test/kit/ingest-client.ts';
import { emptyArtefact, signedIn } from '#test/kit/live-database.ts';
import { liveServer } from '#test/kit/live-server.ts';
import { patient } from '#test/kit/patient.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

let database: TestDatabase;
let bank: ReturnType<typeof emptyArtefact>;
let server: Awaited<ReturnType<typeof liveServer>>;
let source: IngestClient;
const cookies = new Map<string, string>();

beforeAll(async () => {
  database = await testDatabase({ poolSize: 6 });
  const { db } = database;
  await db
    .insertInto('unit')
    .values([
      { id: 'centre', parent: null, kind: 'centre', name: '中心' },
      { id: 'phone', parent: 'centre', kind: 'department', name: '电话部' },
      { id: 'cards', parent: 'phone', kind: 'team', name: '银行卡组' },
      { id: 'loans', parent: 'phone', kind: 'team', name: '贷款组' },
    ])
    .execute();
  const people = [
    ['1001', 'cards', ['card'], ['desk.use', 'conversation.read.own']],
    ['1002', 'cards', ['card', 'fx'], ['desk.use', 'conversation.read.own']],
    ['1003', 'loans', ['loan'], ['desk.use', 'conversation.read.own']],
    ['1004', 'loans', ['fx'], ['desk.use', 'conversation.read.own']],
    ['2001', 'cards', [], ['announce.write', 'announce.approve']],
    ['3001', 'centre', [], ['announce.write', 'announce.approve']],
    ['3002', 'centre', [], ['announce.approve']],
  ] as const;
  for (const [staffNo, unit, queues, may] of people) {
    cookies.set(staffNo, await signedIn(db, staffNo, may, unit));
    await db
      .updateTable('person')
      .set({ queues: [...queues] })
      .where('staff_no', '=', staffNo)
      .execute();
  }
  bank = emptyArtefact();
  server = await liveServer({ url: database.url, node: 'announce-test', port: 0, artefact: bank.file });
  const { key } = await createApiKey(db, { name: 'test', scopes: ['ingest.send'], by: null });
  source = new IngestClient(`ws://127.0.0.1:${server.port}/v1/ingest`, key);
});
afterAll(async () => {
  source?.close();
  await server?.close();
  bank?.close();
  await database?.close();
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const to = (targets: Partial<AnnouncementDoc['targets']>) => ({ ...emptyDoc.targets, ...targets }) as AnnouncementDoc['targets'];
const texts = { title: '短信通知按月 2 元', body: '先报金额再征得同意' };

async function ask(staffNo: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object | string) {
  const { csrf } = await database.db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .select('csrf')
    .where('staff_no', '=', staffNo)
    .executeTakeFirstOrThrow();
  const origin = `http://127.0.0.1:${server.port}`;
  const answer = await fetch(`${origin}/v1/announcements${path}`, {
    method,
    headers: {
      cookie: cookies.get(staffNo) ?? '',
      origin,
      'x-csrf': csrf,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: (text.startsWith('{') ? JSON.parse(text) : null) as never as Record<string, never> };
}

/** Writes one and sends it; gives its number and what came back. */
async function send(author: string, doc: Partial<AnnouncementDoc>, replaces?: number) {
  const { id } = (await ask(author, 'POST', '', replaces === undefined ? {} : { replaces })).json as never as { id: number };
  const whole = { ...emptyDoc, ...texts, expiresAt: inAnHour(), ...doc };
  const saved = await ask(author, 'PATCH', `/${id}`, { revision: 1, doc: whole });
  expect(saved.status).toBe(200);
  return { id, answer: await ask(author, 'POST', `/${id}/send`, { revision: 2 }) };
}

const desk = (staffNo: string) => DeskClient.connect(`ws://127.0.0.1:${server.port}/v1/desk`, cookies.get(staffNo) ?? '');
const lists =
  (is: (list: Extract<DeskDown, { type: 'announcements' }>['list']) => boolean) =>
  (down: DeskDown): down is Extract<DeskDown, { type: 'announcements' }> =>
    down.type === 'announcements' && is(down.list);
const turns =
  (is: (keys: readonly string[]) => boolean) =>
  (down: DeskDown): down is Extract<DeskDown, { type: 'screen' }> =>
    down.type === 'screen' && is(down.interrupts.map(({ key }) => key));
const noted =
  (ref: string) =>
  (down: DeskDown): down is Extract<DeskDown, { type: 'noted' }> =>
    down.type === 'noted' && down.ref === ref;
const reports = (announcement: number, state: string) =>
  ({ type: 'announced', ref: `ref-${announcement}-${state}`, reports: [{ announcement, occasion: 0, state, agoMs: 0 }] }) as never;

const audiences: readonly { by: string; targets: Partial<AnnouncementDoc['targets']>; people: readonly string[] }[] = [
  { by: '3001', targets: { units: ['centre'] }, people: ['1001', '1002', '1003', '1004'] },
  { by: '3001', targets: { units: ['cards'] }, people: ['1001', '1002'] },
  { by: '3001', targets: { units: ['cards'], queues: ['fx'] }, people: ['1001', '1002', '1004'] },
  { by: '3001', targets: { roles: ['role-1003'], people: ['1001'] as never }, people: ['1001', '1003'] },
  { by: '3001', targets: { units: ['phone'], except: ['1002', '1003'] as never }, people: ['1001', '1004'] },
  { by: '3001', targets: { people: ['9999', '3002'] as never }, people: [] },
  { by: '3001', targets: {}, people: [] },
  { by: '2001', targets: { units: ['centre'], queues: ['fx'], people: ['1004'] as never }, people: ['1001', '1002'] }, // never beyond one's own units
];
test.each(audiences)('$by reaches $people with $targets', async ({ by, targets, people }) => {
  const { json } = await ask(by, 'POST', '/audience', { targets: to(targets), limit: 200 });
  const found = json as never as { count: number; people: { staffNo: string }[] };
  expect([found.count, found.people.map(({ staffNo }) => staffNo)]).toEqual([people.length, people]);
});

test('bad input is refused by name, and the draft stays as it was', async () => {
  const nobody = await send('3001', { targets: to({}) });
  const past = await send('3001', { targets: to({ units: ['cards'] }), expiresAt: '2020-01-01T00:00:00Z' });
  const { id } = (await ask('3001', 'POST', '', {})).json as never as { id: number };
  const doc = { ...emptyDoc, ...texts };
  const whole = await ask('3001', 'PATCH', `/${id}`, { revision: 1, doc });
  const pasted = await ask('3001', 'PATCH', `/${id}`, JSON.stringify({ revision: 2, doc: { ...doc, body: '字'.repeat(5 << 20) } }));
  const long = await ask('3001', 'PATCH', `/${id}`, { revision: 2, doc: { ...doc, body: '字'.repeat(20_000) } });
  const older = await ask('3001', 'PATCH', `/${id}`, { revision: 1, doc });
  const others = await ask('2001', 'PATCH', `/${id}`, { revision: 2, doc });
  const after = await ask('3001', 'GET', `/${id}`);
  expect({
    nobody: nobody.answer.json.problem,
    past: past.answer.json.problem,
    answers: [whole.status, pasted.status, long.status, older.status, others.status],
    after: after.json.doc,
  }).toEqual({
    nobody: { kind: 'invalid', field: 'targets', why: 'reach nobody with a desk' },
    past: { kind: 'invalid', field: 'expiresAt', why: 'is in the past' },
    answers: [200, 413, 400, 409, 404],
    after: doc,
  });
});

test('urgent goes out by somebody else’s word alone, interrupts, and is struck at every desk when it is recalled', async () => {
  const agent = await desk('1001');
  const { id, answer } = await send('2001', { kind: 'urgent', targets: to({ units: ['cards'] }) });
  const own = await ask('2001', 'POST', `/${id}/decide`, { decision: 'approved' });
  const wide = await send('3001', { kind: 'urgent', targets: to({ units: ['phone'] }) });
  const narrow = await ask('2001', 'POST', `/${wide.id}/decide`, { decision: 'approved' });
  await ask('3001', 'POST', `/${wide.id}/decide`, { decision: 'withdrawn' });
  const refused = await ask('3002', 'POST', `/${id}/decide`, { decision: 'refused', note: '写清楚时间' });
  const again = await ask('2001', 'POST', `/${id}/send`, { revision: 2 });
  const approved = await ask('3002', 'POST', `/${id}/decide`, { decision: 'approved' });
  expect([answer.json.state, own.json.problem, narrow.json.problem, refused.json.state, again.json.state, approved.json.state]).toEqual([
    'waiting',
    { kind: 'four-eyes', action: 'announcement.send' },
    { kind: 'not-allowed', action: 'approve what goes to units of others' },
    'draft',
    'waiting',
    'published',
  ]);

  const { list } = await agent.until(lists(all => all.some(one => one.id === id)));
  await agent.until(turns(keys => keys.includes(`announcement/${id}/0/0`)));
  agent.send(reports(id, 'painted'));
  await agent.until(noted(`ref-${id}-painted`));
  await ask('3001', 'POST', `/${id}/recall`, { reason: '提前恢复' });
  const struck = await agent.until(lists(all => all.some(one => one.id === id && one.ended?.how === 'recalled')));
  expect([list.map(({ kind }) => kind), struck.list.map(one => one.ended?.how)]).toEqual([['urgent'], ['recalled']]);
  await vi.waitFor(() => expect(agent.heard.findLast(turns(() => true))).toMatchObject({ interrupts: [] }), patient);
  agent.close();
});

test('others wait for the end of a conversation, carry over to the next sign-in, and stay away once acknowledged', async () => {
  const { id } = await send('3001', { targets: to({ people: ['1003'] as never }) });
  const open = {
    type: 'open',
    protocol: 1,
    conversation: 'rest-1',
    source: 'asr',
    channel: 'voice',
    openedAt: new Date().toISOString(),
    agent: '1003',
  };
  await source.open(open as never);
  const late = await desk('1003');
  await late.until(lists(all => all.some(one => one.id === id)));
  await vi.waitFor(async () => {
    const rows = await database.db.selectFrom('screen_events').select('what').where('agent', '=', '1003').execute();
    expect(rows.map(({ what }) => what.kind)).toContain('wants');
  }, patient);
  const during = late.heard.some(turns(keys => keys.length > 0));
  await source.tell({
    type: 'event',
    conversation: 'rest-1',
    source: 'asr',
    seq: 1,
    event: { kind: 'closed', by: 'customer', atMs: 60_000 },
  } as never);
  await late.until(turns(keys => keys.includes(`announcement/${id}/0/0`)));
  late.send(reports(id, 'acknowledged'));
  await late.until(noted(`ref-${id}-acknowledged`));
  await vi.waitFor(() => expect(late.heard.findLast(lists(() => true))).toMatchObject({ list: [] }), patient);
  await vi.waitFor(() => expect(late.heard.findLast(turns(() => true))).toMatchObject({ interrupts: [] }), patient);
  late.close();
  const next = await desk('1003');
  const first = await next.until(lists(() => true));
  expect({ during, first: first.list }).toEqual({ during: false, first: [] });
  next.close();
});

test('reach: the first time wins, strangers do not count, the missing are named, reminded, exported; a new version ends the old', async () => {
  const { db } = database;
  const { id } = await send('3001', {
    targets: to({ units: ['loans'], except: ['1003'] as never }),
    title: '=SUM(A1)',
    importance: 'glance',
  });
  const [reader, stranger] = [await desk('1004'), await desk('1002')];
  await reader.until(lists(all => all.some(one => one.id === id)));
  reader.send({ type: 'visible', on: false });
  stranger.send(reports(id, 'painted'));
  await stranger.until(noted(`ref-${id}-painted`));
  await db
    .insertInto('shift')
    .values({ staff_no: '1004', starts_at: new Date(Date.now() - 3_600_000), ends_at: inAnHour() })
    .execute();
  await vi.waitFor(
    async () => expect(await db.selectFrom('desk_presence').select('agent').where('agent', '=', '1004').execute()).toHaveLength(1),
    patient,
  );
  const before = (await ask('3001', 'GET', `/${id}/reach`)).json;
  const reminded = await ask('3001', 'POST', `/${id}/remind`, {});
  const twice = await ask('3001', 'POST', `/${id}/remind`, {});
  await reader.until(lists(all => all.some(one => one.turn === `announcement/${id}/0/1`)));

  reader.send(reports(id, 'painted'));
  await reader.until(noted(`ref-${id}-painted`));
  const [one] = await db.selectFrom('announcement_reports').select('at').where('announcement', '=', id).execute();
  reader.send({
    type: 'announced',
    ref: 'ref-later',
    reports: [{ announcement: id, occasion: 0, state: 'painted', agoMs: 0, openMs: 900 }],
  } as never);
  await reader.until(noted('ref-later'));
  const rows = await db
    .selectFrom('announcement_reports')
    .select(['agent', 'state', 'at', 'open_ms'])
    .where('announcement', '=', id)
    .execute();
  const after = (await ask('3001', 'GET', `/${id}/reach`)).json;
  const csv = await ask('3001', 'GET', `/${id}/reach.csv`);

  const next = await send('3001', { targets: to({ people: ['1004'] as never }) }, id);
  const read = async () =>
    (await ask('3001', 'GET', `/${id}`)).json as never as { state: string; versions: { version: number; painted: number }[] };
  await vi.waitFor(async () => expect((await read()).state).not.toBe('published'), patient);
  const old = await read();
  expect({
    before: [before.counts, before.missing],
    reminded: [reminded.json, twice.json],
    rows,
    after: [after.counts, after.missing, after.unread],
    csv: csv.text.split('\r\n').map(line => line.split(',').slice(0, 5).join(',')),
    versions: [old.state, next.answer.json.state, old.versions.map(({ version, painted }) => [version, painted])],
  }).toEqual({
    before: [
      { targeted: 1, onShift: 1, painted: 0, paintedOnShift: 0, read: 0, acknowledged: 0, saying: 0, callsSaid: 0 },
      [{ staffNo: '1004', unit: '贷款组', why: 'hidden', since: expect.any(String) }],
    ],
    reminded: [{ reminded: 1 }, { reminded: 0 }],
    rows: [{ agent: '1004', state: 'painted', at: one?.at, open_ms: 900 }],
    after: [
      { targeted: 1, onShift: 1, painted: 1, paintedOnShift: 1, read: 0, acknowledged: 0, saying: 0, callsSaid: 0 },
      [],
      [{ staffNo: '1004', unit: '贷款组', openMs: 900 }],
    ],
    csv: ['工号,姓名,班组,版本,在班', '1004,1004,贷款组,1,1', ''],
    versions: [
      'superseded',
      'published',
      [
        [1, 1],
        [2, 0],
      ],
    ], // prettier-ignore
  });
  reader.close();
  stranger.close();
});

test('a new version of a later hour leaves the old in force until then; recalled before, it ends nothing', async () => {
  const { db } = database;
  const targets = to({ people: ['1003'] as never });
  const schedule = { kind: 'at' as const, at: new Date(Date.now() + 600_000).toISOString() };
  const [old, other] = [await send('3001', { targets }), await send('3001', { targets })];
  const next = await send('3001', { targets, schedule }, old.id);
  const withdrawn = await send('3001', { targets, schedule }, other.id);
  const states = async () => {
    const ids = [old, next, other, withdrawn].map(({ id }) => id);
    const rows = await db.selectFrom('announcements').select('state').where('id', 'in', ids).orderBy('id').execute();
    return rows.map(({ state }) => state); // in the order they were begun: old, other, next, withdrawn
  };
  const agent = await desk('1003');
  await agent.until(lists(all => [old.id, other.id].every(id => all.some(one => one.id === id && !one.ended))));
  const unwritten = db.selectFrom('announcements').select('id').where('state', '=', 'published').where('resolved_at', 'is', null);
  await vi.waitFor(async () => expect(await unwritten.execute()).toEqual([]), patient);
  await supersedeBegun(db, Date.now() + 590_000, 'Asia/Shanghai');
  const before = await states();
  await ask('3001', 'POST', `/${withdrawn.id}/recall`, { reason: '不改了' });
  await supersedeBegun(db, Date.now() + 610_000, 'Asia/Shanghai');
  agent.close();
  expect([before, await states()]).toEqual([
    ['published', 'published', 'published', 'published'],
    ['superseded', 'published', 'published', 'recalled'],
  ]);
});

test('a new version by shift takes the old one away at each agent’s own shift, not at the first one’s', async () => {
  const { db } = database;
  const people = ['1011', '1012', '1013'] as const;
  for (const staffNo of people) cookies.set(staffNo, await signedIn(db, staffNo, ['desk.use'], 'cards'));
  const duty = (staffNo: string, fromMin: number) => ({
    staff_no: staffNo,
    starts_at: new Date(Date.now() + fromMin * 60_000),
    ends_at: new Date(Date.now() + 9 * 3_600_000),
  });
  await db
    .insertInto('shift')
    .values([duty('1012', -1), duty('1013', 60)])
    .execute();
  const targets = to({ people: people as never });
  const old = await send('3001', { targets });
  const { id } = await send('3001', { targets, schedule: { kind: 'shift', every: 'first' } }, old.id);
  const replaced = db.selectFrom('announcements').select('state').where('id', '=', old.id);
  await vi.waitFor(async () => expect(await replaced.executeTakeFirst()).toEqual({ state: 'superseded' }), patient);
  const inForce = async (staffNo: string) => {
    const agent = await desk(staffNo);
    const { list } = await agent.until(lists(() => true));
    agent.close();
    return list.map(one => (one.id === id ? 'new' : 'old'));
  };
  expect([await inForce('1011'), await inForce('1012'), await inForce('1013')]).toEqual([['new'], ['new'], ['old']]);
});

test('an hour that passed while it waited bars its author, and not the approver: it is shown at once', async () => {
  const schedule = { kind: 'at' as const, at: new Date(Date.now() + 600_000).toISOString() };
  const { id } = await send('3001', { kind: 'urgent', targets: to({ people: ['1002'] as never }), schedule });
  const past = { ...schedule, at: new Date(Date.now() - 600_000).toISOString() };
  const late = await send('3001', { kind: 'urgent', targets: to({ people: ['1002'] as never }), schedule: past });
  await database.db
    .updateTable('announcements')
    .set({ doc: sql`jsonb_set(doc, '{schedule}', ${JSON.stringify(past)}::jsonb)` })
    .where('id', '=', id)
    .execute();
  const approved = await ask('3002', 'POST', `/${id}/decide`, { decision: 'approved' });
  expect([late.answer.json.problem, approved.json]).toEqual([
    { kind: 'invalid', field: 'schedule', why: 'is in the past' },
    { state: 'published' },
  ]);
  const agent = await desk('1002');
  await agent.until(lists(all => all.some(one => one.id === id)));
  agent.close();
});

test('then actually said: all phrases in one call, after it was painted, by those it is for', async () => {
  const { db } = database;
  const { id } = await send('3001', {
    targets: to({ people: ['1001', '1002'] as never }),
    say: '每月2元，您同意吗',
    said: [
      { label: '每月2元', said: [] },
      { label: '同意', said: ['@agree'] },
    ], // prettier-ignore
  });
  const bad = await ask('3001', 'GET', `/${id}`); // a concept there is not: it could not be sent
  expect(bad.json.state).toBe('draft');
  const sent = await send('3001', {
    targets: to({ people: ['1001', '1002'] as never }),
    say: '每月2元，您同意吗',
    said: [
      { label: '每月2元', said: [] },
      { label: '同意', said: [] },
    ], // prettier-ignore
  });
  const agent = await desk('1001');
  await agent.until(lists(all => all.some(one => one.id === sent.id)));
  const speak = async (name: string, who: string, lines: readonly string[]) => {
    const open = {
      type: 'open',
      protocol: 1,
      conversation: name,
      source: 'asr',
      channel: 'voice',
      openedAt: new Date().toISOString(),
      agent: who,
    };
    await source.open(open as never);
    for (const [at, text] of lines.entries()) {
      const event = { kind: 'heard', speaker: 'agent', text, startMs: at * 3000, endMs: at * 3000 + 2000 };
      await source.tell({ type: 'event', conversation: name, source: 'asr', seq: at + 1, event } as never);
    }
  };
  await speak('said-early', '1001', ['每月2元，您同意吗']);
  agent.send(reports(sent.id, 'painted'));
  await agent.until(noted(`ref-${sent.id}-painted`));
  await speak('said-whole', '1001', ['短信通知每月两块钱', '每月二元', '您同意开通吗']);
  await speak('said-half', '1001', ['每月2元']);
  await speak('said-unseen', '1002', ['每月2元，您同意吗']);
  const take = takeSaid(async () => ({ release: randomUUID(), concepts: [] }));
  while ((await consumeOnce(db, 'announcements-said', take)) > 0);
  await vi.waitFor(async () => {
    await consumeOnce(db, 'announcements-said', take);
    const { json } = await ask('3001', 'GET', `/${sent.id}/reach`);
    const { painted, saying, callsSaid } = json.counts as never as ReachCounts;
    expect({ painted, saying, callsSaid }).toEqual({ painted: 1, saying: 1, callsSaid: 1 });
  }, patient);
  agent.close();
});
