import { expect, test } from 'vitest';
import { BrowserAction } from '#domain/browser-action.ts';
import type { Been, PageOrder } from '#server/robots/runs/pages.ts';
import { wayBack } from '#server/robots/runs/pages.ts';

const open = (path: string, page = 'main') => BrowserAction.parse({ act: 'open', path, page });
const click = (at: string) => BrowserAction.parse({ act: 'click', at: [at] });
const password = BrowserAction.parse({ act: 'fill', at: ['#p'], value: { secret: 'teller.password' } });
const step = (path: string, actions: readonly BrowserAction[], more: Partial<PageOrder> = {}): Been => ({
  order: { do: 'browser', path, step: path, bot: 'loss', target: 'core', effect: 'read', actions, ...more } as PageOrder,
  found: {},
});
const table = (path: string, next: readonly string[]): Been => ({
  order: { do: 'extract', path, step: path, bot: 'loss', target: 'core', effect: 'read', next, page: 'main' } as unknown as PageOrder,
  found: {},
});
const signIn = step('sign-in', [open('/login'), password, click('#go')]);
const list = step('list', [open('/list')]);
const find = step('find', [click('#find')]);
const write = { effect: 'write' } as const;

const cases: readonly { when: string; been: readonly Been[]; first?: BrowserAction; back: string }[] = [
  { when: 'nothing was done', been: [], back: '' },
  { when: 'everything hangs on the sign-in', been: [signIn, find], back: 'sign-in find' },
  { when: 'a page was opened since', been: [signIn, find, list, find], back: 'sign-in list find' },
  { when: 'the step opens a page itself', been: [signIn, list, find], first: open('/other'), back: 'sign-in' },
  {
    when: 'the step opens something in a window, which has to be there',
    been: [signIn, list],
    first: open('/x', 'win'),
    back: 'sign-in list',
  },
  { when: 'a called bot signed in', been: [step('call/in', [open('/login'), password], { bot: 'enter' }), find], back: 'call/in find' },
  { when: 'another target is not on the way', been: [signIn, step('far', [open('/')], { target: 'crm' }), find], back: 'sign-in find' },
  { when: 'a table was read page after page', been: [signIn, list, table('rows', ['#next'])], back: 'sign-in list rows' },
  { when: 'a table of one page changes nothing', been: [signIn, list, table('rows', [])], back: 'sign-in list' },
  { when: 'a write left the page', been: [signIn, list, step('save', [click('#save')], write), find], back: 'lost after save' },
  {
    when: 'a write, and a page opened since',
    been: [signIn, step('save', [click('#save')], write), list, find],
    back: 'sign-in list find',
  },
  {
    when: 'a write, and the step opens a page',
    been: [signIn, list, step('save', [click('#s')], write)],
    first: open('/'),
    back: 'sign-in',
  },
];
test.each(cases)('the way back when $when', ({ been, first = null, back }) => {
  const way = wayBack(been, 'core', first);
  expect(way.kind === 'lost' ? `lost after ${way.after.order.path}` : way.steps.map(({ order }) => order.path).join(' ')).toBe(back);
});
