import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { IngestAnswer } from '#protocol/answer.ts';
import type { Open } from '#protocol/open.ts';
import type { Up } from '#protocol/up.ts';
import { openingOf } from '#server/live/replay.ts';
import type { Script } from '#server/live/script.ts';

type Opened = Extract<IngestAnswer, { type: 'opened' }>;

/** A source that never gives up: it waits for every ack, and after a broken connection opens again and goes on where it was. */
export class IngestClient {
  readonly #url: string;
  readonly #key: string;
  #socket: WebSocket | null = null;
  #connecting: Promise<WebSocket> | null = null;
  #isClosed = false;
  readonly #waiting = new Map<string, (answer: IngestAnswer | null) => void>();
  readonly #opens = new Map<string, Open>();
  readonly answers: IngestAnswer[] = [];

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Sends raw text, whatever it is. */
  async raw(text: string): Promise<void> {
    (await this.#connected()).send(text);
  }

  /** Opens a conversation; tries again until it is open. */
  async open(open: Open): Promise<Opened> {
    const name = `open ${open.conversation} ${open.source}`;
    this.#opens.set(name, open);
    const answer = await this.#insist(name, open);
    if (answer.type !== 'opened') throw new Error(`not opened: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Sends one message and gives the first answer to it; null when the connection broke before. */
  async ask(up: Extract<Up, { type: 'open' | 'event' }>): Promise<IngestAnswer | null> {
    const name = up.type === 'open' ? `open ${up.conversation} ${up.source}` : `${up.conversation} ${up.source} ${up.seq}`;
    const socket = await this.#connected();
    return await new Promise(resolve => {
      this.#waiting.set(name, resolve);
      socket.send(JSON.stringify(up));
    });
  }

  /** Sends one event of a conversation that was opened here; opens it again and sends it again until it is durable. */
  async tell(up: Extract<Up, { type: 'event' }>): Promise<void> {
    for (;;) {
      const answer = await this.ask(up);
      if (answer?.type === 'ack') return;
      if (answer?.type === 'refused' && !mayTryAgain(answer)) throw new Error(`refused: ${JSON.stringify(answer.problem)}`);
      if (answer) await wait(50);
      const open = this.#opens.get(`open ${up.conversation} ${up.source}`);
      if (open) await this.open(open);
    }
  }

  /** Plays a whole script as its sources would, event by event; calls back after each that is durable. */
  async play(script: Script, conversation: string, agent: string | undefined, acked: (done: number) => void = () => {}): Promise<string> {
    const open = openingOf(script, agent, conversation);
    const sources = [...new Set(script.lines.map(line => line.source))];
    let id = '';
    for (const source of sources) id = (await this.open({ ...open, source: source as Open['source'] })).id;

    const seqs = new Map<string, number>();
    for (const [index, { source, event }] of script.lines.entries()) {
      const seq = (seqs.get(source) ?? 0) + 1;
      seqs.set(source, seq);
      await this.tell({ type: 'event', conversation, source, seq, event } as Extract<Up, { type: 'event' }>);
      acked(index + 1);
    }
    return id;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  async #insist(name: string, open: Open): Promise<IngestAnswer> {
    for (;;) {
      const answer = await this.ask(open);
      if (answer && !(answer.type === 'refused' && mayTryAgain(answer))) return answer;
      if (this.#isClosed) throw new Error(`closed while waiting for ${name}`);
      await wait(50);
    }
  }

  #connected(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN) return Promise.resolve(this.#socket);
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #connect(): Promise<WebSocket> {
    for (;;) {
      const socket = new WebSocket(this.#url, { headers: { authorization: `Bearer ${this.#key}` } });
      const isOpen = await new Promise<boolean>(resolve => {
        socket.once('open', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (isOpen) return this.#use(socket);
      if (this.#isClosed) throw new Error('closed while connecting');
      await wait(100);
    }
  }

  #use(socket: WebSocket): WebSocket {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', data => this.#heard(JSON.parse(String(data)) as IngestAnswer));
    socket.on('close', () => {
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const resolve of waiting) resolve(null);
    });
    return socket;
  }

  #heard(answer: IngestAnswer): void {
    this.answers.push(answer);
    const name =
      answer.type === 'opened' || (answer.type === 'refused' && answer.seq === undefined)
        ? `open ${answer.conversation} ${answer.source}`
        : answer.type === 'beat'
          ? ''
          : `${answer.conversation} ${answer.source} ${answer.seq}`;
    const resolve = this.#waiting.get(name);
    this.#waiting.delete(name);
    resolve?.(answer);
  }
}

function mayTryAgain(answer: Extract<IngestAnswer, { type: 'refused' }>): boolean {
  return answer.problem.kind === 'unavailable' || answer.problem.kind === 'busy' || answer.problem.kind === 'not-found';
}
