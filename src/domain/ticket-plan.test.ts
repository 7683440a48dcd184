import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fieldsWrong, routeOf, suggestedKind, TicketPlan } from '#domain/ticket-plan.ts';

const raw = parse(readFileSync(new URL('../../content/jianghai/tickets.yaml', import.meta.url), 'utf8'));
const plan = TicketPlan.parse(raw);
const complaint = plan.kinds.find(({ key }) => key === 'complaint') as TicketPlan['kinds'][number];

const ways = [
  { kind: 'complaint', category: '120101', units: ['team-cards-a', 'service', 'centre'], goes: { to: 'complaints', urgent: true } },
  { kind: 'complaint', category: '020201', units: ['team-cards-a'], goes: { to: 'complaints', urgent: false } },
  { kind: 'cross-department', category: null, units: ['team-cards-a'], goes: { to: 'operations', urgent: false } },
  { kind: 'follow-up', category: '0601', units: ['team-loans-a', 'service', 'centre'], goes: { to: 'operations', urgent: false } },
  { kind: 'follow-up', category: '0601', units: ['team-cards-a', 'service', 'centre'], goes: { to: 'complaints', urgent: false } },
];
test.each(ways)('$kind $category made in $units.0 goes to $goes.to', ({ goes, ...asked }) => expect(routeOf(plan, asked)).toEqual(goes));

test('the category suggests the kind', () =>
  expect(['120101', '1101', '0201', null].map(category => suggestedKind(plan, category))).toEqual([
    'complaint',
    'cross-department',
    'consult',
    'consult',
  ]));

const filled = [
  { when: 'nothing', fields: {}, at: { moment: 'made' }, wrong: { demand: 'missing' } },
  { when: 'made', fields: { demand: '退费' }, at: { moment: 'made' }, wrong: {} },
  {
    when: 'closed without its cause',
    fields: { demand: '退费' },
    at: { moment: 'closed', result: 'not-upheld' },
    wrong: { cause: 'missing' },
  },
  {
    when: 'a result that needs more',
    fields: { demand: '退费', cause: 'price' },
    at: { moment: 'closed', result: 'upheld' },
    wrong: { rectification: 'missing' },
  },
  {
    when: 'everything wrong',
    fields: { demand: ' ', cause: 'weather', compensation: '约100', mood: 'bad' },
    at: { moment: 'made' },
    wrong: { demand: 'missing', cause: 'no-choice', compensation: 'no-amount', mood: 'unknown' },
  },
] as const;
test.each(filled)('fields: $when', ({ fields, at, wrong }) => expect(fieldsWrong(complaint, fields, at)).toEqual(wrong));

const bad = [
  { when: 'a kind twice', change: { kinds: [raw.kinds[0], raw.kinds[0]], routes: [{ to: 'x' }] }, says: 'consult stands here twice' },
  { when: 'a route for no kind', change: { routes: [{ kind: 'praise', to: 'x' }, { to: 'x' }] }, says: 'no kind praise' },
  {
    when: 'a kind without a way',
    change: { routes: [{ kind: 'consult', to: 'x' }] },
    says: 'no route takes every complaint: end the routes with one for it, or for all',
  },
  {
    when: 'an end that tells of a call-back nobody asks for',
    change: {
      kinds: [{ ...raw.kinds[0], results: [{ key: 'answered', zh: '已答复', en: 'Answered', callBack: ['reached'] }] }],
      routes: [{ to: 'x' }],
    },
    says: 'consult is closed without a call-back',
  },
  {
    when: 'a call-back no end tells of',
    change: { kinds: [{ ...raw.kinds[3], results: raw.kinds[3].results.slice(0, 2) }], routes: [{ to: 'x' }] },
    says: 'follow-up could not be closed after a call-back that ended as refused: let a result tell of it',
  },
  {
    when: 'a route behind one that takes all',
    change: { routes: [{ to: 'x' }, { kind: 'consult', to: 'y' }] },
    says: 'is never reached: route 1 takes all of it',
  },
  {
    when: 'a narrower code behind a wider',
    change: { routes: [{ categories: ['12'], to: 'x' }, { categories: ['1201'], to: 'y' }, { to: 'z' }] },
    says: 'is never reached: route 1 takes all of it',
  },
];
test.each(bad)('$when is refused in words', ({ change, says }) =>
  expect(TicketPlan.safeParse({ ...raw, ...change }).error?.issues.map(({ message }) => message)).toContain(says),
);
