import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Conversation } from '#server/live/conversation.ts';
import type { Log } from '#server/log.ts';

/** Something to do with a conversation, and whom to tell when it cannot be done. */
export interface Errand {
  readonly call: (conversation: Conversation) => void | Promise<void>;
  readonly refuse: (problem: Problem) => void;
}

const longestQueue = 500;
const tryAgainMs = 1000;

/**
 * A conversation's place in memory. Errands are done in the order they came: at once when it is there and idle, otherwise
 * they queue until it has been read from the log or has finished looking something up.
 */
export class Seat {
  readonly #id: ConversationId;
  #conversation: Conversation | null;
  #queue: Errand[] = [];
  #isBusy = false;
  #triedAt = 0;

  constructor(id: ConversationId, conversation: Conversation | null) {
    this.#id = id;
    this.#conversation = conversation;
  }

  get now(): Conversation | null {
    return this.#conversation;
  }

  /** Drops the conversation; the next errand reads it again. */
  clear(): void {
    this.#conversation = null;
  }

  /** Whether it is time to try to read it again without being asked. */
  mayTry(nowAt: number): boolean {
    if (this.#isBusy || nowAt - this.#triedAt < tryAgainMs) return false;
    this.#triedAt = nowAt;
    return true;
  }

  use(errand: Errand, load: () => Promise<Conversation | null>, log: Log): void {
    if (this.#isBusy || this.#conversation === null) {
      if (this.#queue.length >= longestQueue) return errand.refuse({ kind: 'busy', retryAfterMs: 500 });
      this.#queue.push(errand);
      if (!this.#isBusy) void this.#drain(load, log);
      return;
    }
    const running = this.#run(errand, this.#conversation, log);
    if (running) void this.#drain(load, log, running);
  }

  async #drain(load: () => Promise<Conversation | null>, log: Log, running?: Promise<void>): Promise<void> {
    this.#isBusy = true;
    try {
      await running;
      while (this.#queue.length > 0) {
        this.#conversation ??= await load();
        if (!this.#conversation) return this.#refuseAll({ kind: 'not-found', what: 'conversation', id: this.#id });
        const errand = this.#queue.shift() as Errand;
        await this.#run(errand, this.#conversation, log);
      }
    } catch (error) {
      log.warn({ err: error }, 'conversation not read');
      this.#refuseAll({ kind: 'unavailable', what: 'database', retryAfterMs: 1000 });
    } finally {
      this.#isBusy = false;
    }
  }

  #run({ call, refuse }: Errand, conversation: Conversation, log: Log): Promise<void> | undefined {
    const failed = (error: unknown) => {
      // A fault of ours in one event must end neither the process nor the conversation: it is read again from the log.
      log.error({ err: error, conversation: conversation.birth.id }, 'event not handled');
      conversation.failed({ kind: 'unavailable', what: 'conversation', retryAfterMs: 2000 });
      refuse({ kind: 'internal', reference: conversation.birth.id });
    };
    try {
      return call(conversation)?.catch(failed);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  #refuseAll(problem: Problem): void {
    for (const { refuse } of this.#queue.splice(0)) refuse(problem);
  }
}
