import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { openBooks } from '#practice/books.ts';
import { cardPages } from '#practice/card-pages.ts';
import { carePages } from '#practice/care-pages.ts';
import { controlPage, faultsFrom, type PracticeState, stateOf } from '#practice/control.ts';
import { dailyPages } from '#practice/daily-pages.ts';
import { type Faults, noFaults } from '#practice/faults.ts';
import { framePages, signInPage, timedOutPage } from '#practice/frame-pages.ts';
import { type Markup, refusal } from '#practice/markup.ts';
import { noticePages } from '#practice/notice-pages.ts';
import { orderPages } from '#practice/order-pages.ts';
import { Sessions } from '#practice/sessions.ts';
import { Staff } from '#practice/staff.ts';
import { committing, type Reply, type Routes } from '#practice/visit.ts';

/** A running practice bank. */
export interface PracticeBank {
  readonly origin: string;
  state(): PracticeState;
  faults(wanted: Partial<Faults>): void;
  reset(): void;
  stop(): Promise<void>;
}

const routes: Routes = { ...framePages, ...cardPages, ...carePages, ...orderPages, ...dailyPages, ...noticePages };
const bodyAtMost = 64_000;
const openAtMost = 256;

/**
 * Starts a small bank system of the old kind on this machine alone: frames, popups, browser dialogs, ids that change on every load. Nothing
 * in it is real and everything is forgotten when it stops. Port 0 takes any that is free.
 */
export async function startPracticeBank({
  port,
  clock = Date.now,
}: {
  readonly port: number;
  readonly clock?: () => number;
}): Promise<PracticeBank> {
  const opened = { books: openBooks(clock()), staff: new Staff(), sessions: new Sessions(), faults: { ...noFaults }, pages: 0 };
  let bank = opened;
  const state = (): PracticeState => {
    const { books, staff, sessions, pages, faults } = bank;
    return stateOf(books, {
      signIns: { ok: staff.ok, failed: staff.failed, locked: staff.locked },
      sessions: sessions.size,
      pages,
      faults,
    });
  };
  const reset = (): void => {
    bank = { books: openBooks(clock()), staff: new Staff(), sessions: new Sessions(), faults: { ...noFaults }, pages: 0 };
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.maxConnections = openAtMost;
  server.requestTimeout = 10_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
      return send(response, 421, 'text/plain', 'this bank answers on 127.0.0.1 only');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = request.method === 'POST' ? await bodyOf(request) : '';
    if (body === null) return send(response, 413, 'text/plain', 'too long');
    if (url.pathname.startsWith('/control')) return control(request, response, url.pathname, body);

    const { faults } = bank;
    if (faults.shut) return sendPage(response, refusal('系统提示', 'S9001', '日终批量处理中,系统暂停服务'), 503);
    if (faults.slowMs > 0) await pause(faults.slowMs);
    if (faults.broken > 0) {
      faults.broken -= 1;
      return sendPage(response, refusal('系统提示', 'S5000', '系统繁忙,请稍后再试'), 500);
    }
    bank.pages += 1;
    await visit(request, response, url, new URLSearchParams(body));
  }

  async function visit(request: IncomingMessage, response: ServerResponse, url: URL, form: URLSearchParams): Promise<void> {
    const { books, staff, sessions, faults } = bank;
    const key = `${request.method} ${url.pathname}`;
    if (key === 'GET /' || key === 'GET /login.jsp') return sendPage(response, signInPage(''));
    if (key === 'POST /login.do') {
      const user = staff.signIn(form.get('userId')?.trim() ?? '', form.get('passwd') ?? '');
      if ('refused' in user) return sendPage(response, signInPage(user.refused));
      const { id } = sessions.open(user, clock());
      response.setHeader('set-cookie', `JSESSIONID=${id}; Path=/; HttpOnly; SameSite=Lax`);
      return redirect(response, '/main.jsp');
    }
    const session = sessions.find(cookieOf(request), clock(), faults.idleMs);
    if (key === 'GET /logout.do') {
      if (session) sessions.close(session.id);
      return redirect(response, '/login.jsp');
    }
    const route = routes[key];
    if (!route) return sendPage(response, refusal('系统提示', 'S4040', '页面不存在'), 404);
    if (!session) return sendPage(response, timedOutPage());
    if (route.duty !== 'any' && route.duty !== session.user.duty)
      return sendPage(response, refusal('系统提示', 'S4030', '您没有该功能的权限'));
    const commit = committing(books, faults, session.user.staffNo, clock);
    await reply(response, route.answer({ session, query: url.searchParams, form, books, now: clock(), faults, commit }));
  }

  function control(request: IncomingMessage, response: ServerResponse, path: string, body: string): void {
    if (request.method === 'GET' && path === '/control') return sendPage(response, controlPage(bank.faults, bank.books.deeds));
    if (request.method === 'GET' && path === '/control/state') return send(response, 200, 'application/json', JSON.stringify(state()));
    // A page of another origin cannot send this type of body without being asked first, and is never answered then.
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
      return send(response, 405, 'text/plain', 'POST application/json');
    if (path === '/control/reset') {
      reset();
      return send(response, 200, 'application/json', '{}');
    }
    const wanted = faultsFrom(body);
    if ('problem' in wanted) return send(response, 400, 'text/plain', wanted.problem);
    Object.assign(bank.faults, wanted);
    send(response, 200, 'application/json', JSON.stringify(bank.faults));
  }

  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    state,
    faults: wanted => void Object.assign(bank.faults, wanted),
    reset,
    stop: () =>
      new Promise(stopped => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

async function reply(response: ServerResponse, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'page':
      if (reply.afterMs) await pause(reply.afterMs);
      return sendPage(response, reply.page);
    case 'file':
      response.setHeader('content-disposition', `attachment; filename="${reply.name}"`);
      return send(response, 200, 'text/csv; charset=utf-8', reply.text);
    case 'broken-off':
      return void response.destroy();
  }
}

function sendPage(response: ServerResponse, { markup }: Markup, status = 200): void {
  send(response, status, 'text/html; charset=utf-8', markup);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(text);
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to }).end();
}

function cookieOf(request: IncomingMessage): string | null {
  return /(?:^|;\s*)JSESSIONID=([0-9A-F]{32})/.exec(request.headers.cookie ?? '')?.[1] ?? null;
}

/** What was sent, or null where it is more than any of our forms holds. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > bodyAtMost) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function pause(ms: number): Promise<void> {
  return new Promise(over => setTimeout(over, ms));
}
