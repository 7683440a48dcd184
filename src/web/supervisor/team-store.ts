import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { StandingWhisper } from '#domain/whisper.ts';
import { TeamDown, type TeamUp, Watch } from '#protocol/supervisor.ts';
import { type Followed, takePartial, takeRow, unheard } from '#web/desk/fold.ts';
import { KeptLine, type LineState } from '#web/kit/kept-line.ts';
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
  readonly line: LineState['kind'];
  readonly team: Team;
  readonly watch: Watch;
  readonly looked: Looked | null;
}

/** Keeps what the server says of a leader's team; after a break of the line it asks for what it showed. */
export class TeamStore {
  #state: TeamState = { line: 'connecting', team: untold, watch: Watch.parse({ type: 'watch' }), looked: null };
  readonly #tellers = new Set<() => void>();
  readonly #line = new KeptLine('/v1/supervisor', {
    opened: () => this.#askAgain(),
    message: data => {
      const parsed = TeamDown.safeParse(JSON.parse(data));
      if (parsed.success) this.#take(parsed.data); // a newer server may say more than we know
    },
    state: ({ kind }) => this.#set({ line: kind }),
  });

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
    this.#line.close();
  }

  #askAgain(): void {
    this.#send(this.#state.watch);
    const { looked } = this.#state;
    if (looked) this.#send({ type: 'follow', conversation: looked.id, after: looked.followed.position });
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

  #send(up: TeamUp): void {
    this.#line.send(up);
  }

  #set(change: Partial<TeamState>): void {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#tellers) tell();
  }
}
