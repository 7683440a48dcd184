import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import { dayAt, partitionFor } from '#server/live/conversation-id.ts';
import { DayTables } from '#server/live/day-tables.ts';
import { Flush } from '#server/live/flush.ts';
import type { Partitions } from '#server/live/partitions.ts';
import { screenCalls, type WhisperCall, whisperCalls } from '#server/live/surroundings.ts';
import type { Log } from '#server/log.ts';
import { AgentScreen } from '#server/screens/agent-screen.ts';
import { Ears } from '#server/screens/ears.ts';
import { readScreen, whispersFor } from '#server/screens/read-screen.ts';
import { type ScreenWrite, storeScreens } from '#server/screens/screen-write.ts';

/** What the node's owner of screens is made of. */
export interface ScreensDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly bus: Bus;
  readonly node: string;
  /** The shares conversations fall into; an agent's screen falls into one of them by the agent's number. */
  readonly partitions: Pick<Partitions, 'epochOf' | 'drop' | 'elsewhere' | 'listen'>;
  /** How long an agent is left alone between two interrupts. */
  readonly gapOf: (agent: string) => Promise<number>;
  /** What announcements are due for an agent, now and whenever that changes; the returned function stops. */
  readonly announcements: (agent: string, take: (due: readonly DueAnnouncement[]) => void) => () => void;
}

/** One showing of an announcement that is due. */
export interface DueAnnouncement {
  readonly turn: string;
  readonly urgent: boolean;
}

interface Held {
  readonly screen: AgentScreen;
  readonly ears: Ears;
  stopAnnouncing: () => void;
  usedAt: number;
}

const keptMs = 120_000;
const tickMs = 1000;

/** All agents' screens this node owns: takes one up when somebody calls for it, and lets go of it when it is needed no more. */
export class Screens {
  readonly #deps: ScreensDeps;
  readonly #days: DayTables;
  readonly #flush: Flush<ScreenWrite>;
  readonly #held = new Map<string, Held>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #unread = new Set<string>(); // thrown away or not read, and still wanted
  readonly #deaf = new Set<string>(); // whose whispers could not be read
  #stops: (() => void)[] = [];
  #stopTick: () => void = () => {};
  #isClosed = false;

  constructor(deps: ScreensDeps) {
    const { db, clock, log, node, partitions } = deps;
    this.#deps = deps;
    this.#days = new DayTables(db);
    this.#flush = new Flush({ db, clock, log, node, partitions, store: storeScreens });
  }

  /** Listens for calls. */
  async start(): Promise<void> {
    const { bus, clock, partitions } = this.#deps;
    await this.#ensureDays();
    this.#stops = [
      bus.listen(screenCalls, message => this.#called(message as { agent: string })),
      bus.listen(whisperCalls, message => this.#whispered(message as WhisperCall)),
    ];
    partitions.listen({ gained() {}, lost: shares => this.#letGo(new Set(shares)) });
    const again = () => {
      this.#stopTick = clock.after(tickMs, () => {
        this.#tick(clock.now());
        again();
      });
    };
    again();
  }

  /** The screens in memory, for metrics. */
  get size(): number {
    return this.#held.size;
  }

  /** Stores what is pending and stops. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTick();
    for (const stop of this.#stops) stop();
    await Promise.all(this.#reading.values());
    for (const { ears, stopAnnouncing } of this.#held.values()) {
      stopAnnouncing();
      ears.close();
    }
    await this.#flush.idle();
    for (const { screen } of this.#held.values()) screen.close();
    this.#held.clear();
  }

  #called({ agent }: { agent: string }): void {
    const held = this.#held.get(agent);
    if (held) held.usedAt = this.#deps.clock.now();
    if (held || this.#isClosed || this.#reading.has(agent)) return;
    const partition = partitionFor('screen', agent);
    if (this.#deps.partitions.epochOf(partition) === undefined) return; // another node's
    const reading = this.#takeUp(agent, partition)
      .catch(error => {
        this.#unread.add(agent);
        this.#deps.log.warn({ err: error }, 'screen not read; tried again');
      })
      .finally(() => this.#reading.delete(agent));
    this.#reading.set(agent, reading);
  }

  async #takeUp(agent: string, partition: number): Promise<void> {
    const { db, clock, log, bus, gapOf } = this.#deps;
    const [stored, gapMs] = await Promise.all([readScreen(db, agent), gapOf(agent)]);
    if (this.#isClosed || this.#deps.partitions.epochOf(partition) === undefined) return;
    if (!stored.isSame) log.warn({ agent }, 'rebuilt screen decides otherwise than stored; what was shown stays');

    const screen = new AgentScreen({ clock, bus, flush: this.#flush }, agent, partition, stored, lost => this.#lost(lost));
    const ears = new Ears({ db, bus, clock, log }, screen);
    const held = { screen, ears, usedAt: clock.now(), stopAnnouncing: () => {} };
    this.#held.set(agent, held);
    screen.band(gapMs);
    await ears.refresh();
    if (this.#held.get(agent) === held) held.stopAnnouncing = this.#deps.announcements(agent, due => screen.announce(due));
    await this.#readWhispers(agent);
  }

  #whispered(call: WhisperCall): void {
    const held = this.#held.get(call.agent);
    if (!held) return this.#called(call); // taking it up reads what waits
    held.usedAt = this.#deps.clock.now();
    if (call.did !== 'sent') return held.screen.answerWhisper(call.id, call.did);
    this.#readWhispers(call.agent).catch(error => {
      this.#deaf.add(call.agent);
      this.#deps.log.warn({ err: error }, 'whispers not read; tried again');
    });
  }

  async #readWhispers(agent: string): Promise<void> {
    const waiting = await whispersFor(this.#deps.db, agent);
    const held = this.#held.get(agent);
    for (const whisper of waiting) held?.screen.whisper(whisper);
    if (waiting.length > 0) await held?.ears.refresh(); // one for a call that is over meanwhile goes at once
  }

  /** A write failed: the screen is read from its log again. */
  #lost(screen: AgentScreen): void {
    const held = this.#held.get(screen.agent);
    if (held?.screen !== screen) return;
    held.stopAnnouncing();
    held.ears.close();
    this.#held.delete(screen.agent);
    this.#unread.add(screen.agent);
  }

  #letGo(shares: ReadonlySet<number>): void {
    for (const [agent, { screen, ears, stopAnnouncing }] of this.#held) {
      if (!shares.has(screen.partition)) continue;
      stopAnnouncing();
      ears.close();
      screen.close();
      this.#held.delete(agent);
    }
  }

  #tick(nowAt: number): void {
    const unread = [...this.#unread];
    this.#unread.clear();
    for (const agent of unread) this.#called({ agent });
    const deaf = [...this.#deaf];
    this.#deaf.clear();
    for (const agent of deaf) this.#whispered({ agent, did: 'sent' });
    for (const [agent, held] of this.#held) {
      held.ears.tick();
      if (!held.ears.isEmpty || !held.screen.isIdle) held.usedAt = nowAt;
      if (nowAt - held.usedAt <= keptMs) continue;
      held.stopAnnouncing();
      held.ears.close();
      held.screen.close();
      this.#held.delete(agent);
    }
    this.#ensureDays().catch(error => this.#deps.log.warn({ err: error }, 'tables of the day not made; tried again'));
  }

  /** Rows are of the day they are written: tomorrow's table must be there before midnight. */
  async #ensureDays(): Promise<void> {
    const nowAt = this.#deps.clock.now();
    await this.#days.ensure(dayAt(nowAt));
    await this.#days.ensure(dayAt(nowAt + 3_600_000));
  }
}
