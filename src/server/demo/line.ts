import { WebSocket } from 'ws';
import type { IngestAnswer } from '#protocol/answer.ts';
import type { WireEvent } from '#protocol/event.ts';
import type { Open } from '#protocol/open.ts';
import type { Presence } from '#protocol/presence.ts';
import type { Up } from '#protocol/up.ts';

type Waiting = { readonly resolve: (answer: IngestAnswer) => void; readonly reject: (error: Error) => void };

/** What waits on a line that its owner closes: nothing went wrong. */
export class LineClosed extends Error {
  constructor() {
    super('the line was closed');
    this.name = 'LineClosed';
  }
}

/** A connection to /v1/ingest as any telephony or recogniser would hold it: numbers events, waits for acks, resumes. */
export class Line {
  readonly #url: () => string;
  readonly #key: string;
  readonly #waiting = new Map<string, Waiting>();
  readonly #unacked = new Map<string, Up>();
  readonly #nextSeq = new Map<string, number>();
  readonly #opened = new Map<string, Open>();
  #socket: WebSocket | null = null;
  #closed = false;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(url: () => string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Connects; rejects when the server refuses the key or is not there. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#url(), { headers: { authorization: `Bearer ${this.#key}` } });
      socket.once('open', () => {
        this.#socket = socket;
        this.#beat ??= setInterval(() => this.#beatAll(), 2000);
        resolve();
      });
      socket.once('error', reject);
      socket.on('message', data => this.#heard(JSON.parse(String(data)) as IngestAnswer));
      socket.on('close', () => {
        this.#socket = null;
        if (!this.#closed) setTimeout(() => void this.#resume(), 500);
      });
    });
  }

  /** Opens a conversation as a source, or joins it. */
  async open(open: Open): Promise<string> {
    this.#opened.set(`${open.conversation}/${open.source}`, open);
    const answer = await this.#ask(`open/${open.conversation}/${open.source}`, open);
    if (answer.type !== 'opened') throw new Error('ingest answered something else than opened');
    this.#nextSeq.set(`${open.conversation}/${open.source}`, answer.nextSeq);
    return answer.id;
  }

  /** Sends one event with the source's next number; resolves when it is durable. */
  async say(conversation: string, source: string, event: WireEvent): Promise<void> {
    const name = `${conversation}/${source}`;
    const seq = this.#nextSeq.get(name) ?? 1;
    this.#nextSeq.set(name, seq + 1);
    const up = { type: 'event', conversation, source, seq, event } as Up;
    this.#unacked.set(`${name}/${seq}`, up);
    await this.#ask(`${name}/${seq}`, up);
    if (event.kind === 'closed') this.#forget(conversation);
  }

  /** Sends an unfinished text; nothing is stored and nothing answers. */
  partial(conversation: string, source: string, speaker: 'customer' | 'agent' | 'bot', text: string, startMs: number): void {
    this.#send({ type: 'partial', conversation, source: source as Open['source'], speaker, text, startMs });
  }

  /** Says how far the conversation's own clock is: what moves time in a conversation opened with `clock: source`. */
  beat(conversation: string, source: string, nowMs: number): void {
    this.#send({ type: 'beat', conversation, source: source as Open['source'], nowMs: Math.round(nowMs) });
  }

  /** Says what an agent is doing; nothing answers. */
  presence(agent: string, state: Presence['state']): void {
    this.#send({ type: 'presence', agent, state, at: new Date().toISOString() });
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#beat);
    for (const { reject } of this.#waiting.values()) reject(new LineClosed());
    this.#waiting.clear();
    this.#socket?.close();
  }

  #ask(name: string, up: Up): Promise<IngestAnswer> {
    if (this.#closed) return Promise.reject(new LineClosed());
    return new Promise((resolve, reject) => {
      this.#waiting.set(name, { resolve, reject });
      this.#send(up);
    });
  }

  #send(up: Up): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(up));
  }

  #heard(answer: IngestAnswer): void {
    switch (answer.type) {
      case 'opened':
        return this.#settle(`open/${answer.conversation}/${answer.source}`, answer);
      case 'ack':
        for (let seq = answer.seq; seq > 0; seq--) {
          const name = `${answer.conversation}/${answer.source}/${seq}`;
          if (!this.#unacked.delete(name)) break;
          this.#settle(name, answer);
        }
        return;
      case 'refused': {
        const { conversation, source, seq, problem } = answer;
        const name = seq === undefined ? `open/${conversation}/${source}` : `${conversation}/${source}/${seq}`;
        if (problem.kind === 'busy' || problem.kind === 'unavailable') {
          const up = this.#unacked.get(name);
          if (up) setTimeout(() => this.#send(up), problem.retryAfterMs);
          return;
        }
        this.#unacked.delete(name);
        this.#waiting.get(name)?.reject(new Error(`ingest refused: ${problem.kind}`));
        this.#waiting.delete(name);
        return;
      }
      case 'beat':
        return;
    }
  }

  #settle(name: string, answer: IngestAnswer): void {
    this.#waiting.get(name)?.resolve(answer);
    this.#waiting.delete(name);
  }

  async #resume(): Promise<void> {
    try {
      await this.connect();
      for (const open of this.#opened.values()) this.#send(open);
      for (const up of this.#unacked.values()) this.#send(up);
    } catch {
      if (!this.#closed) setTimeout(() => void this.#resume(), 1000); // the server is not back yet: try again
    }
  }

  #beatAll(): void {
    for (const open of this.#opened.values()) this.#send({ type: 'beat', conversation: open.conversation, source: open.source });
  }

  #forget(conversation: string): void {
    for (const name of this.#opened.keys()) if (name.startsWith(`${conversation}/`)) this.#opened.delete(name);
  }
}
