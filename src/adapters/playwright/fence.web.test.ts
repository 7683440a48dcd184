import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { BrowserAction } from '#domain/browser-action.ts';
import type { Given, RobotBrowser, RobotContext } from '#ports/robot-browser.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { type PageServer, servePages } from '#test/kit/page-server.ts';
import { testFolder } from '#test/kit/test-folder.ts';

const never = new AbortController().signal;
const find = () => findBrowser({ ...process.env, DESKSIDE_BROWSER: process.env.CHROMIUM_PATH });

let trap: Server; // stands for everything that is not the bank's
let trapPort = 0;
let caught = 0;
let site: PageServer;
let folder = '';
let browser: RobotBrowser;

beforeAll(async () => {
  if (!hasBrowser()) return;
  trap = createServer(socket => {
    caught++;
    socket.destroy();
  });
  await new Promise<void>(done => trap.listen(0, '127.0.0.1', done));
  trapPort = (trap.address() as AddressInfo).port;
  const outside = `127.0.0.1:${trapPort}`;
  site = await servePages({
    '/': `<title>fence</title><link rel=dns-prefetch href=//prefetch.example><link rel=preconnect href=//connect.example>
      <img src=//picture.example/a.png><img src=//${outside}/b.png><script src=//script.example/x.js></script><iframe src=//frame.example/></iframe>
      <iframe src=//${outside}/></iframe><a href=/away>走</a><a href=//${outside}/ target=_blank>窗</a><a href=//link.example/ ping=//ping.example/>链</a><script>
      new WebSocket('ws://${outside}/'); new WebSocket('ws://socket.example/'); fetch('//${outside}/fetch', { mode: 'no-cors' }).catch(() => {});
      navigator.sendBeacon('//${outside}/beacon', 'x');
      new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${trapPort}' }] }).createOffer({ offerToReceiveAudio: true });
      navigator.serviceWorker?.register('/worker.js').catch(() => {});</script>`,
    '/away': (_, response) => void response.writeHead(302, { location: `http://${outside}/stolen` }).end(),
    '/worker.js': (_, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end('fetch("//worker.example/")'),
    '/secrets': `<title>户名 王小明 6222020000001234</title><form action=/secrets><label>密码 <input type=password name=pin></label>
      <label>卡号 <input name=card></label><button>提交</button></form><p>您的卡号 6222 0200 0000 1234 已登记</p><iframe srcdoc="<p>卡号<b>62220200</b>00001234</p>"></iframe>`,
  });
  folder = testFolder();
  browser = playwrightBrowser({ find, args: [`--log-net-log=${join(folder, 'net.json')}`] });
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  trap?.close();
});

test.skipIf(!hasBrowser())('nothing outside the fence is resolved or connected to', async () => {
  const run = await opened(browser);
  await acted(run, { act: 'open', path: '/' });
  const away = await acted(run, { act: 'click', at: ['aria/走'] });
  await acted(run, { act: 'open', path: '/' });
  const popup = await acted(run, { act: 'click', at: ['aria/窗'], opens: 'outside' });
  await acted(run, { act: 'open', path: '/' });
  const link = await acted(run, { act: 'click', at: ['aria/链'] });
  const elsewhere = await acted(run, { act: 'open', path: `//127.0.0.1:${trapPort}/` });
  const wanted = ['picture.example:80', 'script.example:80', 'frame.example:80', 'socket.example:80', `127.0.0.1:${trapPort}`];
  await vi.waitUntil(() => wanted.every(host => run.refused().includes(host)), { timeout: 20_000 }).catch(() => {});
  const refused = run.refused();
  await run.close();
  await browser.close(); // the log is whole when the browser has ended
  const { resolved, connected } = await readNetLog(join(folder, 'net.json'));

  expect({ away, popup: popup.code, link, elsewhere, caught, resolved, connected }).toEqual({
    away: { code: 'FENCE', message: `the page wanted to open 127.0.0.1:${trapPort}, which is none of the run's hosts` },
    popup: 'FENCE',
    link: { code: 'FENCE', message: "the page wanted to open link.example, which is none of the run's hosts" },
    elsewhere: { code: 'FENCE', message: 'only pages of the target are opened, by their path' },
    caught: 0,
    resolved: [],
    connected: ['127.0.0.1'],
  });
  expect(refused).toEqual(expect.arrayContaining(wanted));
});

test.skipIf(!hasBrowser())('planted secrets are in no digest, address, title or message, and painted over in pictures', async () => {
  const own = playwrightBrowser({ find });
  const open = await own.open({ hosts: [site.host], hide: () => ['6222020000001234', '王小明'] });
  if (!open.ok) throw new Error(open.trouble.kind);
  const run = open.context;
  const pin = 'canary-7d1f';
  const hidden = (text: string): Given => ({ text, hidden: true });
  await acted(run, { act: 'open', path: '/secrets?card=6222020000001234' });
  const empty = await run.look('main');
  await acted(run, { act: 'fill', at: ['[name=pin]'], value: { secret: 'x.password' } }, hidden(pin));
  await acted(run, { act: 'fill', at: ['[name=card]'], value: 'x' }, hidden('6222020000001234'));
  const filled = await run.look('main');
  const troubles = [
    await acted(run, { act: 'click', at: ['aria/提交'], navigates: { url: `/other?pin=${pin}`, title: '*' } }),
    await acted(run, { act: 'expect', at: ['p'], says: '6222 0200 0000 1234', timeoutMs: 3000 }),
    await acted(run, { act: 'read', at: ['text/6222020000001234'], into: 'x', timeoutMs: 1000 }),
    await acted(run, { act: 'fill', at: ['button'], value: 'x' }, hidden(pin)),
  ];
  const after = await run.look('main');
  await own.close();

  expect(JSON.stringify([empty, filled, after, troubles].map(look => ({ ...look, picture: undefined })))).not.toMatch(
    /canary|7d1f|6222 ?0200|00001234|王小明/,
  );
  expect([empty?.address, empty?.title]).toEqual([
    `${site.origin.replace(/\d{4,}$/, '')}${new URL(site.origin).port}/secrets`,
    '户名 ⟨hidden⟩ ⟨hidden⟩',
  ]);
  expect(after?.digest).toBe(empty?.digest); // what differed was hidden
  expect(troubles.map(({ code }) => code)).toEqual(['LOGIN_FAILED', 'WRONG_TEXT', 'NOT_FOUND', 'BAD_INPUT']);
});

test.skipIf(!hasBrowser())(
  'a browser that dies ends its runs, and the next run has a new one; too many runs are told to wait',
  async () => {
    const own = playwrightBrowser({ find, most: 1, args: [`--user-agent=${folder}`] });
    const first = await opened(own);
    await acted(first, { act: 'open', path: '/secrets' });
    const second = await own.open({ hosts: [site.host], hide: () => [] });
    const before = await acted(first, { act: 'open', path: '/secrets' });
    await killBrowser(folder);
    const gone = await acted(first, { act: 'click', at: ['button'] });
    await first.close();
    const next = await opened(own);
    const again = await acted(next, { act: 'open', path: '/secrets' });
    await own.close();
    expect([second.ok || second.trouble.kind, before.code, gone.code, again.code]).toEqual(['busy', 'ok', 'BROWSER_GONE', 'ok']);
  },
);

test('without a browser there is a sentence, not an exception', async () => {
  const none = playwrightBrowser({ find: () => findBrowser({ DESKSIDE_BROWSER: '/nowhere/chromium' }) });
  const why = 'DESKSIDE_BROWSER names /nowhere/chromium, which is not a program: correct it, or leave it out to let Deskside look for one';
  expect([await none.available(), await none.open({ hosts: [], hide: () => [] })]).toEqual([
    { ok: false, why },
    { ok: false, trouble: { kind: 'system', code: 'BROWSER_GONE', message: why } },
  ]);
  await none.close();
});

async function opened(from: RobotBrowser): Promise<RobotContext> {
  const open = await from.open({ hosts: [site.host], hide: () => [] });
  if (!open.ok) throw new Error(JSON.stringify(open.trouble));
  return open.context;
}

async function acted(run: RobotContext, action: unknown, given: Given = { hidden: false }): Promise<{ code: string; message?: string }> {
  const done = await run.act({ origin: site.origin }, BrowserAction.parse(action), given, never);
  if (done.ok) return { code: 'ok' };
  return done.trouble.kind === 'system' ? { code: done.trouble.code, message: done.trouble.message } : { code: done.trouble.kind };
}

/** Kills the one Chromium that was started with this in its command line. */
async function killBrowser(mark: string): Promise<void> {
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(mark) && !line.includes('--type=')) process.kill(Number(pid), 'SIGKILL');
  }
}

/** Names that were really asked of a resolver, and addresses that were connected to. */
async function readNetLog(file: string): Promise<{ resolved: string[]; connected: string[] }> {
  const log = JSON.parse(await readFile(file, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: Record<string, unknown> }[];
  };
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, type]) => [type, name]));
  const of = (kind: RegExp) => log.events.filter(({ type }) => kind.test(names.get(type) ?? ''));
  const asked = of(/^HOST_RESOLVER_(SYSTEM_TASK|DNS_TASK|MANAGER_JOB|MANAGER_ATTEMPT)|^DNS_TRANSACTION/).flatMap(({ params }) =>
    params ? [JSON.stringify(params)] : [],
  );
  const addresses = of(/^TCP_CONNECT_ATTEMPT$/).flatMap(({ params }) =>
    typeof params?.address === 'string' ? [params.address.replace(/:\d+$/, '')] : [],
  );
  return { resolved: [...new Set(asked)], connected: [...new Set(addresses)] };
}
