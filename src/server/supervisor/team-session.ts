import { isDeepStrictEqual } from 'node:util';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeskDown } from '#protocol/down.ts';
import { type NeedRow, type TeamDown, TeamUp, type Tile, Watch } from '#protocol/supervisor.ts';
import { audit } from '#server/audit/audit.ts';
import { databaseProblem } from '#server/db/database-problem.ts';
import type { Db } from '#server/db/schema.ts';
import { readScreenNow } from '#server/desk/read.ts';
import { invalid } from '#server/ingest/parse-up.ts';
import { Rate } from '#server/ingest/rate.ts';
import { Follower } from '#server/live/follower.ts';
import type { Owner } from '#server/live/owner.ts';
import { readRows } from '#server/live/read-rows.ts';
import { screenOf } from '#server/live/surroundings.ts';
import type { Log } from '#server/log.ts';
import { refusal } from '#server/people/socket-permissions.ts';
import { type PersonWho, unitsWith } from '#server/people/who.ts';
import type { Floor } from '#server/supervisor/floor.ts';
import { mayLead } from '#server/supervisor/may-lead.ts';
import { needRows } from '#server/supervisor/need-rows.ts';
import { readHour } from '#server/supervisor/read-hour.ts';
import { matches } from '#server/supervisor/tile.ts';

/** What a leader's connection works with. */
export interface TeamParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly floor: Floor;
  readonly owner: Pick<Owner, 'nowMs'>;
}

const tickMs = 500; // no tile changes more often on the page
const hourEveryMs = 10_000;
const messagesPerSecond = 20;
/** Tiles on one page. */
export const tilesOnPage = 60;

/** One leader's page: tiles that change, calls that need somebody, one call followed. Knows nothing of sockets. */
export class TeamSession {
  readonly #parts: TeamParts;
  readonly #send: (down: TeamDown) => void;
  readonly #rate: Rate;
  #who: PersonWho;
  #watch: Watch = Watch.parse({ type: 'watch' });
  #order: readonly string[] | null = null; // 工号 on the page, in their places
  #sent = new Map<string, Tile>();
  #heading: { pages: number; total: number; agents: number; talking: number } = { pages: 0, total: 0, agents: 0, talking: 0 };
  #rows: readonly NeedRow[] | null = null;
  #hour = { version: -1, at: 0, isReading: false };
  #followed: { readonly id: ConversationId; readonly close: () => void } | null = null;
  #endWatch: () => void = () => {};
  #stopTick: () => void = () => {};
  #isReady = false;
  #isClosed = false;

  constructor(parts: TeamParts, who: PersonWho, send: (down: TeamDown) => void) {
    this.#parts = parts;
    this.#who = who;
    this.#send = send;
    this.#rate = new Rate(parts.clock, messagesPerSecond);
  }

  /** Begins to send, as soon as the floor is known. */
  begin(): void {
    this.#parts.floor
      .watch()
      .then(end => {
        if (this.#isClosed) return end();
        this.#endWatch = end;
        this.#isReady = true;
        this.#tick();
      })
      .catch(error => this.#fail(error));
  }

  /** Takes one frame as it came. */
  frame(text: string): void {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      return this.#refuse({ kind: 'broken-frame', why: 'is not JSON' });
    }
    const parsed = TeamUp.safeParse(raw);
    if (!parsed.success) return this.#refuse(invalid(parsed.error));
    const problem = refusal(this.#who, '/v1/supervisor', parsed.data.type);
    if (problem) return this.#refuse(problem);
    const waitMs = this.#rate.waitMs();
    if (waitMs > 0) return this.#refuse({ kind: 'busy', retryAfterMs: waitMs });
    this.#take(parsed.data);
  }

  /** The session was looked up again: rights may have changed. */
  renew(who: PersonWho): void {
    const before = unitsWith(this.#who, 'team.supervise');
    this.#who = who;
    if (isDeepStrictEqual(before, unitsWith(who, 'team.supervise'))) return;
    this.#order = null;
    this.#leave();
  }

  get who(): PersonWho {
    return this.#who;
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTick();
    this.#endWatch();
    this.#leave();
  }

  #take(up: TeamUp): void {
    switch (up.type) {
      case 'watch':
        this.#watch = up;
        this.#order = null;
        this.#rows = null;
        return this.#isReady ? this.#look() : undefined; // the floor is still being read
      case 'follow':
        void this.#follow(up.conversation, up.after).catch(error => this.#fail(error));
        return;
      case 'leave':
        if (this.#followed?.id === up.conversation) this.#leave();
        return;
      case 'beat':
        return this.#send({ type: 'beat', nowAt: this.#parts.clock.now() });
    }
  }

  #tick(): void {
    if (this.#isClosed) return;
    try {
      this.#look();
    } catch (error) {
      this.#fail(error); // the next look tries again; a timer's trouble is nobody's request
    }
    this.#stopTick = this.#parts.clock.after(tickMs, () => this.#tick());
  }

  /** Sends what changed since the last look: this is what bounds the rate, however much happens. */
  #look(): void {
    const { floor, clock } = this.#parts;
    const nowAt = clock.now();
    this.#lookAtTiles(nowAt);
    const rows = needRows(floor, this.#who, nowAt);
    if (this.#rows === null || !isDeepStrictEqual(rows, this.#rows)) {
      this.#rows = rows;
      this.#send({ type: 'needs', nowAt, rows: rows.slice(0, mostRows), more: Math.max(0, rows.length - mostRows) });
    }
    if (floor.version !== this.#hour.version || nowAt - this.#hour.at > hourEveryMs) void this.#lookAtHour(floor.version, nowAt);
    if (this.#followed && !this.#mayFollow(this.#followed.id)) this.#leave();
  }

  #lookAtTiles(nowAt: number): void {
    const { floor } = this.#parts;
    const units = unitsWith(this.#who, 'team.supervise');
    const { seats, unitNames } = floor.teams;
    const mine = [...seats.values()].filter(
      ({ unit, staffNo }) => (units === 'all' || units.includes(unit)) && staffNo !== this.#who.staffNo,
    );
    const tiles = mine.flatMap(({ staffNo }) => floor.tile(staffNo) ?? []);
    const { search, only, page } = this.#watch;
    const found = tiles.filter(tile => matches(tile, unitNames.get(tile.unit) ?? '', search, only));
    found.sort((a, b) => (a.staffNo < b.staffNo ? -1 : 1));
    const pages = Math.max(1, Math.ceil(found.length / tilesOnPage));
    const at = Math.min(page, pages - 1);
    const shown = found.slice(at * tilesOnPage, (at + 1) * tilesOnPage);
    const talking = tiles.filter(({ calls }) => calls > 0).length;
    const heading = { pages, total: found.length, agents: tiles.length, talking };
    const order = shown.map(({ staffNo }) => staffNo);
    const isSamePage = this.#order !== null && isDeepStrictEqual(order, this.#order);
    const isSameHeading = isDeepStrictEqual({ ...heading, talking: 0 }, { ...this.#heading, talking: 0 });
    const changed = shown.filter(tile => this.#sent.get(tile.staffNo) !== tile);
    const named = (all: readonly Tile[]) => all.map(tile => ({ ...tile, unit: unitNames.get(tile.unit) ?? tile.unit }));
    if (!isSamePage || !isSameHeading) this.#send({ type: 'team', nowAt, page: at, ...heading, tiles: named(shown) });
    else if (changed.length > 0 || talking !== this.#heading.talking) this.#send({ type: 'tiles', nowAt, talking, tiles: named(changed) });
    this.#order = order;
    this.#heading = heading;
    this.#sent = new Map(shown.map(tile => [tile.staffNo, tile]));
  }

  async #lookAtHour(version: number, nowAt: number): Promise<void> {
    if (this.#hour.isReading) return;
    this.#hour.isReading = true;
    try {
      const { db, floor } = this.#parts;
      const reader = { staffNo: this.#who.staffNo, units: unitsWith(this.#who, 'team.supervise') };
      const { budget, recovered, ended } = await readHour(db, floor.teams.tree, reader, nowAt);
      if (!this.#isClosed) this.#send({ type: 'hour', budget, recovered, ended: [...ended] });
      this.#hour = { version, at: nowAt, isReading: false };
    } catch (error) {
      this.#hour = { version, at: nowAt, isReading: false };
      this.#parts.log.warn({ err: error }, 'the hour of a leader was not read');
    }
  }

  /** Follows one call, read only. Looking into somebody's call is itself worth remembering. */
  async #follow(id: ConversationId, after: number): Promise<void> {
    const { db, bus, clock, owner, floor } = this.#parts;
    const call = floor.call(id);
    if (!call || !this.#mayFollow(id)) return this.#refuse({ kind: 'not-found', what: 'conversation', id });
    this.#leave();
    if (after === 0) {
      const { agent } = call;
      await db
        .transaction()
        .execute(trx => audit(trx, { who: this.#who.id, action: 'conversation.watch', subject: id, details: { agent } }));
    }
    if (this.#isClosed) return;
    const read = (which: ConversationId, from: number) => readRows(db, which, from);
    const follower = new Follower({ bus, now: () => clock.now(), nowMs: which => owner.nowMs(which), read }, id, after, down => {
      if (down.type === 'row' || down.type === 'partial' || down.type === 'caught-up') this.#send(down);
    });
    const whispers = (screen: Extract<DeskDown, { type: 'screen' }>) =>
      this.#send({ type: 'whispers', conversation: id, whispers: screen.whispers.filter(({ conversation }) => conversation === id) });
    const stopScreen = bus.listen(screenOf(call.agent ?? ''), message => whispers(message as Extract<DeskDown, { type: 'screen' }>));
    const close = () => {
      follower.close();
      stopScreen();
    };
    this.#followed = { id, close };
    await follower.catchUp();
    if (this.#followed?.id === id) whispers(await readScreenNow(db, call.agent ?? ''));
  }

  /** A call stays on the page when it is over; one that went to somebody of another unit does not. */
  #mayFollow(id: ConversationId): boolean {
    const call = this.#parts.floor.call(id);
    if (!call) return this.#followed?.id === id;
    return this.#followed?.id === id && !call.isOpen ? true : mayLead(this.#parts.floor, this.#who, call, this.#parts.clock.now());
  }

  #leave(): void {
    this.#followed?.close();
    this.#followed = null;
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#parts.log.warn({ err: error }, 'a leader was not served');
    this.#refuse(databaseProblem(error) ?? { kind: 'unavailable', what: 'supervisor', retryAfterMs: 2000 });
  }

  #refuse(problem: Problem): void {
    this.#send({ type: 'refused', problem });
  }
}

const mostRows = 5;
