import { expect, test } from 'vitest';
import { importRecording } from '#robots/import-recording.ts';

const open = {
  type: 'navigate',
  url: 'http://core.bank/loss',
  assertedEvents: [{ type: 'navigation', url: 'http://core.bank/loss', title: '挂失' }],
};
const click = (...selectors: string[]) => ({
  type: 'click',
  target: 'main',
  selectors: selectors.map(one => [one]),
  offsetX: 9,
  offsetY: 9,
});
const change = (value: string, ...selectors: string[]) => ({
  type: 'change',
  target: 'main',
  value,
  selectors: selectors.map(one => [one]),
});
const down = (key: string) => ({ type: 'keyDown', target: 'main', key });
const up = (key: string) => ({ type: 'keyUp', target: 'main', key });
const imported = (steps: readonly unknown[], title = 'Card loss') => importRecording({ title, steps }, 'core');

const refusals: readonly { when: string; steps: readonly unknown[]; problems: readonly [number, string][] }[] = [
  { when: 'nothing opens a page', steps: [click('#go')], problems: [[0, 'no step opens a page of the web, so there is no target']] },
  {
    when: 'steps cannot become part of a bot, each is named',
    steps: [
      open,
      { type: 'customStep', name: 'x', parameters: {} },
      { type: 'waitForExpression', expression: 'window.ready' },
      { type: 'emulateNetworkConditions', download: 1, upload: 1, latency: 1 },
      { type: 'dance' },
      {},
      { type: 'click', selectors: [] },
      { ...click('#go'), button: 'back' },
      { ...click('#go'), assertedEvents: [{ type: 'request' }] },
    ],
    problems: [
      [2, 'customStep: a step only its own extension can play; write it by hand'],
      [3, 'waitForExpression: scripts are not run on a page; wait for an element instead'],
      [4, 'emulateNetworkConditions: a robot does not change the network'],
      [5, 'dance: there is no step of this type'],
      [6, 'a step without a type'],
      [7, 'click: selectors is missing or wrong'],
      [8, "click: the mouse's back button leads to no certain page; open the page instead"],
      [9, 'click: asserts request, and only navigation can be asserted'],
    ],
  },
  {
    when: 'it leaves the target, by address, by what it asserts and by a popup',
    steps: [
      open,
      { type: 'navigate', url: 'https://mail.bank/' },
      { ...click('#a'), assertedEvents: [{ type: 'navigation', url: 'https://core.bank/loss' }] },
      { ...click('#b'), target: 'http://elsewhere.example/' },
      { type: 'navigate', url: 'http://li:secret@core.bank/' },
    ],
    problems: [
      [2, 'another host than the target; make it a target and a step of its own'],
      [3, 'another host than the target; make it a target and a step of its own'],
      [4, 'another host than the target; make it a target and a step of its own'],
      [5, 'the address holds a sign-in'],
    ],
  },
  {
    when: 'a form put the password into the address',
    steps: [open, change('hunter2x', 'aria/Password'), { type: 'navigate', url: 'http://core.bank/in?p=hunter2x' }],
    problems: [[3, 'navigate: the address holds what was typed into a password field']],
  },
];
test.each(refusals)('refused: $when', ({ steps, problems }) => {
  expect(imported(steps)).toEqual({ kind: 'refused', problems: problems.map(([step, why]) => ({ step, why })) });
});

const opened = { act: 'open', path: '/loss', navigates: { url: '/loss', title: '挂失' } };
const read = { do: 'browser', target: 'core', effect: 'read' };
const asks = { do: 'browser', target: 'core', effect: '?? read, write or commit: what does this change?' };
const commit = (input: string) => ({
  id: 'commit-1',
  do: 'browser',
  target: 'core',
  effect: 'commit',
  key: `?? what makes two runs the same deed, such as commit-1:{{ ${input} }}`,
  verify: {
    actions: [{ act: 'read', at: ['?? where the page tells whether it took effect'], into: 'after' }],
    took: '?? when it took effect, such as vars.after.contains("已受理")',
  },
});
const role = '?? the role whose credential this is, as the vault names it';

const cases: readonly {
  when: string;
  steps: readonly unknown[];
  inputs?: unknown;
  secrets?: unknown;
  writes: readonly unknown[];
  gaps?: readonly [number, string][];
}[] = [
  {
    when: 'somebody signs in: name and password are one secret, Tab between them stays, and the step ends there',
    steps: [
      { type: 'setViewport', width: 1, height: 1 },
      { type: 'navigate', url: 'chrome://new-tab-page/' },
      open,
      change('teller77', 'aria/工号', '#user'),
      down('Tab'),
      up('Tab'),
      change('Canary#9981', 'aria/密码', '#pwd'),
      {
        ...click('aria/登录', 'form > button'),
        assertedEvents: [{ type: 'navigation', url: 'http://core.bank/home;s=1?u=teller77', title: 'teller77' }],
      },
      change('6222', 'aria/卡号[role="textbox"]'),
    ],
    inputs: { cardNo: { title: '卡号', type: 'card' } },
    secrets: { signIn: { target: 'core', role } },
    writes: [
      {
        id: 'sign-in',
        ...read,
        actions: [
          opened,
          { act: 'fill', at: ['aria/工号[role="textbox"]', 'aria/工号', '#user'], value: { secret: 'signIn.user' } },
          { act: 'press', key: 'Tab' },
          { act: 'fill', at: ['aria/密码[role="textbox"]', 'aria/密码', '#pwd'], value: { secret: 'signIn.password' } },
          { act: 'click', at: ['aria/登录[role="button"]', 'aria/登录', 'form > button'], navigates: { url: '/home*' } },
        ],
      },
      { id: 'step-1', ...read, actions: [{ act: 'fill', at: ['aria/卡号[role="textbox"]'], value: '{{ inputs.cardNo }}' }] },
    ],
  },
  {
    when: 'a click commits (en): it stands by itself, with the dialog it asks for',
    steps: [
      open,
      change('500.00', 'aria/Transfer amount'),
      click('aria/Submit[role="button"]'),
      click('aria/Confirm[role="button"]'),
      click('aria/Back'),
    ],
    inputs: { amount: { title: 'Transfer amount', type: 'amount' } },
    writes: [
      {
        id: 'step-1',
        ...read,
        actions: [
          opened,
          { act: 'fill', at: ['aria/Transfer amount[role="textbox"]', 'aria/Transfer amount'], value: '{{ inputs.amount }}' },
        ],
      },
      {
        ...commit('inputs.amount'),
        actions: [
          { act: 'click', at: ['aria/Submit[role="button"]'] },
          { act: 'click', at: ['aria/Confirm[role="button"]'] },
        ],
      },
      { id: 'step-2', ...asks, actions: [{ act: 'click', at: ['aria/Back'] }] },
    ],
  },
  {
    when: 'frames and shadow roots stay, a popup becomes a page, a menu is no commit',
    steps: [
      open,
      { type: 'click', selectors: [['#host', 'a.menu'], ['aria/挂失管理']], frame: [0, 1] },
      { type: 'waitForElement', selectors: ['#row'], operator: '==', count: 2 },
      { ...click('#print'), target: 'http://core.bank/receipt?no=1' },
      { type: 'close', target: 'http://core.bank/receipt?no=1' },
      { type: 'close', target: 'main' },
    ],
    writes: [
      {
        id: 'step-1',
        ...asks,
        actions: [
          opened,
          {
            act: 'click',
            at: ['aria/挂失管理[role="link"]', ['#host', 'a.menu'], 'aria/挂失管理'],
            frame: [{ index: 0 }, { index: 1 }],
            opens: 'popup',
          },
          { act: 'wait-for', at: ['#row'], count: 2, operator: '==' },
          { act: 'click', at: ['#print'], page: 'popup' },
          { act: 'close', page: 'popup' },
        ],
      },
    ],
    gaps: [[6, 'closing the main page is left out: the run does it']],
  },
  {
    when: 'keys: a change tells them better; text of keys alone becomes typing; a chord stays',
    steps: [
      open,
      click('#note'),
      ...['h', 'i'].flatMap(key => [down(key), up(key)]),
      down('Enter'),
      change('hi', '#note'),
      up('Enter'),
      click('#canvas'),
      ...['x', 'y'].flatMap(key => [down(key), up(key)]),
      down('Control'),
      down('p'),
      up('p'),
      up('Control'),
      ...['q'].flatMap(key => [down(key), up(key)]),
    ],
    inputs: { note: { title: 'note', type: 'text' }, canvas: { title: 'canvas', type: 'text' }, field: { title: 'field', type: 'text' } },
    writes: [
      {
        id: 'step-1',
        ...asks,
        actions: [
          opened,
          { act: 'click', at: ['#note'] },
          { act: 'fill', at: ['#note'], value: '{{ inputs.note }}' },
          { act: 'press', key: 'Enter' },
          { act: 'click', at: ['#canvas'] },
          { act: 'fill', at: ['#canvas'], value: '{{ inputs.canvas }}' },
          { act: 'press', key: 'Control+p' },
          { act: 'fill', at: ['?? the field that was typed into'], value: '{{ inputs.field }}' },
        ],
      },
    ],
    gaps: [[19, 'typing, and no field was in focus before']],
  },
  {
    when: 'gaps are told: a jump, a row nobody named, a customer in a selector, a popup from nowhere, a code of the moment',
    steps: [
      { ...click('#x'), target: 'http://core.bank/news' },
      open,
      change('张三', 'aria/户名'),
      click('aria/详情'),
      click('text/张三', 'text/6222020012345678'),
      { type: 'navigate', url: 'http://core.bank/customer?name=%E5%BC%A0%E4%B8%89' },
      change('884213', 'aria/短信验证码'),
      { type: 'scroll', x: 0, y: 900 },
    ],
    inputs: { name: { title: '户名', type: 'text' } },
    writes: [
      {
        id: 'step-1',
        ...asks,
        actions: [
          { act: 'click', at: ['#x'], page: '?? the page this happens on, and the action that opens it' },
          opened,
          { act: 'fill', at: ['aria/户名[role="textbox"]', 'aria/户名'], value: '{{ inputs.name }}' },
          { act: 'click', at: ['aria/详情'] },
          { act: 'click', at: ['?? how to find the element without what was typed'] },
          { act: 'open', path: '/customer?name={{ inputs.name }}' },
          {
            act: 'fill',
            at: ['aria/短信验证码[role="textbox"]', 'aria/短信验证码'],
            value: '?? a code of the moment cannot be recorded: where does it come from?',
          },
        ],
      },
    ],
    gaps: [
      [1, 'a popup, and no step before it opens one'],
      [4, 'click: its name stands on many a page more than once; say which row or region'],
      [5, 'selectors that hold typed text or a long number are left out'],
      [6, 'the address jumps and no click leads there; can it be opened by itself?'],
      [6, 'the address has a query; does it belong to one customer or one session?'],
      [7, 'a code of the moment was typed: another run needs another'],
      [8, 'scrolling is left out: elements are scrolled to; where a list grows by it, wait for the row'],
    ],
  },
];
test.each(cases)('$when', ({ steps, inputs, secrets, writes, gaps = [] }) => {
  const result = imported(steps);
  const bot = {
    format: 1,
    bot: 'card-loss',
    title: 'Card loss',
    purpose: '?? process, customer-care, product-sale, extraction or publishing',
    ...(inputs ? { inputs } : {}),
    ...(secrets ? { secrets } : {}),
    targets: { core: { title: 'core', origin: 'http://core.bank' } },
    steps: writes,
  };
  expect(result.kind === 'imported' ? { bot: result.bot, gaps: result.gaps } : result).toEqual({
    bot,
    gaps: gaps.map(([step, why]) => ({ step, why })),
  });
});

const secret = 'Canary#9981';
const places: readonly { where: string; steps: readonly unknown[]; title?: string }[] = [
  { where: 'the title', steps: [], title: `with ${secret}` },
  { where: 'a selector', steps: [click(`text/${secret}`)] },
  {
    where: 'the page that follows',
    steps: [
      { ...click('#go'), assertedEvents: [{ type: 'navigation', url: `http://core.bank/${encodeURIComponent(secret)}`, title: secret }] },
    ],
  },
  { where: 'a popup', steps: [click('#go'), { ...click('#x'), target: `http://core.bank/?p=${encodeURIComponent(secret)}` }] },
  { where: 'an address to open', steps: [{ type: 'navigate', url: `http://core.bank/?p=${encodeURIComponent(secret)}` }] },
  { where: 'the same text in another field', steps: [change(secret, `aria/again ${secret}`)] },
  { where: 'keys', steps: [click('#password'), ...[...secret].flatMap(key => [down(key), up(key)])] },
];
test.each(places)('a password never gets out: $where', ({ steps, title }) => {
  const text = decodeURIComponent(
    JSON.stringify(imported([open, change(secret, 'aria/Password', '#pw'), click('#next'), ...steps], title)).replace(
      /%(?![0-9A-F]{2})/g,
      '%25',
    ),
  );
  expect(text).not.toContain(secret);
  expect(text).toMatch(/signIn\.password|password field/);
});
