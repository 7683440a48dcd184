import type { ConversationId } from '#domain/ids.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Tile } from '#protocol/supervisor.ts';
import type { Db } from '#server/db/schema.ts';
import { Follower } from '#server/live/follower.ts';
import { readRows } from '#server/live/read-rows.ts';
import { floorCalls } from '#server/live/surroundings.ts';
import type { Log } from '#server/log.ts';
import { openOf } from '#server/screens/read-screen.ts';
import { type CallPicture, fold, type Sensitive, settle, unseen } from '#server/supervisor/call-picture.ts';
import { type Handled, noteDecided, noteEnd, noteNeed, readHandled, unhandled } from '#server/supervisor/keep-needs.ts';
import { readOpen, readPresence, readTeams, type Teams } from '#server/supervisor/read-team.ts';
import { type LastSeen, tileOf } from '#server/supervisor/tile.ts';

/** What watching the floor needs. */
export interface FloorParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly sensitive: () => Promise<Sensitive>;
  /** Told how many calls are watched, for metrics. */
  readonly counted?: (calls: number) => void;
}

/** Where it is said that a leader did something about a call. */
export const needCalls = 'needs';

/** A message on it. */
export interface NeedCall {
  readonly conversation: ConversationId;
  readonly isReopened?: boolean;
}

/** Where presence is told besides being stored. */
export const presenceCalls = 'presence';

const atOnce = 8; // calls read from the log side by side
const readAgainMs = 30_000;
const keptMs = 120_000;

/**
 * Everything leaders see, folded once for all of them on this node while at least one watches: every open call as a small picture, who sits
 * where, what telephony says. All of it comes from the log and the tables, so it may be thrown away at any time.
 */
export class Floor {
  readonly #parts: FloorParts;
  readonly #calls = new Map<ConversationId, CallPicture>();
  readonly #followers = new Map<ConversationId, Follower>();
  readonly #caughtUp = new Set<ConversationId>();
  readonly #handled = new Map<string, Handled>();
  readonly #tiles = new Map<string, Tile>();
  readonly #byAgent = new Map<string, Set<ConversationId>>();
  readonly #changed = new Set<string>();
  #teams: Teams = { seats: new Map(), unitNames: new Map(), tree: { parents: new Map(), led: new Set() } };
  #presence = new Map<string, LastSeen>();
  #sensitive: Sensitive = { turnsOf: () => undefined };
  #watchers = 0;
  #starting: Promise<void> | null = null;
  #stops: (() => void)[] = [];
  #stopTick: () => void = () => {};
  #stopLinger: () => void = () => {};
  #agentsToRead = new Set<string>();
  #isReading = false;
  #version = 0; // of needs, for those who keep figures

  constructor(parts: FloorParts) {
    this.#parts = parts;
  }

  /** Somebody watches from now on; the returned function ends it. Ready when every open call was read. */
  async watch(): Promise<() => void> {
    this.#watchers++;
    this.#stopLinger();
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      this.#watchers--;
      if (this.#watchers === 0) this.#stopLinger = this.#parts.clock.after(keptMs, () => this.close());
    };
    this.#starting ??= this.#start();
    try {
      await this.#starting;
    } catch (error) {
      this.close();
      end();
      throw error;
    }
    return end;
  }

  get teams(): Teams {
    return this.#teams;
  }

  get version(): number {
    return this.#version;
  }

  call(id: ConversationId): CallPicture | undefined {
    return this.#calls.get(id);
  }

  /** Calls that need a leader now. */
  *inNeed(): Iterable<CallPicture> {
    for (const call of this.#calls.values()) if (call.need && this.#caughtUp.has(call.conversation)) yield call;
  }

  handled(id: ConversationId): Handled {
    return this.#handled.get(id) ?? unhandled;
  }

  /** The tile of an agent: the very same object as long as nothing about it changed. */
  tile(staffNo: string): Tile | undefined {
    const seat = this.#teams.seats.get(staffNo);
    if (!seat) return undefined;
    const known = this.#tiles.get(staffNo);
    if (known && !this.#changed.has(staffNo)) return known;
    const calls = [...(this.#byAgent.get(staffNo) ?? [])].flatMap(id => this.#calls.get(id) ?? []);
    const tile = tileOf(seat, calls, this.#presence.get(staffNo));
    this.#changed.delete(staffNo);
    this.#tiles.set(staffNo, tile);
    return tile;
  }

  /** Lets go of everything. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopTick();
    this.#stopLinger();
    for (const follower of this.#followers.values()) follower.close();
    for (const all of [this.#followers, this.#calls, this.#handled, this.#tiles, this.#byAgent]) all.clear();
    for (const all of [this.#caughtUp, this.#changed, this.#agentsToRead]) all.clear();
    this.#starting = null;
  }

  async #start(): Promise<void> {
    const { db, bus, clock, sensitive } = this.#parts;
    this.#sensitive = await sensitive();
    this.#stops = [
      bus.listen(floorCalls, message => this.#refresh((message as { agent: string }).agent)),
      bus.listen(needCalls, message => void this.#again(message as NeedCall)),
      bus.listen(presenceCalls, message => this.#present(message as { agent: string } & LastSeen)),
    ];
    await this.#readPlaces();
    const open = await readOpen(db, clock.now());
    await this.#followAll(open);
    this.#tick();
  }

  /** People, presence and content change seldom: looked at now and then. Calls whose beginning or end was missed are found, too. */
  #tick(): void {
    const { clock, db, log, sensitive } = this.#parts;
    this.#stopTick = clock.after(readAgainMs, () => {
      const look = async () => {
        this.#sensitive = await sensitive();
        await this.#readPlaces();
        const open = new Set(await readOpen(db, clock.now()));
        for (const id of this.#followers.keys()) if (!open.has(id)) this.#drop(id);
        await this.#followAll([...open]);
      };
      look()
        .catch(error => log.warn({ err: error }, 'the floor was not read; tried again'))
        .finally(() => this.#starting && this.#tick());
    });
  }

  async #readPlaces(): Promise<void> {
    const { db, clock } = this.#parts;
    const [teams, presence] = await Promise.all([readTeams(db), readPresence(db, clock.now())]);
    this.#teams = teams;
    this.#presence = new Map(presence);
    for (const staffNo of teams.seats.keys()) this.#changed.add(staffNo);
  }

  #present({ agent, state, at }: { agent: string } & LastSeen): void {
    if ((this.#presence.get(agent)?.at ?? 0) > at) return;
    this.#presence.set(agent, { state, at });
    this.#changed.add(agent);
  }

  /** An agent has a call more or less. */
  #refresh(agent: string): void {
    if (agent === '') return;
    this.#agentsToRead.add(agent);
    if (this.#isReading) return;
    this.#isReading = true;
    const read = async () => {
      for (;;) {
        const [next] = this.#agentsToRead;
        if (next === undefined || !this.#starting) return;
        this.#agentsToRead.delete(next);
        const open = new Set(await openOf(this.#parts.db, next, this.#parts.clock.now()));
        for (const id of this.#byAgent.get(next) ?? []) if (!open.has(id) && !this.#calls.get(id)?.isOpen) this.#drop(id);
        await this.#followAll([...open]);
      }
    };
    read()
      .catch(error => this.#parts.log.warn({ err: error }, 'calls of an agent not read; found again later'))
      .finally(() => {
        this.#isReading = false;
      });
  }

  async #followAll(open: readonly ConversationId[]): Promise<void> {
    const fresh = open.filter(id => !this.#followers.has(id));
    if (fresh.length === 0) return;
    for (const [id, handled] of await readHandled(this.#parts.db, fresh)) this.#handled.set(id, handled);
    const queue = [...fresh];
    const work = async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) await this.#follow(id);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, fresh.length) }, work));
  }

  async #follow(id: ConversationId): Promise<void> {
    if (this.#followers.has(id) || !this.#starting) return;
    const { db, bus, clock } = this.#parts;
    const parts = {
      bus,
      now: () => clock.now(),
      read: (which: ConversationId, from: number) => readRows(db, which, from),
      gaveUp: () => this.#drop(id),
    };
    const follower = new Follower(parts, id, 0, down => this.#heard(id, down));
    this.#followers.set(id, follower);
    this.#parts.counted?.(this.#followers.size);
    this.#calls.set(id, unseen(id));
    try {
      await follower.catchUp();
      this.#caughtUp.add(id);
      const call = this.#calls.get(id);
      const { settledUpTo, decided } = this.handled(id);
      if (call && decided.size > 0) this.#become(id, call, settle(call, settledUpTo, decided));
      this.#note(id, null, this.#calls.get(id) ?? unseen(id));
    } catch (error) {
      this.#drop(id);
      throw error;
    }
  }

  #heard(id: ConversationId, down: DeskDown): void {
    const before = this.#calls.get(id);
    if (!before) return;
    if (down.type === 'partial') {
      if (before.quietSinceAt !== null) this.#become(id, before, { ...before, quietSinceAt: this.#parts.clock.now() });
      return;
    }
    if (down.type !== 'row') return;
    const after = fold(before, down, this.#sensitive, this.handled(id).settledUpTo);
    this.#become(id, before, after);
    if (!this.#caughtUp.has(id)) return;
    this.#note(id, before, after);
    if (!after.isOpen) this.#drop(id);
  }

  #become(id: ConversationId, before: CallPicture, after: CallPicture): void {
    this.#calls.set(id, after);
    if (before.agent !== after.agent) this.#move(id, before.agent, after.agent);
    if (after.agent !== null) this.#changed.add(after.agent);
  }

  #move(id: ConversationId, from: string | null, to: string | null): void {
    if (from !== null) {
      this.#byAgent.get(from)?.delete(id);
      this.#changed.add(from);
    }
    if (to === null) return;
    const calls = this.#byAgent.get(to) ?? new Set();
    calls.add(id);
    this.#byAgent.set(to, calls);
    this.#changed.add(to);
  }

  #drop(id: ConversationId): void {
    this.#followers.get(id)?.close();
    this.#followers.delete(id);
    this.#parts.counted?.(this.#followers.size);
    this.#caughtUp.delete(id);
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    this.#handled.delete(id);
    if (call) this.#move(id, call.agent, null);
  }

  /** Keeps for later what is known now; the picture itself comes from the log and needs none of it. */
  #note(id: ConversationId, before: CallPicture | null, after: CallPicture): void {
    const { db, log, clock } = this.#parts;
    const unit = this.#unitOf(after);
    const failed = (error: unknown) => log.warn({ err: error, conversation: id }, 'what a call needs was not kept');
    const isNews = before?.past !== after.past || Object.keys(before.alarms).join() !== Object.keys(after.alarms).join();
    if (after.need && isNews) {
      noteNeed(db, after, unit)
        .then(() => this.#version++)
        .catch(failed);
    }
    const why = after.past.at(-1)?.why;
    if (before?.need && !after.need && why) {
      const { position } = before.need;
      noteNeed(db, { ...after, need: before.need }, unit)
        .then(() => noteEnd(db, after, position, why, clock.now()))
        .then(() => this.#version++)
        .catch(failed);
    }
  }

  #unitOf({ agent }: CallPicture): string | null {
    return agent === null ? null : (this.#teams.seats.get(agent)?.unit ?? null);
  }

  /** A leader took or settled something, or a claim was decided: read who. A decision taken back has the call folded anew. */
  async #again({ conversation: id, isReopened }: NeedCall): Promise<void> {
    if (!this.#calls.has(id)) return;
    const { db, log, clock } = this.#parts;
    try {
      const handled = (await readHandled(db, [id])).get(id) ?? unhandled;
      const call = this.#calls.get(id);
      if (!call) return;
      if (isReopened) {
        this.#drop(id);
        this.#handled.set(id, handled);
        await this.#follow(id);
      } else {
        const after = settle(call, handled.settledUpTo, handled.decided);
        this.#handled.set(id, handled);
        this.#become(id, call, after);
        if (call.need && !after.need && call.need.position > handled.settledUpTo) {
          await noteNeed(db, call, this.#unitOf(call)); // the note of its beginning may still be on its way
          await noteDecided(db, call, call.need.position, clock.now());
        }
      }
      this.#version++;
    } catch (error) {
      log.warn({ err: error }, 'what a leader did was not read');
    }
  }
}
