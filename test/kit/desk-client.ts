import { WebSocket } from 'ws';
import type { DeskUp } from '#protocol/desk-up.ts';
import type { DeskDown } from '#protocol/down.ts';

/** A desk's connection that keeps all it was sent; `until` waits for a message instead of for time. */
export class DeskClient {
  readonly heard: DeskDown[] = [];
  readonly #socket: WebSocket;
  #looking: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', data => {
      this.heard.push(JSON.parse(String(data)) as DeskDown);
      for (const look of this.#looking.splice(0)) look();
    });
    socket.on('error', () => {});
  }

  /** Connects with a session cookie, as a page of this origin would. */
  static connect(url: string, cookie: string): Promise<DeskClient> {
    const origin = url.replace(/^ws/, 'http').replace(/\/v1\/.*$/, '');
    const socket = new WebSocket(url, { headers: { cookie, origin } });
    const client = new DeskClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('unexpected-response', (_request, response) => reject(new Error(`refused with ${response.statusCode}`)));
      socket.once('error', reject);
    });
  }

  send(up: DeskUp): void {
    this.#socket.send(JSON.stringify(up));
  }

  /** The first message, now or later, that is what one waits for. */
  async until<Down extends DeskDown>(is: (down: DeskDown) => down is Down): Promise<Down> {
    for (;;) {
      const found = this.heard.find(is);
      if (found) return found;
      await new Promise<void>(resolve => this.#looking.push(resolve));
    }
  }

  close(): void {
    this.#socket.close();
  }
}
