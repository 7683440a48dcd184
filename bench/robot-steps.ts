import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { medianMs } from '#bench/median.ts';
import { BrowserAction } from '#domain/browser-action.ts';

/** What a step costs our strict interpreter, and bare Playwright doing the same clicks in the same minutes. */
export interface RobotStepsBench {
  readonly browser: string;
  readonly steps: number; // of a run
  readonly rounds: number;
  readonly ourMs: number; // median of a step, looking for one match, what follows and the fence included
  readonly bareMs: number; // median of a step of Playwright alone: no fence, no check that a page followed
  readonly ratio: number;
  readonly ourRunMs: number; // median of a whole run
  readonly bareRunMs: number;
  readonly lookMs: number; // median of a masked picture with its digest, taken once a run
}

/** Runs 18 steps over a sign-in, a form in two pages, a frame and a table; who goes first changes with the round. */
export async function benchRobotSteps(rounds: number, tell: (news: string) => void): Promise<RobotStepsBench | { readonly why: string }> {
  const found = findBrowser(process.env);
  if (!found.ok) return { why: found.why };
  const site = await serve();
  const browser = playwrightBrowser({ find: () => found });
  const bare = await chromium.launch({ executablePath: found.path });
  try {
    const there = await browser.available();
    if (!there.ok) return { why: there.why };
    const times = { our: [] as number[], bare: [] as number[], ourRun: [] as number[], bareRun: [] as number[], look: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      tell(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
      const kept = round > 0;
      const ours = async () => {
        const open = await browser.open({ hosts: [site.host], hide: () => ['s3cret'] });
        if (!open.ok) throw new Error('the browser has no room');
        const all: number[] = [];
        for (const { action, text } of steps) {
          const began = performance.now();
          const given = { hidden: text === 's3cret', ...(text === undefined ? {} : { text }) };
          const done = await open.context.act({ origin: site.origin }, BrowserAction.parse(action), given, new AbortController().signal);
          if (!done.ok) throw new Error(JSON.stringify(done.trouble));
          all.push(performance.now() - began);
        }
        const began = performance.now();
        await open.context.look('main');
        if (kept) times.look.push(performance.now() - began);
        if (kept) times.our.push(...all);
        if (kept) times.ourRun.push(sum(all));
        await open.context.close();
      };
      const bares = async () => {
        const context = await bare.newContext({ viewport: { width: 1280, height: 800 } });
        const page = await context.newPage();
        const all: number[] = [];
        for (const { bare: deed } of steps) {
          const began = performance.now();
          await deed(page, site.origin);
          all.push(performance.now() - began);
        }
        if (kept) times.bare.push(...all);
        if (kept) times.bareRun.push(sum(all));
        await context.close();
      };
      for (const run of round % 2 === 0 ? [ours, bares] : [bares, ours]) await run();
    }
    const [ourMs, bareMs] = [medianMs(times.our), medianMs(times.bare)];
    return {
      browser: there.name,
      steps: steps.length,
      rounds,
      ourMs,
      bareMs,
      ratio: Math.round((ourMs / bareMs) * 100) / 100,
      ourRunMs: medianMs(times.ourRun),
      bareRunMs: medianMs(times.bareRun),
      lookMs: medianMs(times.look),
    };
  } finally {
    await bare.close();
    await browser.close();
    site.close();
  }
}

interface Step {
  readonly action: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly bare: (page: Page, origin: string) => Promise<unknown>;
}

const field = (name: string, text: string): Step => ({
  action: { act: 'fill', at: [`aria/${name}[role="textbox"]`], value: text },
  text,
  bare: page => page.getByRole('textbox', { name, exact: true }).fill(text),
});
const button = (name: string, navigates?: { url: string; title: string }): Step => ({
  action: { act: 'click', at: [`aria/${name}[role="button"]`], ...(navigates ? { navigates } : {}) },
  bare: page => page.getByRole('button', { name, exact: true }).click(),
});

const steps: readonly Step[] = [
  { action: { act: 'open', path: '/' }, bare: (page, origin) => page.goto(origin, { waitUntil: 'domcontentloaded' }) },
  field('工号', '8101'),
  {
    action: { act: 'fill', at: ['aria/密码', '#pin'], value: { secret: 'teller.password' } },
    text: 's3cret',
    bare: page => page.getByLabel('密码', { exact: true }).fill('s3cret'),
  },
  button('登录', { url: '/form*', title: '业务' }),
  field('姓名', '张三'),
  field('卡号', '6222020000001234'),
  field('电话', '13800000000'),
  {
    action: { act: 'fill', at: ['aria/原因[role="combobox"]'], value: '丢失' },
    text: '丢失',
    bare: page => page.getByRole('combobox', { name: '原因', exact: true }).selectOption({ label: '丢失' }),
  },
  {
    action: { act: 'fill', at: ['aria/本人[role="checkbox"]'], value: 'true' },
    text: 'true',
    bare: page => page.getByRole('checkbox', { name: '本人', exact: true }).setChecked(true),
  },
  {
    action: { act: 'fill', at: ['aria/柜面[role="radio"]'], value: 'true' },
    text: 'true',
    bare: page => page.getByRole('radio', { name: '柜面', exact: true }).setChecked(true),
  },
  { action: { act: 'hover', at: ['#hint'] }, bare: page => page.locator('#hint').hover() },
  {
    action: { act: 'read', at: ['#note'], frame: [{ name: 'side' }], into: 'note' },
    bare: page => page.frameLocator('[name=side]').locator('#note').textContent(),
  },
  { action: { act: 'press', key: 'Tab' }, bare: page => page.keyboard.press('Tab') },
  button('下一步', { url: '/check*', title: '核对' }),
  {
    action: { act: 'wait-for', at: ['#t tbody tr'], count: 3, operator: '==' },
    bare: page => page.locator('#t tbody tr').nth(2).waitFor(),
  },
  { action: { act: 'read', at: ['#state'], into: 'state' }, bare: page => page.locator('#state').textContent() },
  button('提交'),
  {
    action: { act: 'expect', at: ['#state'], says: '已登记' },
    bare: page => page.getByText('已登记', { exact: true }).waitFor(),
  },
];

const pages: Readonly<Record<string, string>> = {
  '/': `<title>登录</title><form action=/form><label>工号 <input name=who></label><label>密码 <input id=pin type=password></label><button>登录</button></form>`,
  '/form': `<title>业务</title><form action=/check><label>姓名 <input name=name></label><label>卡号 <input name=card></label>
    <label>电话 <input name=phone></label><label>原因 <select name=why><option>被盗<option>丢失</select></label><label><input type=checkbox> 本人</label>
    <label><input type=radio name=way> 柜面</label><label><input type=radio name=way> 电话</label><b id=hint>提示</b><button>下一步</button></form>
    <iframe name=side src=/side></iframe>`,
  '/side': '<p id=note>注意核实身份</p>',
  '/check': `<title>核对</title><table id=t><tbody><tr><td>甲<tr><td>乙<tr><td>丙</table><p id=state>待提交</p>
    <button onclick="fetch('/side').then(() => { state.textContent = '已登记' })">提交</button>`,
};

async function serve(): Promise<{ readonly origin: string; readonly host: string; close(): void }> {
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? '').replace(/\?.*$/, '')];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ? `<!doctype html>${page}` : '');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin: `http://${host}`, host, close: () => server.close().closeAllConnections() };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
