import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { StandingWhisper } from '#domain/whisper.ts';
import { TeamDown, type TeamUp, Watch } from '#protocol/supervisor.ts';
import { type Followed, takePartial, takeRow, unheard } from '#web/desk/fold.ts';
import { type Team, takeTeam, untold } from '#web/supervisor/team-fold.ts';

/** The call being looked into. */
export interface Looked {
  readonly id: ConversationId;
  readonly followed: Followed;
  readonly isCaughtUp: boolean;
  readonly whispers: readonly StandingWhisper[];
  readonly problem: Problem | null;
}

/** Everything the leader's page reads. */
export interface TeamState {
  readonly line: 'connecting' | 'open' | 'down';
  readonly team: Team;
  readonly watch: Watch;
  readonly looked: Looked | null;
}

const beatMs = 15_000;
const deadMs = 40_000;

/** The line to the server: keeps what it says, comes back after a break and asks for what it showed. */
export class TeamStore {
  #state: TeamState = { line: 'connecting', team: untold, watch: Watch.parse({ type: 'watch' }), looked: null };
  readonly #tellers = new Set<() => void>();
  #socket: WebSocket | undefined;
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #beat = setInterval(() => this.#check(), beatMs);
  #isClosed = false;

  constructor() {
    this.#connect();
    window.addEventListener('online', this.#now);
    window.addEventListener('offline', this.#drop);
  }

  readonly read = (): TeamState => this.#state;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#tellers.add(tell);
    return () => this.#tellers.delete(tell);
  };

  /** Shows another part of one's agents. */
  readonly watch = (change: Partial<Pick<Watch, 'search' | 'only' | 'page'>>): void => {
    this.#set({ watch: { ...this.#state.watch, ...change } });
    this.#send(this.#state.watch);
  };

  /** Looks into a call; the one before is let go. */
  readonly look = (id: ConversationId | null): void => {
    const before = this.#state.looked;
    if (before?.id === id) return;
    if (before) this.#send({ type: 'leave', conversation: before.id });
    this.#set({ looked: id === null ? null : { id, followed: unheard, isCaughtUp: false, whispers: [], problem: null } });
    if (id !== null) this.#send({ type: 'follow', conversation: id, after: 0 });
  };

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#beat);
    window.removeEventListener('online', this.#now);
    window.removeEventListener('offline', this.#drop);
    this.#socket?.close();
  }

  readonly #now = (): void => {
    if (this.#state.line !== 'open') this.#connect();
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
    this.#set({ line: 'down' });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), Math.min(5000, 250 * 2 ** this.#tries++) * (0.75 + Math.random() / 2));
  }

  #connect(): void {
    clearTimeout(this.#retry);
    if (this.#isClosed || this.#socket?.readyState === WebSocket.CONNECTING) return;
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/supervisor`);
    this.#socket = socket;
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      this.#tries = 0;
      this.#set({ line: 'open' });
      this.#send(this.#state.watch);
      const { looked } = this.#state;
      if (looked) this.#send({ type: 'follow', conversation: looked.id, after: looked.followed.position });
    };
    socket.onmessage = event => {
      if (socket !== this.#socket) return;
      const parsed = TeamDown.safeParse(JSON.parse(String(event.data)));
      if (parsed.success) this.#take(parsed.data); // a newer server may say more than we know
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#down();
    };
  }

  #take(down: TeamDown): void {
    this.#set({ team: takeTeam(this.#state.team, down, Date.now()) });
    switch (down.type) {
      case 'row':
        return this.#looked(down.conversation, looked => ({ ...looked, followed: takeRow(looked.followed, down) }));
      case 'partial':
        return this.#looked(down.conversation, looked => ({ ...looked, followed: takePartial(looked.followed, down) }));
      case 'caught-up':
        return this.#looked(down.conversation, looked => ({ ...looked, isCaughtUp: true }));
      case 'whispers':
        return this.#looked(down.conversation, looked => ({ ...looked, whispers: down.whispers }));
      case 'refused': {
        const { problem } = down;
        const { looked } = this.#state;
        if (looked && problem.kind === 'not-found' && problem.id === looked.id) this.#set({ looked: { ...looked, problem } });
        if (problem.kind === 'unavailable' || problem.kind === 'busy')
          setTimeout(() => this.#send(this.#state.watch), Math.max(500, problem.retryAfterMs));
        return;
      }
      case 'team':
      case 'tiles':
      case 'needs':
      case 'hour':
      case 'beat':
        return;
    }
  }

  #looked(id: ConversationId, change: (looked: Looked) => Looked): void {
    const { looked } = this.#state;
    if (looked?.id === id) this.#set({ looked: change(looked) });
  }

  #check(): void {
    if (this.#state.line !== 'open') return;
    if (Date.now() - this.#state.team.heardAt > deadMs) this.#drop();
    else this.#send({ type: 'beat' });
  }

  #send(up: TeamUp): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(up));
  }

  #set(change: Partial<TeamState>): void {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#tellers) tell();
  }
}
