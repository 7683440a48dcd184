import type { Shift } from '#domain/announcement-turn.ts';
import type { Bus } from '#ports/bus.ts';
import type { Announced } from '#protocol/announcements.ts';
import { dueOf } from '#server/announce/due.ts';
import type { Keeping } from '#server/announce/keeping.ts';
import { type Current, type Notice, readCurrent, readNotices, readShifts, readStamps } from '#server/announce/read-notices.ts';
import { zoneOffsetMs } from '#server/announce/zone.ts';

/** What the board is made of. */
export interface NoticeboardDeps extends Keeping {
  readonly bus: Bus;
  /** The titles of the live articles, for links. */
  readonly titleOf: () => Promise<ReadonlyMap<string, string>>;
}

type Take = (due: readonly Announced[]) => void;

interface Reader {
  readonly takes: Set<Take>;
  readonly stop: () => void;
  notices: ReadonlyMap<number, Notice>;
  shifts: readonly Shift[];
  shiftsReadAt: number;
  nextAtMs: number;
  shown: string; // what was handed out last
  list: readonly Announced[] | null;
}

/** Said when something about one agent's announcements changed: acknowledged, reminded. */
export const announcedTo = (staffNo: string): string => `announced.${staffNo}`;

const tickMs = 1000;
const together = 10; // ms: agents that come at the same time are read for in one statement
const shiftsKeptMs = 10 * 60_000;

/**
 * Tells every agent's desk and screen here which announcements are due. It looks once a second whether any changed, and reads then
 * only those that did, for all agents here in one statement; hours and expiries come by the clock.
 */
export class Noticeboard {
  readonly #deps: NoticeboardDeps;
  readonly #readers = new Map<string, Reader>();
  readonly #unread = new Set<string>();
  #current = new Map<number, Current>();
  #titles: ReadonlyMap<string, string> = new Map();
  #working: Promise<void> = Promise.resolve();
  #stopTick: () => void = () => {};
  #stopGathering: (() => void) | null = null;
  #isClosed = false;

  constructor(deps: NoticeboardDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stopTick = this.#deps.clock.after(tickMs, () => {
      this.#then(() => this.#look());
      if (!this.#isClosed) this.start();
    });
  }

  /** What is due for an agent, soon and whenever that changes; the returned function stops. */
  listen(agent: string, take: Take): () => void {
    let reader = this.#readers.get(agent);
    if (!reader) {
      reader = {
        takes: new Set(),
        stop: this.#deps.bus.listen(announcedTo(agent), () => this.#gather(agent)),
        notices: new Map(),
        shifts: [],
        shiftsReadAt: 0,
        nextAtMs: Number.POSITIVE_INFINITY,
        shown: '',
        list: null,
      };
      this.#readers.set(agent, reader);
    }
    reader.takes.add(take);
    if (reader.list === null) this.#gather(agent);
    else take(reader.list);
    const own = reader;
    return () => {
      own.takes.delete(take);
      if (own.takes.size > 0 || this.#readers.get(agent) !== own) return;
      own.stop();
      this.#readers.delete(agent);
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTick();
    this.#stopGathering?.();
    for (const { stop } of this.#readers.values()) stop();
    this.#readers.clear();
    await this.#working;
  }

  #gather(agent: string): void {
    this.#unread.add(agent);
    this.#stopGathering ??= this.#deps.clock.after(together, () => {
      this.#stopGathering = null;
      this.#then(() => this.#readNew());
    });
  }

  /** One thing after the other: a newer answer is never undone by an older one. */
  #then(work: () => Promise<void>): void {
    this.#working = this.#working.then(async () => {
      if (this.#isClosed) return;
      try {
        await work();
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'announcements not read; tried again');
      }
    });
  }

  /** Whatever changed since the last look, for all who listen; and whose hour has come. */
  async #look(): Promise<void> {
    const { db, clock } = this.#deps;
    const stamps = await readStamps(db, clock.now());
    const changed = [...stamps].filter(([id, stamp]) => this.#current.get(id)?.stamp !== stamp).map(([id]) => id);
    for (const id of this.#current.keys()) if (!stamps.has(id)) this.#current.delete(id);
    if (changed.length > 0) {
      const agents = [...this.#readers.keys()];
      const [current, notices] = await Promise.all([readCurrent(db, changed), readNotices(db, changed, agents)]);
      this.#titles = await this.#deps.titleOf();
      // The stamp of before: what changed while this was read is found by the next look.
      for (const one of current) this.#current.set(one.id, { ...one, stamp: stamps.get(one.id) ?? one.stamp });
      for (const [agent, own] of notices) {
        const reader = this.#readers.get(agent);
        if (reader) reader.notices = new Map([...reader.notices, ...own.map(notice => [notice.announcement, notice] as const)]);
      }
      await this.#readShifts(agents);
      for (const agent of agents) this.#tell(agent);
    }
    const now = clock.now();
    const due = [...this.#readers].filter(([, { nextAtMs }]) => nextAtMs <= now).map(([agent]) => agent);
    if (due.length > 0) await this.#readShifts(due);
    for (const agent of due) this.#tell(agent);
    if (this.#unread.size > 0) await this.#readNew(); // what could not be read before
  }

  async #readNew(): Promise<void> {
    const agents = [...this.#unread].filter(agent => this.#readers.has(agent));
    if (agents.length === 0) return this.#unread.clear();
    const { db, clock } = this.#deps;
    const stamps = await readStamps(db, clock.now());
    const unknown = [...stamps].filter(([id, stamp]) => this.#current.get(id)?.stamp !== stamp);
    const notices = await readNotices(db, [...stamps.keys()], agents);
    // What others have not been told yet stays changed for them: the next look finds it.
    const fresh =
      unknown.length > 0
        ? await readCurrent(
            db,
            unknown.map(([id]) => id),
          )
        : [];
    const current = new Map([...this.#current, ...fresh.map(one => [one.id, one] as const)]);
    if (fresh.length > 0) this.#titles = await this.#deps.titleOf();
    await this.#readShifts(agents);
    for (const agent of agents) {
      this.#unread.delete(agent);
      const reader = this.#readers.get(agent);
      if (!reader) continue;
      reader.notices = new Map((notices.get(agent) ?? []).map(notice => [notice.announcement, notice]));
      this.#tell(agent, current);
    }
  }

  /** The roster of those whose announcements go by it; it changes seldom. */
  async #readShifts(agents: readonly string[]): Promise<void> {
    const now = this.#deps.clock.now();
    const stale = agents.filter(agent => now - (this.#readers.get(agent)?.shiftsReadAt ?? now) > shiftsKeptMs);
    if (stale.length === 0) return;
    const shifts = await readShifts(this.#deps.db, stale, now);
    for (const agent of stale) {
      const reader = this.#readers.get(agent);
      if (reader) Object.assign(reader, { shifts: shifts.get(agent) ?? [], shiftsReadAt: now });
    }
  }

  #tell(agent: string, current: ReadonlyMap<number, Current> = this.#current): void {
    const reader = this.#readers.get(agent);
    if (!reader) return;
    const now = this.#deps.clock.now();
    const due = dueOf(current, [...reader.notices.values()], reader.shifts, this.#titles, now, zoneOffsetMs(now, this.#deps.timeZone));
    reader.nextAtMs = due.nextAtMs;
    const shown = JSON.stringify(due.list);
    if (reader.list !== null && shown === reader.shown) return;
    reader.shown = shown;
    reader.list = due.list;
    for (const take of reader.takes) take(due.list);
  }
}
