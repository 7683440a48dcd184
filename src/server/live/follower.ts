import type { ConversationId } from '#domain/ids.ts';
import type { Bus } from '#ports/bus.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Row } from '#server/live/read-rows.ts';
import { rowsOf } from '#server/live/surroundings.ts';

/** What following needs: live rows, and stored rows a page at a time. */
export interface FollowParts {
  readonly bus: Bus;
  readonly now: () => number;
  /** The conversation's own clock as its owner has it, when that is here: in a silence it is further than the last row. */
  readonly nowMs?: (id: ConversationId) => number | undefined;
  readonly read: (id: ConversationId, after: number) => Promise<readonly Row[]>;
  /** Told when a gap could not be read: nothing more comes, and whoever wants to go on follows again. */
  readonly gaveUp?: () => void;
}

const mostHeldBack = 2000;

/**
 * Follows one conversation for a desk or a screen, every row once and in order: listens first, then reads what is stored, then goes on
 * live. A row that comes too soon sends it back to the store; a row it has sent already is dropped.
 */
export class Follower {
  readonly #parts: FollowParts;
  readonly #id: ConversationId;
  readonly #send: (down: DeskDown) => void;
  readonly #stop: () => void;
  #last: number;
  #heldBack: Row[] | null = [];
  #isOver = false;

  constructor(parts: FollowParts, id: ConversationId, after: number, send: (down: DeskDown) => void) {
    this.#parts = parts;
    this.#id = id;
    this.#last = after;
    this.#send = send;
    this.#stop = parts.bus.listen(rowsOf(id), message => this.#heard(message as DeskDown));
  }

  /** Sends what is stored and then whatever came meanwhile. */
  async catchUp(): Promise<void> {
    for (;;) {
      const page = await this.#parts.read(this.#id, this.#last);
      if (this.#isOver) return;
      for (const row of page) this.#pass(row);
      if (page.length === 0) break;
    }
    const held = this.#heldBack ?? [];
    this.#heldBack = null;
    for (const row of held) this.#live(row);
    if (this.#isOver) return;
    const nowMs = Math.max(this.#lastAtMs, this.#parts.nowMs?.(this.#id) ?? 0);
    this.#send({ type: 'caught-up', conversation: this.#id, position: this.#last, nowMs });
  }

  close(): void {
    this.#isOver = true;
    this.#stop();
  }

  #lastAtMs = 0;

  #heard(message: DeskDown): void {
    if (message.type === 'partial') {
      if (!this.#heldBack) this.#send(message);
      return;
    }
    if (message.type !== 'row') return;
    if (!this.#heldBack) return this.#live(message);
    if (this.#heldBack.length < mostHeldBack) this.#heldBack.push(message); // beyond that the gap is noticed and read again
  }

  #live(row: Row): void {
    if (this.#heldBack) return void this.#heldBack.push(row);
    if (row.position > this.#last + 1) {
      this.#heldBack = [row];
      void this.catchUp().catch(() => {
        this.close();
        this.#parts.gaveUp?.();
      });
      return;
    }
    this.#pass(row);
  }

  #pass(row: Row): void {
    if (this.#isOver || row.position <= this.#last) return;
    this.#last = row.position;
    this.#lastAtMs = row.event.atMs;
    this.#send({ ...row, stamps: row.stamps && { ...row.stamps, pushedAt: this.#parts.now() } });
  }
}
