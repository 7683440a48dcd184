import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The only way out of a run's pages: a SOCKS5 proxy on this machine that connects to the run's hosts and refuses the rest. */
export interface Gate {
  readonly server: string; // socks5://127.0.0.1:port
  /** Whether this address may be reached. */
  lets(host: string, port: number): boolean;
  /** host:port of what was asked for and refused, each once, at most a hundred. */
  refused(): readonly string[];
  /** Lets connections through again after one broke off with a question unanswered. */
  mend(): void;
  close(): Promise<void>;
}

const mostRefused = 100;
const mostSockets = 512;

/**
 * Opens a gate for these hosts: `core.bank`, any port of it, or `core.bank:8080`. A browser sends a request again by itself, a submit
 * too, when a connection it has used before breaks off without an answer, and the bank would do it twice: so a connection that ends
 * while something asked is unanswered shuts the gate until the next action.
 */
export async function openGate(hosts: readonly string[]): Promise<Gate> {
  const allowed = hosts.map(readHost);
  const refused = new Set<string>();
  const sockets = new Set<Socket>();
  let isShut = false;
  const lets = (host: string, port: number) => allowed.some(one => one.host === plain(host) && (one.port === null || one.port === port));

  const server = createServer(client => {
    sockets.add(client);
    client.setNoDelay(true);
    client.on('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    shakeHands(client, ({ host, port }) => {
      if (!lets(host, port)) {
        if (refused.size < mostRefused) refused.add(`${plain(host)}:${port}`);
        client.end(answer(notAllowed));
        return;
      }
      if (isShut) return void client.end(answer(unreachable));
      let isAsking = false; // more was asked than answered
      let isThrough = false; // from here on all that is said is the bank's
      const far = connect({ host, port, noDelay: true });
      sockets.add(far);
      const over = (): void => {
        if (!isAsking || isShut) return;
        isShut = true;
        for (const socket of sockets) socket.destroy(); // a resend would take another connection that is open already
      };
      far.once('end', over);
      far.on('close', () => {
        sockets.delete(far);
        over();
        client.destroy();
      });
      const left = (): void => {
        isAsking = false; // the browser closed it by itself: nothing it wants to know
      };
      client.once('end', left);
      client.on('close', () => {
        left();
        far.destroy();
      });
      far.once('error', () => void (isThrough ? client.destroy() : client.end(answer(unreachable))));
      far.once('connect', () => {
        isThrough = true;
        client.write(answer(granted));
        far.on('data', () => {
          isAsking = false;
        });
        client.on('data', () => {
          isAsking = true;
        });
        far.pipe(client);
        client.pipe(far);
      });
    });
  });
  server.maxConnections = mostSockets;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    server: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lets,
    refused: () => [...refused],
    mend: () => {
      isShut = false;
    },
    close: () =>
      new Promise(done => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A host of the fence; addresses in brackets are IPv6. */
function readHost(text: string): { readonly host: string; readonly port: number | null } {
  const match = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text.trim());
  return match?.[1] ? { host: plain(match[1]), port: match[2] ? Number(match[2]) : null } : { host: plain(text.trim()), port: null };
}

function plain(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

const granted = 0;
const notAllowed = 2;
const unreachable = 4;

function answer(code: number): Buffer {
  return Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

/** SOCKS5 (RFC 1928) without a password, CONNECT alone. Anything else is hung up on. */
function shakeHands(client: Socket, ask: (where: { readonly host: string; readonly port: number }) => void): void {
  let greeted = false;
  let held = Buffer.alloc(0);
  const hear = (piece: Buffer): void => {
    held = Buffer.concat([held, piece]);
    if (held.length > 1024) return void client.destroy();
    if (!greeted) {
      if (held.length < 2 || held.length < 2 + (held[1] ?? 0)) return;
      if (held[0] !== 5) return void client.destroy();
      held = held.subarray(2 + (held[1] ?? 0));
      greeted = true;
      client.write(Buffer.from([5, 0]));
    }
    const where = readRequest(held);
    if (where === 'more') return;
    client.off('data', hear);
    client.pause();
    if (where === 'wrong') return void client.destroy();
    if (where.rest.length > 0) client.unshift(where.rest);
    ask(where);
  };
  client.on('data', hear);
}

function readRequest(bytes: Buffer): { readonly host: string; readonly port: number; readonly rest: Buffer } | 'more' | 'wrong' {
  if (bytes.length < 5) return 'more';
  if (bytes[0] !== 5 || bytes[1] !== 1) return 'wrong';
  const kind = bytes[3];
  const from = kind === 3 ? 5 : 4;
  const length = kind === 1 ? 4 : kind === 4 ? 16 : kind === 3 ? (bytes[4] ?? 0) : 0;
  if (length === 0) return 'wrong';
  if (bytes.length < from + length + 2) return 'more';
  const address = bytes.subarray(from, from + length);
  const host =
    kind === 1
      ? [...address].join('.')
      : kind === 3
        ? address.toString('latin1')
        : (address.toString('hex').match(/.{4}/g) ?? []).join(':');
  return { host, port: bytes.readUInt16BE(from + length), rest: bytes.subarray(from + length + 2) };
}
