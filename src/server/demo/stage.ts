import { ProblemError } from '#domain/problem.ts';
import type { Call } from '#server/demo/call.ts';
import type { Line } from '#server/demo/line.ts';
import type { Pace } from '#server/demo/player.ts';
import { Player } from '#server/demo/player.ts';

/** A call being played for somebody. */
export interface Played {
  readonly player: Player;
  readonly id: string; // the conversation's
}

const idle = ['ready', 'wrapping', 'ready', 'break', 'ready', 'busy'] as const;

/** Runs the demo: one call at a time for every agent who looks, and a few that go on by themselves on other desks. */
export class Stage {
  readonly #line: Line;
  readonly #calls: readonly Call[];
  readonly #speed: number;
  readonly #byAgent = new Map<string, Played>();
  readonly #next = new Map<string, number>();
  #running = true;

  constructor(line: Line, calls: readonly Call[], speed: number) {
    this.#line = line;
    this.#calls = calls;
    this.#speed = speed;
  }

  get calls(): readonly Call[] {
    return this.#calls;
  }

  /** Starts a fresh call for an agent at its first sentence: the one named, or the next in turn in that language. */
  async start(agent: string, lang: 'zh' | 'en', id: string | null, pace: Partial<Pace> = {}): Promise<Played> {
    await this.#byAgent.get(agent)?.player.stop();
    const call = id === null ? this.#pick(agent, lang) : this.#calls.find(one => one.id === id);
    if (!call) throw new ProblemError({ kind: 'not-found', what: 'call', id: id ?? lang });
    const played = await this.#play(call, agent, { paused: false, speed: this.#speed, ...pace });
    this.#byAgent.set(agent, played);
    return played;
  }

  /** The call an agent is being played now, if any. */
  playedFor(agent: string): Player | undefined {
    return this.#byAgent.get(agent)?.player;
  }

  /** The call an agent is being played, by its external id; somebody else's is not found. */
  of(agent: string, external: string): Player {
    const played = this.#byAgent.get(agent);
    if (played?.player.external !== external) throw new ProblemError({ kind: 'not-found', what: 'call', id: external });
    return played.player;
  }

  /** Keeps calls going on the desks of other agents, one after another, until closed. */
  async keepBusy(agents: readonly string[]): Promise<void> {
    await Promise.all(
      agents.map(async (agent, index) => {
        for (let turn = index; this.#running; turn++) {
          const call = this.#calls[turn % this.#calls.length];
          if (!call) return;
          const player = new Player(this.#line, call, agent, { paused: false, speed: this.#speed });
          await player.open();
          await player.play();
        }
      }),
    );
  }

  /** Says of colleagues whom nobody plays what telephony would say. */
  seat(agents: readonly string[]): void {
    for (const [at, agent] of agents.entries()) this.#line.presence(agent, idle[at % idle.length] ?? 'ready');
  }

  async close(): Promise<void> {
    this.#running = false;
    await Promise.all([...this.#byAgent.values()].map(({ player }) => player.stop()));
  }

  async #play(call: Call, agent: string, pace: Pace): Promise<Played> {
    const player = new Player(this.#line, call, agent, pace);
    const id = await player.open();
    void player.play().catch(() => player.stop()); // the line reports its own trouble
    return { player, id };
  }

  #pick(agent: string, lang: 'zh' | 'en'): Call | undefined {
    const own = this.#calls.filter(call => call.lang === lang);
    const turn = this.#next.get(agent) ?? 0;
    this.#next.set(agent, turn + 1);
    return own[turn % Math.max(1, own.length)];
  }
}
