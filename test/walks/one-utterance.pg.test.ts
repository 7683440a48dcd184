import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';

/**
 * The walk ARCHITECTURE.md prints, compared with the way a real utterance takes: through a server on PostgreSQL, out of the desk's
 * own socket code, onto the card. Everything the listed files export is wrapped; each call notes which of them stand on its stack.
 */
const root = new URL('../../', import.meta.url).pathname;
const listed = [...readFileSync(`${root}ARCHITECTURE.md`, 'utf8').matchAll(/^\d\. `(src\/[^`]+)`:/gm)].map(([, file]) => file as string);
const said = '我银行卡丢了,帮我挂失';
const way: string[] = [];
let recording = false;

Error.stackTraceLimit = 200;
for (const file of listed) vi.doMock(`${root}${file}`, async original => traced(file, (await original()) as Record<string, unknown>));

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  vi.unstubAllGlobals();
});

let store: InstanceType<typeof import('#web/desk/store.ts')['DeskStore']>;
let say: (text: string) => Promise<unknown>;
let conversation: string;

beforeAll(async () => {
  const { testDatabase } = await import('#test/kit/postgres.ts');
  const { demoFile } = await import('#test/kit/built-demo.ts');
  const { signedIn } = await import('#test/kit/live-database.ts');
  const { liveServer } = await import('#test/kit/live-server.ts');
  const { IngestClient } = await import('#test/kit/ingest-client.ts');
  const { createApiKey } = await import('#server/people/api-keys.ts');
  const { DeskStore } = await import('#web/desk/store.ts');

  const database = await testDatabase();
  closing.push(() => database.close());
  const demo = await demoFile();
  const server = await liveServer({ url: database.url, node: 'walk-test', port: 0, artefact: demo });
  closing.push(() => server.close());
  const { key } = await createApiKey(database.db, { name: 'test', scopes: ['ingest.send'], by: null });
  const source = new IngestClient(`ws://127.0.0.1:${server.port}/v1/ingest`, key);
  closing.push(() => source.close());
  const cookie = await signedIn(database.db, '1027', ['desk.use', 'conversation.read.own']);

  const about = { conversation: 'walk', source: 'asr' };
  const openedAt = '2026-01-05T09:00:00+08:00';
  conversation = (
    await source.open({ type: 'open', protocol: 1, ...about, channel: 'voice', clock: 'source', openedAt, agent: '1027' } as never)
  ).id;
  say = text =>
    source.tell({
      type: 'event',
      ...about,
      seq: 1,
      event: { kind: 'heard', speaker: 'customer', text, startMs: 1000, endMs: 3000 },
    } as never);

  asBrowser(`127.0.0.1:${server.port}`, cookie);
  store = new DeskStore('1027');
  closing.push(() => store.close());
});

test('one utterance goes through the files ARCHITECTURE.md lists, in that order', async () => {
  await expect.poll(() => store.read().live[conversation]?.isCaughtUp).toBe(true);
  recording = true;
  await say(said);
  await expect.poll(() => store.read().live[conversation]?.followed.turns.length, { interval: 2 }).toBe(1);
  const painted = await paint();
  recording = false;

  expect(painted).toMatch(/核实/);
  expect(listed).toHaveLength(8);
  expect(way).toEqual(listed);
});

/** Paints the card zone with what the desk was told, as the page does. */
async function paint(): Promise<string> {
  const { CardZone } = (await import(`${root}src/web/desk/card.tsx`)) as { CardZone: FunctionComponent<{ desk: object; size: 'column' }> };
  const { boardOf } = await import('#web/desk/fold.ts');
  const { see } = await import('#web/desk/seen.ts');
  await i18next.use(initReactI18next).init({ lng: 'zh', resources: {} });
  const live = store.read().live[conversation];
  if (!live) throw new Error('the desk follows nothing');
  const { followed } = live;
  const board = boardOf(followed);
  const nothing = { overlay: 'none', looked: null, front: null, shownCard: { current: undefined } };
  const desk = {
    ...nothing,
    id: conversation,
    live,
    followed,
    board,
    seen: see(board, followed.changedAtMs, 3000, new Set(), new Set(), new Set()),
  };
  return renderToStaticMarkup(createElement(CardZone, { desk, size: 'column' }));
}

/** What a page gives the desk's socket code: its address, its window, and a WebSocket that sends the session's cookie. */
function asBrowser(host: string, cookie: string): void {
  class SignedInSocket extends NodeSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: `http://${host}` } });
    }
  }
  vi.stubGlobal('WebSocket', SignedInSocket);
  vi.stubGlobal('location', { protocol: 'http:', host });
  vi.stubGlobal('window', { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint));
}

/** The module with every function it exports, in its classes and objects too, noting that it was called. */
function traced(file: string, module: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(module).map(([name, value]) => [name, noting(file, value)]));
}

function noting(file: string, value: unknown): unknown {
  if (typeof value !== 'function') return patched(file, value);
  patched(file, value.prototype);
  const calls = noticed(file, value as Call);
  return new Proxy(value, { apply: (_, self, given) => patched(file, calls.apply(self, given)) }); // made by it: an engine, its ears
}

type Call = (this: unknown, ...given: unknown[]) => unknown;
const schemaMethods = ['parse', 'safeParse']; // on the prototype all schemas share

function patched(file: string, target: unknown): unknown {
  if (typeof target !== 'object' || target === null || target instanceof Promise || Object.isFrozen(target)) return target;
  const own = Object.entries(Object.getOwnPropertyDescriptors(target)).filter(([name, { writable }]) => writable && name !== 'constructor');
  for (const name of [...own.map(([name]) => name), ...('_zod' in target ? schemaMethods : [])]) {
    const value = (target as Record<string, unknown>)[name];
    if (typeof value !== 'function') continue;
    Object.defineProperty(target, name, { configurable: true, writable: true, value: noticed(file, value as Call) });
  }
  return target;
}

function noticed(file: string, call: Call): Call {
  return function (...given) {
    note(file);
    return call.apply(this, given);
  };
}

/** Notes the listed files on the stack, the outermost first, and then the one whose function it is. */
function note(file: string): void {
  if (!recording) return;
  const stack = (new Error().stack ?? '').split('\n').reverse();
  for (const line of stack) reach(listed.find(one => line.includes(`/${one}:`)));
  reach(file);
}

function reach(file: string | undefined): void {
  if (file !== undefined && !way.includes(file)) way.push(file);
}
