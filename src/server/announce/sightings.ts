import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';

/** One connection of a desk: says whether it can be seen, and that it left. */
export interface Sighting {
  visible(on: boolean): void;
  close(how: 'left' | 'lost'): void;
}

interface Seen {
  readonly connection: string;
  readonly agent: string;
  readonly fromAt: number;
  toAt: number;
  isVisible: boolean;
  changedAt: number;
  ended: 'left' | 'lost' | null;
  writtenAt: number; // 0: not at all, or changed since
}

const tickMs = 1000;
const everyMs = 30_000;
const keptMs = 400 * 86_400_000; // longer than any figure reaches back
const sweepEveryMs = 3_600_000;
const mostInOne = 2000;

/** Writes down which desks are open and can be seen: changes within a second, life every half minute. A desk without a last word broke off. */
export class Sightings {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #all = new Map<string, Seen>();
  #stop: () => void = () => {};
  #isClosed = false;
  #writing: Promise<void> = Promise.resolve();
  #sweptAt = 0;

  constructor(db: Db, clock: Clock, log: Log) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    this.#stop = this.#clock.after(tickMs, () => {
      this.#writing = this.#write()
        .catch(error => this.#log.warn({ err: error }, 'open desks not written down; tried again'))
        .then(() => {
          if (!this.#isClosed) this.start();
        });
    });
  }

  /** A desk connected. It counts as hidden until it says that it can be seen. */
  open(agent: string): Sighting {
    const at = this.#clock.now();
    const seen: Seen = {
      connection: randomUUID(),
      agent,
      fromAt: at,
      toAt: at,
      isVisible: false,
      changedAt: at,
      ended: null,
      writtenAt: 0,
    };
    this.#all.set(seen.connection, seen);
    const change = (what: Partial<Seen>) => {
      const now = this.#clock.now();
      Object.assign(seen, what, { changedAt: now, toAt: now, writtenAt: 0 });
    };
    return {
      visible: on => {
        if (on !== seen.isVisible && !seen.ended) change({ isVisible: on });
      },
      close: how => change({ ended: how }),
    };
  }

  /** Writes what is not written yet and stops. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop();
    await this.#writing;
    for (const seen of this.#all.values()) if (!seen.ended) Object.assign(seen, { ended: 'lost', toAt: this.#clock.now(), writtenAt: 0 });
    await this.#write().catch(error => this.#log.warn({ err: error }, 'open desks not written down at the end'));
  }

  async #write(): Promise<void> {
    const now = this.#clock.now();
    const due = [...this.#all.values()].filter(({ writtenAt }) => now - writtenAt >= everyMs).slice(0, mostInOne);
    if (now - this.#sweptAt > sweepEveryMs) {
      this.#sweptAt = now;
      await this.#db
        .deleteFrom('desk_presence')
        .where('to_at', '<', new Date(now - keptMs))
        .execute();
    }
    if (due.length === 0) return;
    const rows = due.map(seen => ({ ...seen, toAt: seen.ended ? seen.toAt : now }));
    await sql`
      insert into desk_presence (connection, agent, from_at, to_at, visible, changed_at, ended)
      select * from unnest(${rows.map(row => row.connection)}::uuid[], ${rows.map(row => row.agent)}::text[],
        ${rows.map(row => new Date(row.fromAt))}::timestamptz[], ${rows.map(row => new Date(row.toAt))}::timestamptz[],
        ${rows.map(row => row.isVisible)}::boolean[], ${rows.map(row => new Date(row.changedAt))}::timestamptz[], ${rows.map(row => row.ended)}::text[])
      on conflict (connection) do update
        set to_at = excluded.to_at, visible = excluded.visible, changed_at = excluded.changed_at, ended = excluded.ended`.execute(this.#db);
    for (const [at, seen] of due.entries()) {
      if (seen.changedAt === rows[at]?.changedAt) seen.writtenAt = now;
      if (seen.ended && rows[at]?.ended) this.#all.delete(seen.connection);
    }
  }
}
