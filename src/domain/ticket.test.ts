import { expect, test } from 'vitest';
import { deedsFor, refusalOf, standingAfter, type TicketActor, TicketDeed, type TicketStanding } from '#domain/ticket.ts';

const fresh: TicketStanding = { state: 'new', unit: 'complaints', handler: null, subject: '1533', madeBy: '1027', offer: null };
const taken: TicketStanding = { ...fresh, state: 'handling', handler: '8001' };
const offered: TicketStanding = { ...taken, offer: { to: '8002', unit: null, by: '8001' } };
const offeredToUnit: TicketStanding = { ...taken, offer: { to: null, unit: 'operations', by: '8001' } };
const closed: TicketStanding = { ...taken, state: 'closed' };

const who = (staffNo: string, change: Partial<TicketActor> = {}): TicketActor => ({
  staffNo,
  handles: false,
  leads: false,
  inOfferedUnit: false,
  ...change,
});
const maker = who('1027');
const handler = who('8001', { handles: true });
const colleague = who('8002', { handles: true });
const lead = who('8003', { handles: true, leads: true });
const other = who('8101', { inOfferedUnit: true });
const subject = who('1533', { handles: true, leads: true });

/** Everybody's deeds in every standing: the whole machine. */
const table: readonly (readonly [string, TicketStanding, TicketActor, string])[] = [
  ['new', fresh, maker, 'note chase edit'],
  ['new', fresh, handler, 'take note chase'],
  ['new', fresh, lead, 'take assign note chase offer edit'],
  ['new', fresh, subject, ''],
  ['handling', taken, maker, 'note chase'],
  ['handling', taken, handler, 'wait note offer extend called edit close'],
  ['handling', taken, colleague, 'note chase'],
  ['handling', taken, lead, 'assign note chase offer extend edit'],
  ['handling', taken, subject, ''],
  ['waiting', { ...taken, state: 'waiting' }, handler, 'resume note offer extend called edit close'],
  ['offered', offered, handler, 'wait note take-back extend called edit'],
  ['offered', offered, colleague, 'note chase accept refuse'],
  ['offered', offered, other, 'note chase'],
  ['offered', offered, lead, 'assign note chase take-back extend edit'],
  ['offered to a unit', offeredToUnit, other, 'note chase accept refuse'],
  ['offered to a unit', offeredToUnit, colleague, 'note chase'],
  ['closed', closed, maker, 'note reopen'],
  ['closed', closed, handler, 'note reopen'],
  ['closed', closed, colleague, 'note'],
  ['closed', closed, lead, 'note reopen'],
  ['closed', closed, subject, ''],
];
test.each(table)('%s: %o by %o may %s', (_, ticket, actor, may) => expect(deedsFor(ticket, actor).join(' ')).toBe(may));

const examples: Readonly<Record<TicketDeed['kind'], TicketDeed>> = {
  take: { kind: 'take' },
  assign: { kind: 'assign', to: '8002' as never },
  wait: { kind: 'wait', reason: '等客户补充材料' },
  resume: { kind: 'resume' },
  note: { kind: 'note', text: '已查流水' },
  chase: { kind: 'chase' },
  offer: { kind: 'offer', to: '8002' as never, reason: '休假' },
  accept: { kind: 'accept' },
  refuse: { kind: 'refuse', reason: '不归我' },
  'take-back': { kind: 'take-back' },
  extend: { kind: 'extend', reason: '待总行答复' },
  called: { kind: 'called', outcome: 'reached' },
  edit: { kind: 'edit', urgent: true },
  close: { kind: 'close', result: 'upheld', text: '已退费', fields: {} },
  reopen: { kind: 'reopen', reason: '客户不认可' },
};

test('what somebody may do is what is not refused, for every deed, standing and person', () => {
  const standings = [fresh, taken, { ...taken, state: 'waiting' as const }, offered, offeredToUnit, closed];
  for (const ticket of standings)
    for (const actor of [maker, handler, colleague, lead, other, subject])
      for (const deed of Object.values(examples))
        expect([deed.kind, refusalOf(ticket, deed, actor) === null]).toEqual([deed.kind, deedsFor(ticket, actor).includes(deed.kind)]);
});

const refusals = [
  { when: 'the subject is given it', ticket: taken, deed: { ...examples.assign, to: '1533' }, by: lead, why: { kind: 'recused' } },
  { when: 'the subject is offered it', ticket: taken, deed: { ...examples.offer, to: '1533' }, by: handler, why: { kind: 'recused' } },
  { when: 'the handler becomes its subject', ticket: taken, deed: { kind: 'edit', subject: '8001' }, by: lead, why: { kind: 'recused' } },
  {
    when: 'the one asked becomes its subject',
    ticket: offered,
    deed: { kind: 'edit', subject: '8002' },
    by: lead,
    why: { kind: 'recused' },
  },
  { when: 'the subject notes something', ticket: taken, deed: examples.note, by: subject, why: { kind: 'recused' } },
  { when: 'it is closed twice', ticket: closed, deed: examples.close, by: handler, why: { kind: 'state', state: 'closed' } },
  { when: 'it is closed while a hand-over waits', ticket: offered, deed: examples.close, by: handler, why: { kind: 'offered' } },
  { when: 'nothing was offered', ticket: taken, deed: examples.accept, by: colleague, why: { kind: 'not-offered' } },
  { when: 'a colleague closes it', ticket: taken, deed: examples.close, by: colleague, why: { kind: 'not-yours' } },
] as const;
test.each(refusals)('refused: $when', ({ ticket, deed, by, why }) => expect(refusalOf(ticket, deed as TicketDeed, by)).toEqual(why));

const moves: readonly { when: string; ticket: TicketStanding; deed: TicketDeed; by: TicketActor; becomes: Partial<TicketStanding> }[] = [
  { when: 'taken', ticket: fresh, deed: examples.take, by: handler, becomes: { state: 'handling', handler: '8001' } },
  {
    when: 'assigned',
    ticket: fresh,
    deed: examples.assign,
    by: lead,
    becomes: { state: 'handling', handler: '8002', unit: 'unit of 8002' },
  },
  {
    when: 'assigned while offered',
    ticket: offeredToUnit,
    deed: examples.assign,
    by: lead,
    becomes: { handler: '8002', unit: 'unit of 8002', offer: null },
  },
  { when: 'waited', ticket: taken, deed: examples.wait, by: handler, becomes: { state: 'waiting' } },
  {
    when: 'offered, it stays whose it was',
    ticket: taken,
    deed: examples.offer,
    by: handler,
    becomes: { offer: { to: '8002', unit: null, by: '8001' } },
  },
  {
    when: 'accepted',
    ticket: offered,
    deed: examples.accept,
    by: colleague,
    becomes: { handler: '8002', unit: 'unit of 8002', offer: null },
  },
  {
    when: 'accepted by a unit',
    ticket: offeredToUnit,
    deed: examples.accept,
    by: other,
    becomes: { handler: '8101', unit: 'operations', offer: null },
  },
  { when: 'refused, it is whose it was', ticket: offered, deed: examples.refuse, by: colleague, becomes: { offer: null } },
  { when: 'closed', ticket: taken, deed: examples.close, by: handler, becomes: { state: 'closed' } },
  { when: 'opened again', ticket: closed, deed: examples.reopen, by: maker, becomes: { state: 'handling' } },
  { when: 'another subject', ticket: taken, deed: { kind: 'edit', subject: null }, by: lead, becomes: { subject: null } },
];
test.each(moves)('$when', ({ ticket, deed, by, becomes }) =>
  expect(standingAfter(ticket, deed, by, staffNo => `unit of ${staffNo}`)).toEqual({ ...ticket, ...becomes }),
);

test('a paste of 5 MB is no deed', () => {
  const paste = '长'.repeat(5_000_000);
  expect(TicketDeed.safeParse({ kind: 'note', text: paste }).error?.issues[0]?.path).toEqual(['text']);
});
