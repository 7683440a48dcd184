import type { ConversationId } from '#domain/ids.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Db } from '#server/db/schema.ts';
import { Follower } from '#server/live/follower.ts';
import { readRows } from '#server/live/read-rows.ts';
import { inboxOf } from '#server/live/surroundings.ts';
import type { Log } from '#server/log.ts';
import type { AgentScreen } from '#server/screens/agent-screen.ts';
import { openOf } from '#server/screens/read-screen.ts';

/** What listening needs. */
export interface EarParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

/** Hands a screen every stored row of its agent's open conversations, each once and in order; notices those that come and go. */
export class Ears {
  readonly #parts: EarParts;
  readonly #screen: AgentScreen;
  readonly #following = new Map<ConversationId, Follower>();
  readonly #caughtUp = new Set<ConversationId>();
  readonly #stopInbox: () => void;
  #isReading = false;
  #hasChanged = false;
  #mustRead = false; // the last reading failed
  #isClosed = false;

  constructor(parts: EarParts, screen: AgentScreen) {
    this.#parts = parts;
    this.#screen = screen;
    this.#stopInbox = parts.bus.listen(inboxOf(screen.agent), () => void this.refresh());
  }

  /** Reads which conversations the agent has open, listens to new ones from their beginning, and leaves those that are over. */
  async refresh(): Promise<void> {
    this.#hasChanged = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#hasChanged && !this.#isClosed) {
        this.#hasChanged = false;
        this.#mustRead = false;
        await this.#read();
      }
    } catch (error) {
      this.#mustRead = true;
      this.#parts.log.warn({ err: error }, 'conversations of a screen not read; tried again');
    } finally {
      this.#isReading = false;
    }
  }

  /** Tries again what failed. */
  tick(): void {
    if (this.#mustRead) void this.refresh();
  }

  get isEmpty(): boolean {
    return this.#following.size === 0 && !this.#isReading;
  }

  close(): void {
    this.#isClosed = true;
    this.#stopInbox();
    for (const follower of this.#following.values()) follower.close();
    this.#following.clear();
  }

  async #read(): Promise<void> {
    const { db, agent, clock } = { ...this.#parts, agent: this.#screen.agent };
    const open = new Set(await openOf(db, agent, clock.now()));
    if (this.#isClosed) return;

    for (const id of new Set([...this.#following.keys(), ...this.#screen.remembered])) {
      if (!open.has(id)) this.#leave(id);
    }
    this.#screen.resting(open.size === 0);
    const fresh = [...open].filter(id => !this.#following.has(id));
    await Promise.all(fresh.map(id => this.#follow(id)));
    // Only now: who speaks in one conversation matters for what another one wants.
    for (const id of fresh) {
      if (!this.#following.has(id)) continue;
      this.#caughtUp.add(id);
      this.#screen.settle(id);
    }
  }

  async #follow(id: ConversationId): Promise<void> {
    const { db, bus, clock } = this.#parts;
    const read = (which: ConversationId, from: number) => readRows(db, which, from);
    const gaveUp = () => {
      this.#forget(id);
      this.#mustRead = true;
    };
    const follower = new Follower({ bus, now: () => clock.now(), read, gaveUp }, id, 0, down => this.#heard(id, down));
    this.#following.set(id, follower);
    try {
      await follower.catchUp();
    } catch (error) {
      this.#forget(id);
      throw error;
    }
  }

  #heard(id: ConversationId, down: DeskDown): void {
    if (down.type !== 'row' || this.#isClosed) return;
    this.#screen.row(id, down);
    if (this.#caughtUp.has(id)) this.#screen.settle(id);
  }

  #leave(id: ConversationId): void {
    this.#forget(id);
    this.#screen.leave(id);
  }

  #forget(id: ConversationId): void {
    this.#following.get(id)?.close();
    this.#following.delete(id);
    this.#caughtUp.delete(id);
  }
}
