import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { BrowserAction } from '#domain/browser-action.ts';
import type { Given, RobotBrowser, RobotContext } from '#ports/robot-browser.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { type PageServer, servePages } from '#test/kit/page-server.ts';

const clicked = `<output id=log></output><script>
  addEventListener('click', event => { if (event.target.id || event.target.dataset.row) log.textContent += '[' + (event.target.id || event.target.dataset.row) + ']'; });
</script>`;
const title = (name: string) => `<title>${name}</title>`;

let site: PageServer;
let browser: RobotBrowser;
const free: RobotContext[] = []; // a case begins by opening its page, so pages are used again
const never = new AbortController().signal;

beforeAll(async () => {
  if (!hasBrowser()) return;
  site = await servePages({
    '/rows': `${title('rows')}<table><tr><td>A<td><button data-row=A>查询</button><tr><td>B<td><button data-row=B>查询</button></table>${clicked}`,
    '/freeze': `${title('freeze')}<button id=freeze>冻结</button><button id=thaw>解冻</button>${clicked}`,
    '/two': `${title('two')}<button id=b1>甲</button><button id=b2>乙</button>${clicked}`,
    '/link': `${title('link')}<a href="/rows">去</a><a href="#here">留</a>`,
    '/many': `${title('many')}<button>1</button><button>2</button><button>3</button><button>4</button>`,
    '/late': `${title('late')}<div id=place></div><button id=worse>旧</button>${clicked}
      <script>setTimeout(() => { place.innerHTML = '<button id=better>提交</button>'; }, 30)</script>`, // late, and well within the time it is given
    '/hidden': `${title('hidden')}<button id=unseen style="visibility:hidden">看不见</button><button id=off disabled>停用</button>
      <input id=fixed readonly value=x><div style="position:relative"><button id=under>下</button>
      <div style="position:absolute;inset:-9px;background:#ccc"></div></div>${clicked}`,
    '/form': `${title('form')}<form><label>姓名 <input name=who></label><label>卡号 <input name=card maxlength=10></label>
      <label>金额 <input name=sum oninput="this.value = this.value.replace(/(\\d)(?=(\\d{3})+$)/g, '$1,')"></label>
      <label>原因 <select name=why><option value=1>丢失</option><option value=2>被盗</option><option value=3>被盗</option></select></label>
      <label><input type=checkbox name=ok> 同意</label><label><input type=radio name=r value=a> 人工</label><label><input type=radio name=r value=b> 自动</label>
      <label>密码 <input type=password name=pin></label></form>`,
    '/frames': `${title('frames')}<iframe name=left src=/inner></iframe><iframe name=right src=/two></iframe>`,
    '/inner': '<iframe src=/rows></iframe>',
    '/shadow': `${title('shadow')}<x-box></x-box><script>customElements.define('x-box', class extends HTMLElement { connectedCallback() {
      const inner = document.createElement('x-in'); this.attachShadow({ mode: 'open' }).append(inner); } });
      customElements.define('x-in', class extends HTMLElement { connectedCallback() {
      this.attachShadow({ mode: 'open' }).innerHTML = '<button id=deep>深处</button><p>未按</p>';
      this.shadowRoot.querySelector('button').onclick = () => { this.shadowRoot.querySelector('p').textContent = '已按'; }; } });</script>`,
    '/popup': `${title('popup')}<button onclick="window.open('/child')">打开</button><p id=said>没办</p>`,
    '/child': `${title('child')}<p id=said>子窗口</p><button onclick="opener.said.textContent = '办完了'; close()">确定</button>`,
    '/dialogs': `${title('dialogs')}<button onclick="if (confirm('确认提交？')) { alert('提交了，流水号7'); said.textContent = '知道了' } else said.textContent = '取消了'">提交</button><p id=said>没有</p>`,
    '/dialog': `${title('dialog')}<button onclick="said.textContent = confirm('确认提交？') ? '提交了' : '取消了'">提交</button><p id=said>没有</p>`,
    '/file': `${title('file')}<input type=file id=pick onchange="said.textContent = this.files[0].name + ' ' + this.files[0].size"><p id=said></p><a href=/data.csv download>下载</a>`,
    '/data.csv': (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="rows.csv"' })
        .end('a,b\n1,2\n'),
    '/random': (_, response) => {
      const id = () => `x${Math.random().toString(36).slice(2)}`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html>${title('random')}<label for=${id()}>无关</label><form id=${id()}><label>卡号<input id=${id()} class=${id()}></label></form>`,
      );
    },
    '/broken': (_, response) => void response.writeHead(500).end('no'),
    '/cut': request => void request.socket.destroy(),
    '/to-cut': `${title('to')}<a href=/cut>去</a>`,
    '/to-broken': `${title('to')}<a href=/broken>去</a>`,
    '/answer': `${title('answer')}<p id=state>处理中</p><script>setTimeout(() => { state.textContent = '该卡已挂失' }, 100)</script>`,
    '/login': (request, response) => {
      const isRight = request.url?.includes('pin=right');
      response.writeHead(isRight ? 302 : 200, { 'content-type': 'text/html; charset=utf-8', ...(isRight ? { location: '/rows' } : {}) });
      response.end(`<!doctype html>${title('login')}<form><label>工号 <input name=who></label><label>密码 <input name=pin type=password></label>
        <label><input type=checkbox> 记住</label><button>登录</button></form>`);
    },
    '/table': `${title('table')}<table id=t><thead><tr><th>姓名<th>电话<th>备注</thead><tbody></tbody></table><button id=next>下一页</button><script>
      const pages = [[['张三', '138', '甲'], ['李四', '139', '']], [['王五', '137', '乙']]]; let at = 0;
      const show = () => { document.querySelector('tbody').innerHTML = pages[at].map(row => '<tr>' + row.map(cell => '<td>' + cell).join('')).join('');
        next.disabled = at === pages.length - 1; };
      next.onclick = () => { at++; setTimeout(show, 100); }; show();</script>`,
    '/nothing-there': `${title('none')}<table><tr><th>姓名<th>电话<tr><td colspan=2>暂无数据</table>`,
  });
  browser = playwrightBrowser({ find: () => findBrowser({ ...process.env, DESKSIDE_BROWSER: process.env.CHROMIUM_PATH }) });
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

interface Case {
  readonly when: string;
  readonly path: string;
  readonly does: readonly (Readonly<Record<string, unknown>> & { readonly given?: Partial<Given> })[];
  readonly ends: unknown; // of the last action
  readonly log?: string; // what was clicked
}

const short = 4000; // long enough to try on a slow machine
const cases: readonly Case[] = [
  // The table of what another player reported as success, each row of it.
  { when: 'a name that two rows have', path: '/rows', does: [{ act: 'click', at: ['aria/查询'] }], ends: 'AMBIGUOUS [2]', log: '' },
  {
    when: 'a piece of a text',
    path: '/freeze',
    does: [{ act: 'click', at: ['text/冻'], timeoutMs: short }],
    ends: 'NOT_FOUND [0]',
    log: '',
  },
  {
    when: 'selectors that disagree: the first counts, and it is said which',
    path: '/two',
    does: [{ act: 'click', at: ['#b1', '#b2'] }],
    ends: { selector: 0 },
    log: '[b1]',
  },
  {
    when: 'another address than asserted',
    path: '/link',
    does: [{ act: 'click', at: ['text/去'], navigates: { url: '/elsewhere' } }],
    ends: 'WRONG_PAGE',
  },
  {
    when: 'another title than asserted',
    path: '/link',
    does: [{ act: 'click', at: ['text/去'], navigates: { url: '/rows', title: '别处' } }],
    ends: 'WRONG_PAGE',
  },
  {
    when: 'the asserted page',
    path: '/link',
    does: [{ act: 'click', at: ['text/去'], navigates: { url: '/ro*', title: 'rows' } }],
    ends: { selector: 0 },
  },
  {
    when: 'no page at all where one is asserted',
    path: '/link',
    does: [{ act: 'hover', at: ['text/去'], navigates: { url: '/link' }, timeoutMs: short }],
    ends: 'WRONG_PAGE',
  },
  {
    when: 'four where one is waited for',
    path: '/many',
    does: [{ act: 'wait-for', at: ['button'], count: 1, operator: '==', timeoutMs: short }],
    ends: 'TIME_OUT [4]',
  },
  {
    when: 'a selector that is gone, and one that is there: drift',
    path: '/two',
    does: [{ act: 'click', at: ['#gone', '#b2'] }],
    ends: { selector: 1 },
    log: '[b2]',
  },
  {
    when: 'the better element comes late',
    path: '/late',
    does: [{ act: 'click', at: ['#better', '#worse'] }],
    ends: { selector: 0 },
    log: '[better]',
  },
  { when: 'a selector no browser reads', path: '/two', does: [{ act: 'click', at: ['#b1[['] }], ends: 'BAD_INPUT' },

  // Seen and enabled.
  {
    when: 'an element nobody sees',
    path: '/hidden',
    does: [{ act: 'click', at: ['#unseen'], timeoutMs: short }],
    ends: 'NOT_VISIBLE',
    log: '',
  },
  {
    when: 'an element under another',
    path: '/hidden',
    does: [{ act: 'click', at: ['#under'], timeoutMs: short }],
    ends: 'NOT_VISIBLE',
    log: '',
  },
  { when: 'a disabled button', path: '/hidden', does: [{ act: 'click', at: ['#off'], timeoutMs: short }], ends: 'TIME_OUT', log: '' },
  {
    when: 'a read-only field',
    path: '/hidden',
    does: [{ act: 'fill', at: ['#fixed'], value: 'y', timeoutMs: short }],
    ends: 'TIME_OUT',
  },

  // Fields.
  {
    when: 'a text field by its label',
    path: '/form',
    does: [
      { act: 'fill', at: ['aria/姓名'], value: '张三' },
      { act: 'read', at: ['[name=who]'], into: 'x' },
    ],
    ends: { selector: 0, read: '张三' },
  },
  {
    when: 'a field that cuts what is typed',
    path: '/form',
    does: [{ act: 'fill', at: ['aria/卡号[role="textbox"]'], value: '622200001234' }],
    ends: 'WRONG_TEXT',
  },
  {
    when: 'a field that writes numbers its own way',
    path: '/form',
    does: [{ act: 'fill', at: ['aria/金额[role="textbox"]'], value: '50000' }],
    ends: { selector: 0 },
  },
  {
    when: 'a choice by its label',
    path: '/form',
    does: [
      { act: 'fill', at: ['aria/原因[role="combobox"]'], value: '丢失' },
      { act: 'read', at: ['select'], into: 'x' },
    ],
    ends: { selector: 0, read: '丢失' },
  },
  {
    when: 'a choice by its value',
    path: '/form',
    does: [
      { act: 'fill', at: ['select'], value: '3' },
      { act: 'read', at: ['select'], into: 'x' },
    ],
    ends: { selector: 0, read: '被盗' },
  },
  { when: 'two choices with one label', path: '/form', does: [{ act: 'fill', at: ['select'], value: '被盗' }], ends: 'AMBIGUOUS' },
  {
    when: 'no such choice',
    path: '/form',
    does: [{ act: 'fill', at: ['select'], value: '过期', timeoutMs: short }],
    ends: 'NOT_FOUND',
  },
  {
    when: 'a tick box',
    path: '/form',
    does: [
      { act: 'fill', at: ['aria/同意[role="checkbox"]'], value: 'true' },
      { act: 'read', at: ['[name=ok]'], into: 'x' },
    ],
    ends: { selector: 0, read: 'true' },
  },
  {
    when: 'a radio button',
    path: '/form',
    does: [
      { act: 'fill', at: ['aria/自动[role="radio"]'], value: 'true' },
      { act: 'read', at: ['[value=b]'], into: 'x' },
    ],
    ends: { selector: 0, read: 'true' },
  },
  {
    when: 'a tick box that is to say perhaps',
    path: '/form',
    does: [{ act: 'fill', at: ['[name=ok]'], value: 'maybe' }],
    ends: 'BAD_INPUT',
  },
  { when: 'a password that is to be read', path: '/form', does: [{ act: 'read', at: ['[name=pin]'], into: 'x' }], ends: 'BAD_INPUT' },
  {
    when: 'ids that change with every visit',
    path: '/random',
    does: [{ act: 'fill', at: ['aria/卡号[role="textbox"]', '#x0'], value: '1' }],
    ends: { selector: 0 },
  },
  { when: 'a key that does not exist', path: '/form', does: [{ act: 'press', key: 'NotAKey' }], ends: 'BAD_INPUT' },

  // Frames, shadows, windows, dialogs.
  {
    when: 'a frame in a frame, by name and place',
    path: '/frames',
    does: [{ act: 'read', at: ['xpath///td[text()="B"]'], frame: [{ name: 'left' }, { index: 0 }], into: 'x' }],
    ends: { selector: 0, read: 'B' },
  },
  {
    when: 'a frame by its address',
    path: '/frames',
    does: [{ act: 'click', at: ['aria/乙[role="button"]'], frame: [{ url: '/two' }] }],
    ends: { selector: 0 },
  },
  {
    when: 'no such frame',
    path: '/frames',
    does: [{ act: 'click', at: ['#b2'], frame: [{ name: 'middle' }], timeoutMs: short }],
    ends: 'NOT_FOUND',
  },
  {
    when: 'an element in a frame that is asked for outside it',
    path: '/frames',
    does: [{ act: 'click', at: ['#b2'], timeoutMs: short }],
    ends: 'NOT_FOUND [0]',
  },
  {
    when: 'a way through shadow roots',
    path: '/shadow',
    does: [
      { act: 'click', at: [['x-box', 'x-in', '#deep']] },
      { act: 'read', at: ['pierce/p'], into: 'x' },
    ],
    ends: { selector: 0, read: '已按' },
  },
  {
    when: 'a window by name, which closes itself',
    path: '/popup',
    does: [
      { act: 'click', at: ['aria/打开'], opens: 'child', navigates: { url: '/child', title: 'child' } },
      { act: 'click', at: ['aria/确定'], page: 'child' },
      { act: 'expect', at: ['#said'], says: '办完了' },
    ],
    ends: { selector: 0 },
  },
  {
    when: 'a window nobody named',
    path: '/popup',
    does: [
      { act: 'click', at: ['aria/打开'] },
      { act: 'read', at: ['button'], into: 'x' },
    ],
    ends: 'UNEXPECTED_DIALOG',
  },
  {
    when: 'a dialog that is expected',
    path: '/dialog',
    does: [
      { act: 'click', at: ['aria/提交'], dialog: { answer: 'accept', says: '确认*' } },
      { act: 'read', at: ['#said'], into: 'x' },
    ],
    ends: { selector: 0, read: '提交了' },
  },
  {
    when: 'a dialog that says something else',
    path: '/dialog',
    does: [{ act: 'click', at: ['aria/提交'], dialog: { answer: 'accept', says: '确认打印？' } }],
    ends: 'UNEXPECTED_DIALOG',
  },
  { when: 'a dialog nobody expects', path: '/dialog', does: [{ act: 'click', at: ['aria/提交'] }], ends: 'UNEXPECTED_DIALOG' },
  {
    when: 'a question and then a message, as expected',
    path: '/dialogs',
    does: [
      {
        act: 'click',
        at: ['aria/提交'],
        dialog: [
          { answer: 'accept', says: '确认提交？' },
          { answer: 'accept', says: '提交了*' },
        ],
      },
      { act: 'read', at: ['#said'], into: 'x' },
    ],
    ends: { selector: 0, read: '知道了' },
  },
  {
    when: 'a message nobody expects after the question',
    path: '/dialogs',
    does: [{ act: 'click', at: ['aria/提交'], dialog: { answer: 'accept', says: '确认提交？' } }],
    ends: 'UNEXPECTED_DIALOG',
  },
  {
    when: 'two dialogs in another order',
    path: '/dialogs',
    does: [
      {
        act: 'click',
        at: ['aria/提交'],
        dialog: [
          { answer: 'accept', says: '提交了*' },
          { answer: 'accept', says: '确认提交？' },
        ],
      },
    ],
    ends: 'UNEXPECTED_DIALOG',
  },
  {
    when: 'the second dialog does not come',
    path: '/dialog',
    does: [
      {
        act: 'click',
        at: ['aria/提交'],
        dialog: [
          { answer: 'accept', says: '确认*' },
          { answer: 'accept', says: '提交了*' },
        ],
        timeoutMs: short,
      },
    ],
    ends: 'TIME_OUT',
  },
  {
    when: 'a dialog that does not come',
    path: '/two',
    does: [{ act: 'click', at: ['#b1'], dialog: { answer: 'accept' }, timeoutMs: short }],
    ends: 'TIME_OUT',
  },

  // Files, answers, servers.
  {
    when: 'a file up',
    path: '/file',
    does: [
      { act: 'upload', at: ['#pick'], file: 'list', given: { file: { name: '名单.csv', bytes: Buffer.from('abc') } } },
      { act: 'read', at: ['#said'], into: 'x' },
    ],
    ends: { selector: 0, read: '名单.csv 3' },
  },
  {
    when: 'a file down',
    path: '/file',
    does: [{ act: 'download', at: ['aria/下载'], into: 'x' }],
    ends: { selector: 0, file: 'rows.csv: a,b\n1,2\n' },
  },
  { when: 'what is expected comes', path: '/answer', does: [{ act: 'expect', at: ['#state'], says: '*已挂失' }], ends: { selector: 0 } },
  {
    when: "the bank's own answer",
    path: '/answer',
    does: [{ act: 'expect', at: ['#state'], says: '成功', else: '该卡不能挂失' }],
    ends: 'NOT_AS_EXPECTED',
  },
  { when: 'another text', path: '/answer', does: [{ act: 'expect', at: ['#state'], says: '成功' }], ends: 'WRONG_TEXT' },
  { when: 'a page that breaks', path: '/to-broken', does: [{ act: 'click', at: ['aria/去'] }], ends: 'HTTP_STATUS' },
  { when: 'a page that breaks off', path: '/to-cut', does: [{ act: 'click', at: ['aria/去'] }], ends: 'NAVIGATION' },
  {
    when: 'a page that breaks off where one is asserted: what the browser says of it is not quoted',
    path: '/to-cut',
    does: [{ act: 'click', at: ['aria/去'], navigates: { url: '/cut' } }],
    ends: 'NAVIGATION',
  },
  { when: 'a page that is not there', path: '/gone', does: [], ends: 'HTTP_STATUS' },

  // Signing in.
  {
    when: 'the sign-in form comes back',
    path: '/login',
    does: [
      { act: 'fill', at: ['[name=who]'], value: 'a' },
      { act: 'fill', at: ['[name=pin]'], value: { secret: 'x.password' }, given: { text: 'wrong', hidden: true } },
      { act: 'click', at: ['aria/登录'] },
    ],
    ends: 'LOGIN_FAILED',
  },
  {
    when: 'the sign-in form comes back where a page is asserted',
    path: '/login',
    does: [
      { act: 'fill', at: ['[name=pin]'], value: { secret: 'x.password' }, given: { text: 'wrong', hidden: true } },
      { act: 'click', at: ['aria/登录'], navigates: { url: '/rows' } },
    ],
    ends: 'LOGIN_FAILED',
  },
  {
    when: 'signed in, with a tick box on the way',
    path: '/login',
    does: [
      { act: 'fill', at: ['[name=pin]'], value: { secret: 'x.password' }, given: { text: 'right', hidden: true } },
      { act: 'click', at: ['[type=checkbox]'] },
      { act: 'press', key: 'Enter', navigates: { url: '/rows' } },
    ],
    ends: { signedIn: true },
  },
];

test.skipIf(!hasBrowser()).concurrent.each(cases)('$when', async ({ path, does, ends, log }) => {
  const run = await taken();
  let last: unknown = null;
  for (const { given, ...action } of [{ act: 'open', path }, ...does] as Case['does']) {
    last = await acted(run, action, { ...(typeof action.value === 'string' ? { text: action.value } : {}), ...given });
    if (typeof last === 'string') break;
  }
  const logged = log === undefined ? undefined : await acted(run, { act: 'read', at: ['#log'], into: 'x' }, {});
  free.push(run);
  expect([last, logged]).toEqual([ends, log === undefined ? undefined : { selector: 0, read: log }]);
});

test('a recording player that clicks beside the element, or does not know a step, is refused at the door', () => {
  const click = { act: 'click', at: ['#b1'] };
  expect([click, { ...click, offsetX: 5000 }, { act: 'custom', name: 'x' }].map(action => BrowserAction.safeParse(action).success)).toEqual(
    [true, false, false],
  );
});

const tables: readonly { when: string; path: string; atMost: number; columns: Record<string, string>; ends: unknown }[] = [
  {
    when: 'two pages',
    path: '/table',
    atMost: 10,
    columns: { who: '姓名', phone: '电话' },
    ends: [
      { who: '张三', phone: '138' },
      { who: '李四', phone: '139' },
      { who: '王五', phone: '137' },
    ],
  },
  { when: 'more rows than wanted', path: '/table', atMost: 2, columns: { who: '姓名' }, ends: 'FAILED' },
  { when: 'no such heading', path: '/table', atMost: 9, columns: { who: '名字' }, ends: 'NOT_FOUND' },
  { when: 'a table that says it is empty', path: '/nothing-there', atMost: 9, columns: { who: '姓名', phone: '电话' }, ends: [] },
];
test.skipIf(!hasBrowser()).concurrent.each(tables)('table: $when', async ({ path, atMost, columns, ends }) => {
  const run = await taken();
  await acted(run, { act: 'open', path }, {});
  const read = await run.extract(
    { origin: site.origin },
    { at: ['table'], frame: [], page: 'main', columns, next: ['#next'], atMost },
    never,
  );
  expect(read.ok ? read.rows : read.trouble.kind === 'system' && read.trouble.code).toEqual(ends);
});

test.skipIf(!hasBrowser())('a stopped run ends at once', async () => {
  const run = await taken();
  const stop = new AbortController();
  const waiting = run.act({ origin: site.origin }, BrowserAction.parse({ act: 'click', at: ['#never'] }), { hidden: false }, stop.signal);
  stop.abort();
  expect(await waiting).toMatchObject({ ok: false, trouble: { code: 'STOPPED' } });
});

async function taken(): Promise<RobotContext> {
  const used = free.pop();
  if (used) return used;
  const open = await browser.open({ hosts: [site.host], hide: () => [] });
  if (!open.ok) throw new Error(JSON.stringify(open.trouble));
  return open.context;
}

/** What an action came to, short enough for a table. */
async function acted(run: RobotContext, action: unknown, given: Partial<Given>): Promise<unknown> {
  const done = await run.act({ origin: site.origin }, BrowserAction.parse(action), { hidden: false, ...given }, never);
  if (done.ok) {
    const { ok: _ok, tookMs: _took, file, ...rest } = done;
    return file ? { ...rest, file: `${file.name}: ${Buffer.from(file.bytes)}` } : rest;
  }
  const { trouble, matches } = done;
  const code = trouble.kind === 'system' || trouble.kind === 'business' ? trouble.code : trouble.kind;
  return matches ? `${code} [${matches}]` : code;
}
