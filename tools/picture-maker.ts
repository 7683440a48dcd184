import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { RunningServer } from '#test/kit/running-server.ts';

/** What pictures are made with. */
export interface Studio {
  readonly demo: RunningServer;
  readonly browser: Browser;
  readonly scratch: string;
}

/** The windows pictures are of. */
export const sizes = { 380: { width: 380, height: 860 }, 1440: { width: 1440, height: 900 } } as const;
export type Width = keyof typeof sizes;
export const languages = ['zh', 'en'] as const;

/** Where pictures go. */
export const folder = new URL('../docs/pictures', import.meta.url).pathname;

/** Somebody signed in, who calls the API as pages do; whoever speaks another language sees every page in it. */
export interface Sitter {
  readonly context: BrowserContext;
  speak(lang: (typeof languages)[number]): Promise<void>;
  open(path: string, width: Width): Promise<Page>;
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object | string): Promise<unknown>; // text is sent as CSV
}

/** Signs in as a person of the demo bank in a browser profile of its own. */
export async function signIn({ demo, browser }: Studio, staffNo: string): Promise<Sitter> {
  const context = await browser.newContext({ deviceScaleFactor: 2, timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(120_000);
  let csrf = '';
  const call: Sitter['call'] = async (method, path, body) => {
    const headers = { origin: demo.url, 'x-csrf': csrf, ...(typeof body === 'string' ? { 'content-type': 'text/csv' } : {}) };
    const answer = await context.request.fetch(demo.url + path, { method, headers, ...(body ? { data: body } : {}) });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  };
  csrf = ((await call('POST', '/v1/demo/sign-in', { staffNo })) as { csrf: string }).csrf;
  return {
    context,
    call,
    speak: async lang => void (await call('PATCH', '/v1/session', { lang })),
    open: async (path, width) => {
      const page = await context.newPage();
      await page.setViewportSize(sizes[width]);
      await page.goto(demo.url + path);
      return page;
    },
  };
}

/** Keeps what a page shows, with as many colours as are seen. `whole`: all of the page, not only its window. */
export async function keep(
  { scratch }: Pick<Studio, 'scratch'>,
  page: Page,
  name: string,
  whole: 'whole' | 'window' = 'window',
): Promise<void> {
  const raw = join(scratch, `${name}.png`);
  const file = join(folder, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: raw, fullPage: whole === 'whole' });
  convert([raw, '-strip', '-dither', 'none', '-colors', '128', '-define', 'png:compression-level=9', `PNG8:${file}`]);
  console.log(`${name} ${Math.round(statSync(file).size / 1000)} kB`);
}

/** Runs ImageMagick. */
export function convert(args: readonly string[]): void {
  const { status, stderr } = spawnSync('convert', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`convert failed: ${stderr}`);
}

/** Asks until there is an answer. */
export async function until<Answer>(what: string, ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 300))) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`waited in vain for ${what}`);
}
