import { WebSocket } from 'ws';
import type { ReportState } from '#domain/announcement.ts';
import type { Announced, AnnouncementReport } from '#protocol/announcements.ts';
import type { DeskDown } from '#protocol/down.ts';

const steps: readonly ReportState[] = ['painted', 'read', 'acknowledged'];

/** A desk as our page is one, with a bad line: reports each state of what is announced, keeps it until it is noted, comes back after every break. */
export class CrowdDesk {
  readonly #url: string;
  readonly #cookie: string;
  readonly #drops: 'drops' | 'holds';
  readonly #unnoted = new Map<string, readonly AnnouncementReport[]>();
  readonly #seen = new Set<number>();
  #socket: WebSocket | undefined;
  #refs = 0;
  #noted = 0;
  #isClosed = false;
  #looking: (() => void)[] = [];
  /** Called with every report that the server has noted. */
  onNoted: () => void = () => {};

  constructor(url: string, cookie: string, drops: 'drops' | 'holds') {
    this.#url = url;
    this.#cookie = cookie;
    this.#drops = drops;
    this.#connect();
  }

  /** Waits until all three states of an announcement are noted. */
  async settled(): Promise<void> {
    while (this.#noted < steps.length || this.#unnoted.size > 0) await new Promise<void>(resolve => this.#looking.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#isClosed) return;
    const origin = this.#url.replace(/^ws/, 'http').replace(/\/v1\/.*$/, '');
    const socket = new WebSocket(this.#url, { headers: { cookie: this.#cookie, origin } });
    this.#socket = socket;
    socket.on('open', () => {
      for (const [ref, reports] of this.#unnoted) this.#send(ref, reports);
    });
    socket.on('message', data => this.#take(JSON.parse(String(data)) as DeskDown));
    socket.on('error', () => {});
    socket.on('close', () => setTimeout(() => this.#connect(), 20));
  }

  #take(down: DeskDown): void {
    if (down.type === 'announcements') for (const one of down.list) this.#show(one);
    if (down.type === 'refused' && down.ref) {
      const reports = this.#unnoted.get(down.ref);
      if (reports) this.#send(down.ref, reports);
    }
    if (down.type !== 'noted' || !this.#unnoted.delete(down.ref)) return;
    this.#noted++;
    this.onNoted();
    for (const look of this.#looking.splice(0)) look();
  }

  #show({ id, occasion }: Announced): void {
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    for (const state of steps) {
      const ref = `crowd-${++this.#refs}-${state}`;
      const reports: AnnouncementReport[] = [{ announcement: id, occasion, state, agoMs: 0 }];
      this.#unnoted.set(ref, reports);
      this.#send(ref, reports);
      // The line breaks while the answer is on its way: nobody here knows whether the report arrived.
      if (this.#drops === 'drops' && state !== 'acknowledged') this.#socket?.terminate();
    }
  }

  #send(ref: string, reports: readonly AnnouncementReport[]): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: 'announced', ref, reports }));
  }
}
