import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pages of a test: HTML, or what answers. The query is no part of the path. */
export type Pages = Readonly<Record<string, string | ((request: IncomingMessage, response: ServerResponse) => void)>>;

/** A small site of a test on a free port. */
export interface PageServer {
  readonly origin: string;
  readonly host: string; // with the port
  readonly asked: readonly string[]; // method and address of every request
  close(): void;
}

/** Serves pages; what is not there is 404. */
export async function servePages(pages: Pages): Promise<PageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const page = pages[(request.url ?? '').replace(/\?.*$/, '')];
    if (typeof page === 'function') return page(request, response);
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page === undefined ? 'not found' : page.startsWith('<') ? `<!doctype html>${page}` : page);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    asked,
    close: () => server.close().closeAllConnections(),
  };
}
