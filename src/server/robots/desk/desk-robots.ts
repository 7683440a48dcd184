import type { ConversationId } from '#domain/ids.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskRuns } from '#protocol/robot-desk.ts';
import type { Db } from '#server/db/schema.ts';
import { every } from '#server/every.ts';
import type { Owner } from '#server/live/owner.ts';
import type { Log } from '#server/log.ts';
import { deskRuns } from '#server/robots/desk/desk-runs.ts';
import { tellCalls } from '#server/robots/desk/tell-calls.ts';

/** What following robots on desks needs. */
export interface DeskRobotParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: Pick<Owner, 'tell'>;
}

/** Where it is said that something was done about the robots of a call. */
export const robotCalls = 'robot-calls';

const lookEveryMs = 300;
const otherwiseEveryMs = 3000;

/**
 * Tells desks how the runs of their calls stand, and calls what became of them. Runners only write to the database: what changed is looked
 * for there, often while a call has a run under way, now and then otherwise.
 */
export class DeskRobots {
  readonly #parts: DeskRobotParts;
  readonly #following = new Map<ConversationId, Set<(runs: DeskRuns) => void>>();
  readonly #said = new Map<ConversationId, string>();
  readonly #stops: readonly (() => void)[];
  #underWay = new Set<ConversationId>();
  #wokeAt = 0;
  #isLooking = false;
  #isClosed = false;

  constructor(parts: DeskRobotParts) {
    this.#parts = parts;
    this.#stops = [
      every(parts.clock, lookEveryMs, () => void this.#look()),
      parts.bus.listen(robotCalls, message => {
        const { conversation } = message as { conversation: ConversationId };
        this.#underWay.add(conversation);
        this.#wokeAt = 0;
      }),
    ];
  }

  /** Sends the runs of a call now and whenever they change. */
  follow(conversation: ConversationId, send: (runs: DeskRuns) => void): () => void {
    const followers = this.#following.get(conversation) ?? new Set();
    this.#following.set(conversation, followers.add(send));
    this.#read(conversation)
      .then(runs => {
        if (followers.has(send)) send(runs);
        if (runs.runs.some(({ endedAt }) => endedAt === undefined)) this.#underWay.add(conversation);
      })
      .catch(error => this.#parts.log.warn({ err: error }, 'robots of a call not shown'));
    return () => {
      followers.delete(send);
      if (followers.size > 0 || this.#following.get(conversation) !== followers) return;
      this.#following.delete(conversation);
      this.#said.delete(conversation);
    };
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#following.clear();
  }

  async #look(): Promise<void> {
    const now = this.#parts.clock.now();
    const isDue = now - this.#wokeAt >= otherwiseEveryMs;
    if (this.#isLooking || this.#isClosed || (!isDue && this.#underWay.size === 0)) return;
    this.#isLooking = true;
    if (isDue) this.#wokeAt = now;
    try {
      await tellCalls(this.#parts.db, this.#parts.owner);
      for (const conversation of isDue ? this.#following.keys() : this.#underWay) await this.#sendIfNew(conversation);
    } catch (error) {
      if (!this.#isClosed) this.#parts.log.warn({ err: error }, 'robots of calls not looked at; tried again');
    } finally {
      this.#isLooking = false;
    }
  }

  async #sendIfNew(conversation: ConversationId): Promise<void> {
    const followers = this.#following.get(conversation);
    const runs = await this.#read(conversation);
    if (runs.runs.every(({ endedAt }) => endedAt !== undefined)) this.#underWay.delete(conversation);
    else if (followers) this.#underWay.add(conversation);
    const said = JSON.stringify(runs.runs);
    if (!followers || this.#said.get(conversation) === said) return;
    this.#said.set(conversation, said);
    for (const send of followers) send(runs);
  }

  async #read(conversation: ConversationId): Promise<DeskRuns> {
    const { db, clock } = this.#parts;
    return { type: 'robots', conversation, runs: [...(await deskRuns(db, conversation))], nowAt: clock.now() };
  }
}
