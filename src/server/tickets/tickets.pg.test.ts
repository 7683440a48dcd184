import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { ConversationId, UserId } from '#domain/ids.ts';
import { Leaf } from '#domain/leaf.ts';
import type { Problem } from '#domain/problem.ts';
import type { TicketDeed } from '#domain/ticket.ts';
import type {
  BulkAnswer,
  MadeTicket,
  Ticket,
  TicketChanges,
  TicketCounts,
  TicketDetail,
  TicketDraft,
  TicketList,
} from '#protocol/tickets.ts';
import { EnglishNames } from '#server/content/english-names.ts';
import { mayReadBy } from '#server/desk/may-read.ts';
import { buildHttp, type Http } from '#server/http.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { noLog, openLog } from '#server/log.ts';
import { seedDemoPeople } from '#server/people/demo-people.ts';
import { openSession } from '#server/people/sessions.ts';
import { releaseHolds } from '#server/tickets/keep-holds.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import { approvePlan, storePlan } from '#server/tickets/plan.ts';
import { readPlan, unitsOf } from '#server/tickets/read-plan.ts';
import { ticketRoutes } from '#server/tickets/ticket-routes.ts';
import { keyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';
import { patient } from '#test/kit/patient.ts';
import { engineOf } from '#test/kit/play-lines.ts';
import { type TestDatabase, testDatabase } from '#test/kit/postgres.ts';

const folder = fileURLToPath(new URL('../../../content/jianghai', import.meta.url));
const day = 20261122;
const call = ConversationId.parse(`${day}-0010123456789000`);
const unfinished = ConversationId.parse(`${day}-0010123456789001`);
const phoneMark = '⟦phone:1 …0016 ✓⟧';
const noon = Date.parse('2026-11-23T12:00:00+08:00');

let database: TestDatabase;
let http: Http;
let parts: TicketParts;
let vault: Vault;
let now = noon;
const sessions = new Map<string, { cookie: string; csrf: string }>();

beforeAll(async () => {
  database = await testDatabase({ poolSize: 6 });
  const { db } = database;
  await seedDemoPeople(db);
  vault = new Vault(db, keyRing(new Uint8Array(32).fill(3)));
  const leaf = Leaf.parse({
    code: '120101',
    path: ['投诉与建议', '服务态度投诉', '客服人员态度'],
    pathEn: ['Complaints & Suggestions', 'Service attitude', "Agent's attitude"],
  });
  const engine = engineOf({ leaves: [leaf] });
  const engines = { latest: async () => ({ release: 'test', artefact: 'test', engine }) };
  parts = {
    db,
    clock: { now: () => now },
    vault,
    engines,
    mayRead: mayReadBy(db),
    namesFor: new EnglishNames(engines).for,
  };
  http = await buildHttp({
    db,
    clock: systemClock,
    log: process.env.DESKSIDE_TEST_LOG ? openLog({ level: 'error', pii: true }) : noLog,
    host: '127.0.0.1',
    screens: folder,
    requestsPerMinute: 1_000_000,
    features: [ticketRoutes(parts)],
  });
  await http.app.ready();
  for (const staffNo of ['1027', '1533', '1088', '2001', '3001', '8001', '8002', '8003', '8101', '7001']) {
    const person = await db.selectFrom('person').select('id').where('staff_no', '=', staffNo).executeTakeFirstOrThrow();
    const { token, csrf } = await openSession(db, systemClock, UserId.parse(person.id));
    sessions.set(staffNo, { cookie: `deskside=${token}`, csrf });
  }
  await wrappedCall();
});
afterAll(async () => {
  await http?.app.close();
  await database?.close();
});
beforeEach(() => {
  now = noon;
});

test('no ticket without a plan; its author cannot make it live, here and in the database', async () => {
  expect(await problem('1027', 'POST', '/v1/tickets', { request: randomUUID() })).toMatchObject({ kind: 'not-found', what: 'ticket plan' });
  const { plan, calendar, problems } = await readPlan(folder, await unitsOf(database.db));
  expect(problems).toEqual([]);
  if (!plan || !calendar) return;
  const { id } = await storePlan(database.db, { plan, calendar }, '4001');
  await expect(approvePlan(database.db, id, '4001')).rejects.toThrow('four-eyes');
  const own = database.db.updateTable('ticket_plans').set({ approver: '4001', approved_at: new Date() }).where('id', '=', id).execute();
  await expect(own).rejects.toThrow('plan_four_eyes');
  await approvePlan(database.db, id, '4002');
  expect(await storePlan(database.db, { plan, calendar }, '4001')).toEqual({ id, fresh: false });
});

test('a wrap-up fills the ticket; the same request again is the same ticket; its phone is held', async () => {
  expect(await ask<TicketDraft>('1027', 'GET', `/v1/tickets/draft?conversation=${call}`)).toEqual({
    kind: 'complaint',
    category: '120101',
    path: ['投诉与建议', '服务态度投诉', '客服人员态度'],
    further: [{ code: '050601', path: ['短信通知签约'] }],
    title: '客服人员态度',
    description: '客户投诉上次坐席态度差，回电〔手机号 …0016〕。',
    phone: phoneMark,
    made: [],
  });
  const body = { request: randomUUID(), conversation: call, subject: '1533' };
  const both = await Promise.all([
    ask<MadeTicket>('1027', 'POST', '/v1/tickets', body),
    ask<MadeTicket>('1027', 'POST', '/v1/tickets', body),
  ]);
  expect(both.map(({ again }) => again).sort()).toEqual([false, true]);
  expect(both[0].number).toBe(both[1].number);
  expect(both[0]).toMatchObject({ number: 'GD2611230001', unit: { id: 'complaints', name: '投诉与工单处理部' } });
  const detail = await ask<TicketDetail>('8001', 'GET', `/v1/tickets/${both[0].number}`);
  expect({ ...detail.ticket, steps: detail.steps.map(({ what }) => what) }).toMatchObject({
    kind: 'complaint',
    urgent: true,
    state: 'new',
    doneBy: '2026-12-08T16:00:00.000Z',
    beginBy: '2026-11-24T09:30:00.000Z',
    clock: 'running',
    steps: ['made'],
  });
  expect([detail.conversation, detail.process, detail.phone, detail.subject?.staffNo, detail.fields]).toEqual([
    call,
    'P14',
    phoneMark,
    '1533',
    { demand: '道歉并退还年费' },
  ]);
  expect(detail.further).toEqual([{ code: '050601', path: ['短信通知签约'] }]);
  const holds = await database.db.selectFrom('vault_holds').select(['conversation', 'reason']).execute();
  expect(holds).toEqual([{ conversation: call, reason: `ticket ${both[0].number}` }]);
});

test.each([
  { when: 'not wrapped up yet', by: '1027', body: { conversation: unfinished }, is: { kind: 'conflict' } },
  { when: 'somebody else’s conversation', by: '1088', body: { conversation: call }, is: { kind: 'not-found' } },
  { when: 'a kind there is not', by: '1027', body: { kind: 'praise' }, is: { kind: 'invalid', field: 'kind' } },
  { when: 'a category there is not', by: '1027', body: { category: '99' }, is: { kind: 'invalid', field: 'category' } },
  {
    when: 'a required field missing',
    by: '1027',
    body: { kind: 'complaint' },
    is: { kind: 'invalid', field: 'fields.demand', why: 'missing' },
  },
  { when: 'no phone number', by: '1027', body: { phone: '随便' }, is: { kind: 'invalid', field: 'phone' } },
  {
    when: 'a description of 9,000 characters',
    by: '1027',
    body: { description: '长'.repeat(9000) },
    is: { kind: 'invalid', field: 'body.description' },
  },
  { when: 'a paste of 5 MB', by: '1027', body: { description: '长'.repeat(5_000_000) }, is: { kind: 'too-large' } },
  { when: 'no right', by: '3001', body: {}, is: { kind: 'not-allowed' } },
])('not made: $when', async ({ by, body, is }) => {
  expect(await problem(by, 'POST', '/v1/tickets', { request: randomUUID(), ...body })).toMatchObject(is);
});

test('two close at once: one does, the other is told who and when', async () => {
  const number = await made({ kind: 'consult' });
  await deed('8001', number, { kind: 'take' });
  const { ticket } = await detail('8001', number);
  const close: TicketDeed = { kind: 'close', result: 'answered', text: '已答复', fields: {} };
  const answers = await Promise.all(
    [1, 2].map(() => inject('8001', 'POST', `/v1/tickets/${number}/deeds`, { version: ticket.version, deed: close })),
  );
  const [first, second] = answers.sort((a, b) => a.statusCode - b.statusCode);
  expect([first?.statusCode, second?.statusCode, second?.json().problem]).toEqual([
    200,
    409,
    { kind: 'conflict', why: expect.stringContaining('close by 8001'), by: '8001', at: expect.stringContaining('2026-11-23') },
  ]);
  expect((await detail('8001', number)).steps.map(({ what }) => what)).toEqual(['made', 'take', 'close']);
});

test('twenty take one ticket at once: one has it', async () => {
  const number = await made({ kind: 'consult' });
  const takers = Array.from({ length: 20 }, (_, at) => (at % 2 ? '8001' : '8002'));
  const answers = await Promise.all(
    takers.map(by => inject(by, 'POST', `/v1/tickets/${number}/deeds`, { version: 1, deed: { kind: 'take' } })),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(19).fill(409)]);
});

test('a hand-over is nobody’s loss: whose it was until it is taken, back when it is refused', async () => {
  const number = await made({ kind: 'consult' });
  await deed('8001', number, { kind: 'take' });
  await deed('8001', number, { kind: 'offer', to: '8002' as never, reason: '休假' });
  expect((await detail('8001', number)).ticket).toMatchObject({
    handler: { staffNo: '8001' },
    offered: { to: { staffNo: '8002' }, reason: '休假' },
  });
  expect((await ask<TicketCounts>('8002', 'GET', '/v1/tickets/counts')).offered).toBe(1);
  await deed('8002', number, { kind: 'refuse', reason: '手上已满' });
  expect((await detail('8001', number)).ticket.handler?.staffNo).toBe('8001');
  await deed('8001', number, { kind: 'offer', unit: 'operations', reason: '需后台查流水' });
  await deed('8101', number, { kind: 'accept' });
  const after = await detail('8101', number);
  expect([after.ticket.handler?.staffNo, after.ticket.unit.id, after.ticket.offered]).toEqual(['8101', 'operations', undefined]);
  expect(
    after.steps.slice(-2).map(({ what, fromHandler, toHandler, reason }) => [what, fromHandler?.staffNo, toHandler?.staffNo, reason]),
  ).toEqual([
    ['offer', '8001', '8001', '需后台查流水'],
    ['accept', '8001', '8101', undefined],
  ]);
  expect(await refusal('8101', number, { kind: 'offer', to: '1027' as never, reason: '…' })).toMatchObject({
    kind: 'invalid',
    field: 'deed.to',
  });
});

test('whom it is about has no part in it: not by a route, not in the database', async () => {
  const number = await made({ kind: 'complaint', subject: '8002', fields: { demand: '道歉' } });
  expect(await problem('8002', 'GET', `/v1/tickets/${number}`)).toMatchObject({ kind: 'not-found' });
  expect(await refusal('8002', number, { kind: 'take' }, 1)).toMatchObject({ kind: 'not-found' });
  expect(await refusal('8003', number, { kind: 'assign', to: '8002' as never })).toMatchObject({ kind: 'four-eyes' });
  await deed('8001', number, { kind: 'take' });
  expect(await refusal('8003', number, { kind: 'edit', subject: '8001' as never })).toMatchObject({ kind: 'four-eyes' });
  const { db } = database;
  const set = (change: object) => db.updateTable('tickets').set(change).where('number', '=', number).execute();
  await expect(set({ handler: '8002' })).rejects.toThrow('recusal');
  await expect(set({ offered_to: '8002', offered_by: '8001', offered_at: new Date() })).rejects.toThrow('recusal');
  await expect(set({ subject: '8001' })).rejects.toThrow('recusal');
  const step = { ticket: number, number: 99, at: new Date(), by: '8002', what: 'note', to_state: 'handling', details: '{}' } as const;
  await expect(
    db
      .insertInto('ticket_steps')
      .values({ ...step, from_state: null, from_handler: null, to_handler: null, reason: null })
      .execute(),
  ).rejects.toThrow('recusal');
  await expect(db.updateTable('ticket_steps').set({ reason: 'x' }).where('ticket', '=', number).execute()).rejects.toThrow(
    'is not changed',
  );
});

test('a complaint’s clock: 15 days, 30 by its handler, 60 by somebody who leads and does not handle it; a follow-up stands still while it waits', async () => {
  const number = await made({ kind: 'complaint', fields: { demand: '退费' } });
  await deed('8003', number, { kind: 'take' });
  const ends = async () => (await detail('8003', number)).ticket.doneBy;
  expect(await ends()).toBe('2026-12-08T16:00:00.000Z');
  await deed('8003', number, { kind: 'extend', reason: '情况复杂' });
  expect(await ends()).toBe('2026-12-23T16:00:00.000Z');
  expect(await refusal('8003', number, { kind: 'extend', reason: '特殊' })).toMatchObject({ kind: 'four-eyes' });
  await deed('8003', number, { kind: 'offer', to: '8001' as never, reason: '…' });
  await deed('8001', number, { kind: 'accept' });
  expect(await refusal('8001', number, { kind: 'extend', reason: '特殊' })).toMatchObject({ kind: 'four-eyes' });
  await deed('8003', number, { kind: 'extend', reason: '特殊' });
  expect(await ends()).toBe('2027-01-22T16:00:00.000Z');
  expect(await refusal('8003', number, { kind: 'extend', reason: '再来' })).toMatchObject({ kind: 'conflict' });
  await deed('8001', number, { kind: 'wait', reason: '等材料' });
  now += 5 * 86_400_000;
  await deed('8001', number, { kind: 'resume' });
  expect(await ends()).toBe('2027-01-22T16:00:00.000Z');

  now = noon;
  const follow = await made({ kind: 'follow-up' });
  await deed('8001', follow, { kind: 'take' });
  expect((await detail('8001', follow)).ticket.doneBy).toBe('2026-11-26T09:30:00.000Z');
  await deed('8001', follow, { kind: 'wait', reason: '客户出差' });
  now = Date.parse('2026-11-30T12:00:00+08:00');
  expect((await detail('8001', follow)).ticket.clock).toBe('paused');
  await deed('8001', follow, { kind: 'resume' });
  expect((await detail('8001', follow)).ticket).toMatchObject({ clock: 'running', doneBy: '2026-12-03T09:30:00.000Z' });
});

test('called back by one recorded click; closed only with what its result needs; opened again within thirty days, then its number is let go', async () => {
  const number = await made({ kind: 'complaint', phone: '199 0000 0016', fields: { demand: '退费' } });
  expect(await problem('8001', 'POST', `/v1/tickets/${number}/number`, {})).toMatchObject({ kind: 'not-allowed' });
  await deed('8001', number, { kind: 'take' });
  expect(await refusal('8001', number, close({}))).toMatchObject({ kind: 'invalid', field: 'fields.cause', why: 'missing' });
  expect(await refusal('8001', number, close({ cause: 'price' }))).toMatchObject({ field: 'fields.rectification' });
  const full = close({ cause: 'price', rectification: '修订收费提示' });
  expect(await refusal('8001', number, full)).toMatchObject({ field: 'deed.called', why: expect.stringMatching(/^missing/) });
  expect(await ask('8001', 'POST', `/v1/tickets/${number}/number`, {})).toEqual({ value: '19900000016' });
  await deed('8001', number, { kind: 'called', outcome: 'reached', note: '客户认可,卡号6200000000000005' });
  await deed('8001', number, full);
  const closed = await detail('8001', number);
  expect(closed.steps.map(({ what }) => what)).toEqual(['made', 'take', 'number-opened', 'called', 'close']);
  expect(closed.steps[3]?.reason).toBe('客户认可,卡号〔卡号 …0005〕');
  expect([closed.ticket.clock, closed.closedBy?.staffNo, closed.mayOpenNumber]).toEqual(['stopped', '8001', false]);

  now += 29 * 86_400_000;
  expect(await releaseHolds(parts)).toBe(0);
  await deed('1027', number, { kind: 'reopen', reason: '客户来电不认可' });
  expect((await detail('8001', number)).ticket).toMatchObject({ state: 'handling', reopened: 1, clock: 'running' });
  expect(await refusal('8001', number, full)).toMatchObject({ field: 'deed.called' }); // the call before does not settle it again
  await deed('8001', number, { kind: 'called', outcome: 'reached' });
  await deed('8001', number, full);
  now += 31 * 86_400_000;
  expect(await refusal('1027', number, { kind: 'reopen', reason: '…' })).toMatchObject({ kind: 'conflict' });
  expect(await releaseHolds(parts)).toBeGreaterThanOrEqual(1);
  await vault.sweep(new Date(now + 1));
  expect((await detail('8001', number)).phone).toBeUndefined();
  const sealed = await sql<{ count: number }>`select count(*)::int as count from vault where conversation <> ${call}`.execute(database.db);
  expect(sealed.rows[0]?.count).toBe(0);
  const kept = await database.db.selectFrom('vault').select('conversation').where('conversation', '=', call).execute();
  expect(kept).toEqual([{ conversation: call }]); // past its end, but a ticket refers to it
});

const settled = close({ cause: 'price', rectification: '修订收费提示' });

test('a complaint nobody answered is closed after three calls with time between, no sooner', async () => {
  const number = await made({ kind: 'complaint', phone: '199 0000 0016', fields: { demand: '退费' } });
  await deed('8001', number, { kind: 'take' });
  const call = async () => deed('8001', number, { kind: 'called', outcome: 'no-answer' });
  await call();
  await call(); // at once: no other try
  expect((await detail('8001', number)).callBack).toEqual({
    kind: 'unreached',
    tries: 1,
    of: 3,
    nextFromMs: now + 3_600_000,
  });
  expect(await refusal('8001', number, settled)).toMatchObject({ field: 'deed.called', why: expect.stringContaining('1 of 3 tries') });
  now += 3_600_000;
  await call();
  expect(await refusal('8001', number, settled)).toMatchObject({ why: expect.stringContaining('2 of 3 tries') });
  now += 3_600_000;
  await call();
  expect((await detail('8001', number)).callBack).toEqual({ kind: 'settled', by: 'tries', tries: 3 });
  await deed('8001', number, settled);
});

test('a follow-up ends as called back only after a call that was answered; three without one end as not reached', async () => {
  const number = await made({ kind: 'follow-up', phone: '199 0000 0016' });
  const end = (result: string) => ({ kind: 'close' as const, result, text: '已处理', fields: {} });
  await deed('8001', number, { kind: 'take' });
  for (let tries = 0; tries < 3; tries++) {
    await deed('8001', number, { kind: 'called', outcome: 'no-answer' });
    now += 3_600_000;
  }
  const refused = await refusal('8001', number, end('reached'));
  await deed('8001', number, end('unreachable'));
  await deed('8001', number, { kind: 'reopen', reason: '客户回电' });
  await deed('8001', number, { kind: 'called', outcome: 'reached' });
  const other = await refusal('8001', number, end('declined'));
  await deed('8001', number, end('reached'));
  expect([refused, other]).toEqual([
    { kind: 'invalid', field: 'deed.result', why: 'call-back: reached needs one that ended as reached; this one ended as tries' },
    { kind: 'invalid', field: 'deed.result', why: 'call-back: declined needs one that ended as refused; this one ended as reached' },
  ]);
});

test('a complaint without a telephone is closed once somebody has said why; with one that is no way out', async () => {
  const number = await made({ kind: 'complaint', fields: { demand: '退费' } });
  await deed('8001', number, { kind: 'take' });
  expect(await refusal('8001', number, settled)).toMatchObject({ field: 'deed.called', why: expect.stringMatching(/^no-number/) });
  expect(await refusal('8001', number, { kind: 'called', outcome: 'no-number' })).toMatchObject({ field: 'deed.note', why: 'missing' });
  await deed('8001', number, { kind: 'called', outcome: 'no-number', note: '客户来函，未留电话，已书面答复' });
  expect((await detail('8001', number)).callBack).toEqual({ kind: 'settled', by: 'no-number', tries: 0 });
  await deed('8001', number, settled);

  const other = await made({ kind: 'complaint', phone: '199 0000 0016', fields: { demand: '退费' } });
  await deed('8001', other, { kind: 'take' });
  expect(await refusal('8001', other, { kind: 'called', outcome: 'no-number', note: '不想打' })).toMatchObject({ field: 'deed.outcome' });
  expect(await refusal('8001', other, { kind: 'called', outcome: 'refused' })).toMatchObject({ field: 'deed.note' });
  await deed('8001', other, { kind: 'called', outcome: 'refused', note: '客户来电撤诉，不用再回' });
  await deed('8001', other, settled);
});

test('what the list shows is what one may see: overdue first, chased by those who wait for it', async () => {
  const mineOf = async (by: string) => (await ask<TicketList>(by, 'GET', '/v1/tickets?limit=100')).tickets.map(({ number }) => number);
  const number = await made({ kind: 'consult', title: '查询100%返现_活动' });
  const other = await made({ kind: 'consult' }, '1088');
  now = Date.parse('2026-11-25T18:00:00+08:00');
  await deed('1027', number, { kind: 'chase', reason: '客户又来电' });
  await deed('2001', number, { kind: 'chase' });
  const list = await ask<TicketList>('8003', 'GET', '/v1/tickets?view=overdue&kind=consult&text=100%25%E8%BF%94%E7%8E%B0_');
  expect(list.tickets.map(({ number, clock, chased }) => [number, clock, chased])).toEqual([[number, 'overdue', 2]]);
  const [agent, leader, colleague, handler, operations, inspector] = await Promise.all(
    ['1027', '2001', '1533', '8001', '8101']
      .map(mineOf)
      .concat(inject('3001', 'GET', '/v1/tickets').then(answer => [String(answer.statusCode)])),
  );
  const sees = [agent, leader, colleague, handler, operations].map(found => [found?.includes(number), found?.includes(other)]);
  expect(sees).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [true, true],
    [false, false],
  ]);
  expect(inspector).toEqual(['403']);

  const seen: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 50; pages++) {
    const page = await ask<TicketList>('8003', 'GET', `/v1/tickets?limit=2${after ? `&after=${after}` : ''}`);
    seen.push(...page.tickets.map(one => one.number));
    after = page.next;
    if (!after) break;
  }
  const whole = await ask<TicketList>('8003', 'GET', '/v1/tickets?limit=100');
  expect(seen).toEqual(whole.tickets.map(one => one.number));
  expect(whole.total).toBe(seen.length);
  const ends = whole.tickets.map(({ doneBy }) => doneBy);
  expect(ends).toEqual([...ends].sort());
});

test('whoever reads in English sees where it is filed in English, and it stays filed as it was', async () => {
  const number = await made({ kind: 'consult', category: '120101' }, '1533');
  const speak = (lang: 'zh' | 'en') => database.db.updateTable('person').set({ lang }).where('staff_no', '=', '1533').execute();
  const paths = async () => {
    const list = await ask<TicketList>('1533', 'GET', '/v1/tickets?limit=100');
    const { ticket } = await ask<{ ticket: Ticket }>('1533', 'GET', `/v1/tickets/${number}`);
    return [list.tickets.find(one => one.number === number)?.path, ticket.path];
  };
  const english = ['Complaints & Suggestions', 'Service attitude', "Agent's attitude"];
  const chinese = ['投诉与建议', '服务态度投诉', '客服人员态度'];
  await speak('en');
  expect(await paths()).toEqual([english, english]);
  await speak('zh');
  expect(await paths()).toEqual([chinese, chinese]);
});

test('one deed on many: what fails for one is told beside it', async () => {
  const numbers = [await made({ kind: 'consult' }), await made({ kind: 'consult' }), await made({ kind: 'consult' })];
  await deed('8002', numbers[1] ?? '', { kind: 'take' });
  const tickets = numbers.map(number => ({ number, version: 1 }));
  const { rows } = await ask<BulkAnswer>('8001', 'POST', '/v1/tickets/bulk', { tickets, deed: { kind: 'take' } });
  expect(rows.map(({ done, problem: why }) => [done, why?.kind, why?.kind === 'conflict' ? why.by : undefined])).toEqual([
    [true, undefined, undefined],
    [false, 'conflict', '8002'],
    [true, undefined, undefined],
  ]);
});

test('an export is recorded, holds what one may see, and no formula', async () => {
  await made({ kind: 'consult', title: '=HYPERLINK("http://x","点我")', description: '@SUM(A1)\n"引号",逗号' });
  const csv = await inject('8003', 'GET', '/v1/tickets/export?view=all');
  const lines = csv.body.split('\r\n').filter(Boolean);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(lines[0]?.startsWith('\uFEFF工单号,类型,状态')).toBe(true);
  const bad = csv.body.match(/(^|,|\n)"?[=+\-@\t]/gu) ?? [];
  expect(bad).toEqual([]);
  expect(csv.body).toContain(`"'=HYPERLINK(""http://x"",""点我"")","'@SUM(A1)\n""引号"",逗号"`);
  const xlsx = await inject('8003', 'GET', '/v1/tickets/export?view=all&format=xlsx&lang=en');
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const english = await inject('8003', 'GET', '/v1/tickets/export?view=all&lang=en');
  expect(english.body).toContain("Complaints & Suggestions / Service attitude / Agent's attitude");
  expect((await inject('8001', 'GET', '/v1/tickets/export')).statusCode).toBe(403);
  const deeds = await database.db.selectFrom('audit').select('details').where('action', '=', 'tickets-exported').execute();
  expect(deeds.map(({ details }) => (details as { format: string }).format)).toEqual(['csv', 'xlsx', 'csv']);
});

test('every change is told once, in order, without what was said', async () => {
  const all: TicketChanges['changes'][number][] = [];
  let after = '';
  const { count } = await database.db
    .selectFrom('ticket_steps')
    .select(row => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await vi.waitUntil(async () => {
    const page = await ask<TicketChanges>('8003', 'GET', `/v1/tickets/changes?limit=7${after ? `&after=${after}` : ''}`);
    all.push(...page.changes);
    const isSame = after === page.next;
    after = page.next;
    return isSame && (await remaining(after)) === 0;
  }, patient);
  const told = all.map(({ id }) => id);
  expect(new Set(told).size).toBe(told.length);
  expect(told.length).toBeLessThanOrEqual(count); // a lead hears of what the own unit handles
  expect(told.length).toBeGreaterThan(20);
  expect(JSON.stringify(all)).not.toMatch(/态度差|19900000016|道歉/);
});

test('what each role may ask', async () => {
  const roles = ['1027', '2001', '3001', '7001', '8001', '8003'];
  const asks = [
    ['GET', '/v1/tickets'],
    ['GET', '/v1/tickets/plan'],
    ['GET', '/v1/tickets/counts'],
    ['GET', '/v1/tickets/changes'],
    ['GET', '/v1/tickets/GD2611230001'],
    ['POST', '/v1/tickets/GD2611230001/number'],
  ] as const;
  const table = await Promise.all(
    roles.map(async by => [by, ...(await Promise.all(asks.map(async ([method, url]) => (await inject(by, method, url)).statusCode)))]),
  );
  expect(table).toEqual([
    ['1027', 200, 200, 200, 403, 200, 403],
    ['2001', 200, 200, 200, 200, 200, 403],
    ['3001', 403, 403, 403, 403, 403, 403],
    ['7001', 403, 403, 403, 403, 403, 403],
    ['8001', 200, 200, 200, 403, 200, 403],
    ['8003', 200, 200, 200, 200, 200, 403],
  ]);
});

function close(fields: Record<string, string>): TicketDeed {
  return { kind: 'close', result: 'upheld', text: '已退费并致歉', fields };
}

async function inject(by: string, method: 'GET' | 'POST', url: string, body?: object) {
  const { cookie, csrf } = sessions.get(by) ?? { cookie: '', csrf: '' };
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', cookie, 'x-csrf': csrf };
  return http.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
}

async function ask<Answer>(by: string, method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> {
  const answer = await inject(by, method, url, body);
  if (answer.statusCode >= 400) throw new Error(`${method} ${url} by ${by}: ${answer.statusCode} ${answer.body}`);
  return answer.json() as Answer;
}

async function problem(by: string, method: 'GET' | 'POST', url: string, body?: object): Promise<Problem> {
  return ((await inject(by, method, url, body)).json() as { problem: Problem }).problem;
}

async function made(body: object, by = '1027'): Promise<string> {
  return (await ask<MadeTicket>(by, 'POST', '/v1/tickets', { request: randomUUID(), ...body })).number;
}

function detail(by: string, number: string): Promise<TicketDetail> {
  return ask<TicketDetail>(by, 'GET', `/v1/tickets/${number}`);
}

async function deed(by: string, number: string, what: TicketDeed): Promise<void> {
  const { version } = await database.db.selectFrom('tickets').select('version').where('number', '=', number).executeTakeFirstOrThrow();
  await ask(by, 'POST', `/v1/tickets/${number}/deeds`, { version, deed: what });
}

async function refusal(by: string, number: string, what: TicketDeed, version?: number): Promise<Problem> {
  const row = await database.db.selectFrom('tickets').select('version').where('number', '=', number).executeTakeFirstOrThrow();
  return problem(by, 'POST', `/v1/tickets/${number}/deeds`, { version: version ?? row.version, deed: what });
}

async function remaining(after: string): Promise<number> {
  const [written = 0, id = 0] = after.split('.').map(Number);
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from ticket_changes where (written, id) > (${written}, ${id})`.execute(database.db);
  return rows[0]?.count ?? 0;
}

/** A call of 1027's that is wrapped up with a phone in the vault, and one that is not. */
async function wrappedCall(): Promise<void> {
  const { db } = database;
  await new DayTables(db).ensure(day);
  const meta = JSON.stringify({
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang: 'zh',
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
  });
  const common = {
    day,
    client: 'test',
    partition: 1,
    meta,
    ext: null,
    clock: 'source',
    demo: false,
    release: 'test',
    artefact: 'test',
    agent: '1027',
    opened_at: new Date(noon),
    closed_at: null,
    last_position: 1,
    last_ms: 1,
    advice_hash: '',
    door: null,
    topic: 'P14',
  } as const;
  await db
    .insertInto('conversations')
    .values([
      { ...common, id: call, external_id: 'a', status: 'wrapped', wrapped_at: new Date(noon) },
      { ...common, id: unfinished, external_id: 'b', status: 'closed', wrapped_at: null },
    ])
    .execute();
  const slots = [
    { slot: 'phone', label: '手机号', value: phoneMark, status: 'filled' },
    { slot: 'demand', label: '诉求', value: '道歉并退还年费', status: 'filled' },
  ];
  const summary = [{ part: 'reason', text: `客户投诉上次坐席态度差，回电${phoneMark}。` }];
  await db
    .insertInto('wrapups')
    .values({
      day,
      conversation: call,
      position: 1,
      category: '120101',
      further: JSON.stringify([{ code: '050601', path: ['短信通知签约'] }]),
      slots: JSON.stringify(slots),
      summary: JSON.stringify(summary),
      by: '1027',
    })
    .execute();
  await db.transaction().execute(async trx => {
    await vault.keep(trx, [{ conversation: call, mark: { class: 'phone', number: 1, tail: '0016' }, value: '19900000016' }]);
    await vault.endAfter(trx, call, new Date(noon));
  });
}
