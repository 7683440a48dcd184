import { type APIRequestContext, type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { ConversationRecord, DemoCall, Session, TryStarted } from '#protocol/rest.ts';
import { findChromium } from '#test/kit/browser-setup.ts';

/** The two windows an agent has: a column beside the CRM, and a page of its own. */
export const looks = {
  column: { width: 380, height: 860 },
  page: { width: 1440, height: 900 },
} as const;
export type Look = keyof typeof looks;

let opened: Browser | null = null;

/** Every page that is open in the browser of the tests. */
export function openPages(): readonly Page[] {
  return opened?.contexts().flatMap(context => context.pages()) ?? [];
}

/** Starts the browser of the tests; a test that fails prints what its pages show (tell-pages.ts). */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: see test/kit/browser-setup.ts');
  opened = await chromium.launch({ executablePath });
  return opened;
}

/** Somebody signed in by one click, with the session's pages and calls. */
export interface SignedIn {
  readonly context: BrowserContext;
  readonly session: Session;
  /** Opens a page of the screens in a window of this size. */
  open(path: string, look?: Look): Promise<Page>;
  /** Calls the API as the page does and gives the parsed body; trouble throws. */
  call<Shape extends z.ZodType>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    shape: Shape,
    body?: object,
  ): Promise<z.infer<Shape>>;
}

/** A browser profile of its own for nobody yet; what it is asked to wait for may take long on a machine with other work. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: looks.page });
  context.setDefaultTimeout(90_000);
  return context;
}

/** Signs in as a person of the demo bank in a browser profile of its own. */
export async function signIn(browser: Browser, url: string, staffNo: string): Promise<SignedIn> {
  const context = await newContext(browser);
  const ask = asker(context.request, url);
  const session = await ask('POST', '/v1/demo/sign-in', Session, { staffNo }, '');
  return {
    context,
    session,
    async open(path, look = 'page') {
      const page = await context.newPage();
      await page.setViewportSize(looks[look]);
      await page.goto(url + path);
      return page;
    },
    call: (method, path, shape, body) => ask(method, path, shape, body, session.csrf),
  };
}

/** Starts a written call for somebody. */
export function startCall(who: SignedIn, call: string, speed: 1 | 2 | 4, paused = false): Promise<DemoCall> {
  return who.call('POST', '/v1/demo/call', DemoCall, { call, speed, paused });
}

/** The whole record of a conversation. */
export function recordOf(who: SignedIn, conversation: string): Promise<ConversationRecord> {
  return who.call('GET', `/v1/conversations/${conversation}`, ConversationRecord);
}

/** A conversation of somebody's own in which just this was said; in the queue of a written call, if one is named. */
export async function typed(
  agent: SignedIn,
  lines: readonly (readonly ['customer' | 'agent', string])[],
  inQueueOf?: string,
): Promise<TryStarted> {
  const started = await agent.call('POST', '/v1/try', TryStarted, { lang: 'zh', ...(inQueueOf ? { call: inQueueOf } : {}) });
  for (const [speaker, text] of lines) await agent.call('POST', `/v1/try/${started.externalId}/say`, z.unknown(), { speaker, text });
  return started;
}

function asker(request: APIRequestContext, url: string) {
  return async <Shape extends z.ZodType>(method: string, path: string, shape: Shape, body: object | undefined, csrf: string) => {
    const headers = { origin: url, 'x-csrf': csrf };
    const answer = await request.fetch(url + path, { method, headers, ...(body ? { data: body } : {}) });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text.slice(0, 300)}`);
    return shape.parse(text ? JSON.parse(text) : null) as z.infer<Shape>;
  };
}
