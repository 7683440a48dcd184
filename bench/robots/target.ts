import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A system for robots to work in: it counts what was done to it, by key, and can be made to hold its answers. */
export interface Target {
  readonly origin: string;
  /** How often each thing was done for a key, `commit 7`. */
  done(what: string): number;
  /** Requests it holds now. */
  held(): readonly string[];
  /** Answers everything it holds, and holds nothing any more. */
  release(): void;
  /** The most requests that were under way at once. */
  busiest(): number;
  close(): Promise<void>;
}

/** Where a request is held: before it does anything, or after it was done and before the answer. */
export type Holds = (what: string, key: string) => 'before' | 'after' | null;

/** Starts it on a free port. `slowMs`: what every answer takes. */
export async function startTarget({
  holds = () => null,
  slowMs = 0,
  answers = 'json',
}: {
  readonly holds?: Holds;
  readonly slowMs?: number;
  readonly answers?: 'json' | 'pages';
} = {}): Promise<Target> {
  const counts = new Map<string, number>();
  const open = new Map<string, () => void>();
  let holding = true;
  let under = 0;
  let busiest = 0;
  const hold = (what: string, key: string) =>
    new Promise<void>(done => {
      open.set(`${what} ${key}`, done);
    });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const [, what = '', ...rest] = (request.url ?? '/').split('/');
    const key = rest.at(-1) ?? '';
    under += 1;
    busiest = Math.max(busiest, under);
    let alive = true;
    response.once('close', () => {
      if (!response.writableEnded) alive = false;
      under -= 1;
    });
    const held = holding ? holds(what, key) : null;
    if (held === 'before') await hold(what, key);
    if (held === 'before' && !alive) return; // whoever asked is gone: it never happened
    if (what !== 'state' && what !== 'form') counts.set(`${what} ${key}`, (counts.get(`${what} ${key}`) ?? 0) + 1);
    if (held === 'after') await hold(what, key);
    if (slowMs > 0) await new Promise(done => setTimeout(done, slowMs));
    const state = key.startsWith('blind') ? 'unclear' : (counts.get(`commit ${key}`) ?? 0) > 0 ? 'lost' : 'normal';
    const written = (counts.get(`write ${key}`) ?? 0) > 0 ? 'yes' : 'no';
    if (answers === 'json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ key, state, written }));
      return;
    }
    const isIn = what === 'enter' || request.headers.cookie?.includes(`in=${key}`) === true;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (what === 'enter') response.setHeader('set-cookie', `in=${key}; Path=/; HttpOnly`);
    response.end(isIn ? page(what, `/${rest[0]}/${key}`, { state, written }) : signInPage(key));
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const release = () => {
    holding = false;
    for (const go of open.values()) go();
    open.clear();
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done: what => counts.get(what) ?? 0,
    held: () => [...open.keys()],
    release,
    busiest: () => busiest,
    async close() {
      release();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A page of an old kind: what stands in the books, and on a form's own page the form. */
function page(what: string, sendsTo: string, { state, written }: { readonly state: string; readonly written: string }): string {
  const form = `<form method=post action="${sendsTo}"><input id=note name=note><button id=go>提交</button></form>`;
  return `<!doctype html><title>${what}</title><p id=state>${state}</p><p id=written>${written}</p>${what === 'form' ? form : ''}`;
}

function signInPage(key: string): string {
  return `<!doctype html><title>sign-in</title><form method=post action="/enter/${key}"><input id=user name=user>
    <input id=password name=password type=password><button id=go>签到</button></form>`;
}
