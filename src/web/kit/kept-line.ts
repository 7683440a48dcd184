/** How a line to the server stands. */
export type LineState = { readonly kind: 'connecting' } | { readonly kind: 'open' } | { readonly kind: 'down'; readonly since: number };

/** What the owner of a line is told. */
export interface LineListener {
  /** The line is there, for the first time or again: what was followed has to be asked for anew. */
  readonly opened: () => void;
  readonly message: (data: string) => void;
  readonly state: (state: LineState) => void;
}

const beatMs = 15_000;
const deadMs = 40_000;

/** A socket that comes back after a break. It beats, takes a line nobody spoke on for 40 s for dead, and waits longer after each failure. */
export class KeptLine {
  readonly #path: string;
  readonly #listener: LineListener;
  readonly #beat: ReturnType<typeof setInterval>;
  #socket: WebSocket | undefined;
  #state: LineState = { kind: 'connecting' };
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;
  #isClosed = false;

  constructor(path: string, listener: LineListener) {
    this.#path = path;
    this.#listener = listener;
    this.#beat = setInterval(() => this.#check(), beatMs);
    this.#connect();
    window.addEventListener('online', this.#now);
    window.addEventListener('offline', this.#drop);
  }

  /** Says it if the line is open; what must not be lost is said again by its owner when the line has opened. */
  send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#beat);
    window.removeEventListener('online', this.#now);
    window.removeEventListener('offline', this.#drop);
    this.#socket?.close();
  }

  readonly #now = (): void => {
    if (this.#state.kind !== 'open') this.#connect();
  };

  /** A dead line does not answer a goodbye, and a browser waits a minute for it: the socket is left at once. */
  readonly #drop = (): void => {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#down();
  };

  #down(): void {
    if (this.#isClosed) return;
    if (this.#state.kind !== 'down') this.#become({ kind: 'down', since: Date.now() });
    const wait = Math.min(5000, 250 * 2 ** this.#tries++) * (0.75 + Math.random() / 2);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #connect(): void {
    clearTimeout(this.#retry);
    if (this.#isClosed || this.#socket?.readyState === WebSocket.CONNECTING) return;
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${this.#path}`);
    this.#socket = socket;
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      this.#tries = 0;
      this.#heardAt = Date.now();
      this.#become({ kind: 'open' });
      this.#listener.opened();
    };
    socket.onmessage = event => {
      if (socket !== this.#socket) return;
      this.#heardAt = Date.now();
      this.#listener.message(String(event.data));
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#down();
    };
  }

  #check(): void {
    if (this.#state.kind !== 'open') return;
    if (Date.now() - this.#heardAt > deadMs) this.#drop();
    else this.send({ type: 'beat' });
  }

  #become(state: LineState): void {
    this.#state = state;
    this.#listener.state(state);
  }
}
