import { sql } from 'kysely';
import { beat, beatEveryMs, claimRun, type RunRow, takeOverRuns } from '#server/robots/runs/claim.ts';
import { drive, type Told } from '#server/robots/runs/drive.ts';
import { expireTasks } from '#server/robots/runs/expire-tasks.ts';
import { finish } from '#server/robots/runs/finish.ts';
import { RunLost, writeJournal } from '#server/robots/runs/journal.ts';
import { listenForWakes } from '#server/robots/runs/listen.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import { sweepRuns } from '#server/robots/runs/sweep.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';
import { takeRide } from '#server/robots/runs/take-ride.ts';

/** Runs robots on this node: takes what is due, as many at once as it may, and goes on with what a dead runner left. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #under = new Map<
    string,
    { readonly told: Told; readonly stop: AbortController; readonly epoch: number; readonly done: Promise<void> }
  >();
  readonly #stops: (() => void)[] = [];
  #closing = false;
  #looking: Promise<void> | null = null;
  #again = false;
  #due: (() => void) | null = null;
  #browser: 'browser' | 'no-browser' = 'no-browser';

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Takes up what its own process before left, then looks for work until it is closed. */
  async start(): Promise<void> {
    const { db, node, databaseUrl, log } = this.#parts;
    await this.#lookForBrowser();
    for (const run of await takeOverRuns(db, node, 'own', 1000)) this.#ride(run, 'taken-over');
    const listening = await listenForWakes(databaseUrl, () => this.wake(), log);
    this.#stops.push(listening.close);
    this.#every(beatEveryMs, () => this.#beat());
    this.#every(sweepEveryMs, () => this.#sweep());
    this.#every(browserEveryMs, () => this.#lookForBrowser());
    this.wake();
  }

  /** Something may be due. Calls while it looks are one more look. */
  wake(): void {
    if (this.#closing) return;
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#again) this.wake();
    });
  }

  /** Drives one run that was queued for this runner, until it is over or waits. */
  async driveHeld(id: string): Promise<void> {
    await this.#lookForBrowser();
    const run = await this.#parts.db.selectFrom('robot_runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    this.#every(beatEveryMs, () => this.#beat());
    this.#ride(run, 'first');
    await this.#under.get(id)?.done;
  }

  /** How many runs it has in hand. */
  get inHand(): number {
    return this.#under.size;
  }

  /** Lets go: runs stop between two steps and are taken up by whoever comes next. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const stop of this.#stops) stop();
    this.#due?.();
    for (const { stop, told } of this.#under.values()) {
      told.leaving = true;
      stop.abort();
    }
    await this.#looking;
    await Promise.allSettled([...this.#under.values()].map(({ done }) => done));
  }

  async #look(): Promise<void> {
    const { db, node, log, atOnce = usualAtOnce } = this.#parts;
    while (this.#again && !this.#closing) {
      this.#again = false;
      try {
        while (this.#under.size < atOnce && !this.#closing) {
          const claimed = await claimRun(db, { runner: node, browser: this.#browser });
          if (claimed.kind === 'nothing') {
            this.#lookIn(claimed.againMs);
            break;
          }
          this.#ride(claimed.run, 'first');
        }
      } catch (error) {
        log.warn({ err: error }, 'robot runs not looked for; tried again');
        this.#lookIn(lookAgainMs);
        return;
      }
    }
  }

  #lookIn(ms: number | null): void {
    this.#due?.();
    this.#due = this.#parts.clock.after(Math.min(ms ?? lookAgainMs, lookAgainMs), () => this.wake());
  }

  #ride(run: RunRow, how: 'first' | 'taken-over'): void {
    const told: Told = { wish: run.wish?.kind === 'read-again' ? null : run.wish, timeIsUp: false, leaving: false };
    const stop = new AbortController();
    const done = this.#driven(run, how, told, stop).finally(() => {
      this.#under.delete(run.id);
      this.wake();
    });
    this.#under.set(run.id, { told, stop, epoch: run.epoch, done });
  }

  async #driven(run: RunRow, how: 'first' | 'taken-over', told: Told, stop: AbortController): Promise<void> {
    const { db, ring, clock, log, node } = this.#parts;
    const lets: (() => void)[] = [];
    const taken = await takeRide(this.#parts, run, stop.signal).catch(error => error as Error);
    if (taken instanceof Error) {
      log.error({ err: taken, run: run.id }, 'a robot run could not be made ready');
      await this.#giveUp(run);
      return;
    }
    const { ride } = taken;
    try {
      if (how === 'taken-over')
        await writeJournal(db, ring, ride.holder, [
          { path: '', step: '', what: 'taken-over', effect: 'read', attempt: run.takeovers, details: { by: node } },
        ]);
      if ('why' in taken) {
        await finish(ride, { kind: 'failed', trouble: systemTrouble('BAD_INPUT', taken.why) }, null, []);
        return;
      }
      lets.push(
        clock.after(ride.bot.maxRunMs, () => {
          told.timeIsUp = true;
          stop.abort();
        }),
      );
      await drive(ride, taken.begun, told);
    } catch (error) {
      if (error instanceof RunLost) log.info({ run: run.id }, 'a robot run is another runner’s now');
      else if (this.#closing) log.info({ run: run.id }, 'a robot run is left for the next runner');
      else {
        log.error({ err: error, run: run.id }, 'a robot run broke; it is taken up again');
        await this.#giveUp(run);
      }
    } finally {
      for (const let_ of lets) let_();
      await ride.pages.close().catch(error => log.warn({ err: error, run: run.id }, 'pages of a robot run were not closed'));
    }
  }

  /** Ours broke, not the run: it lies where it stood, and is taken over a little later, so often and not more. */
  async #giveUp(run: RunRow): Promise<void> {
    const { db, node, log } = this.#parts;
    await db
      .updateTable('robot_runs')
      .set({ beat_at: sql<Date>`clock_timestamp() - interval '25 seconds'`, runner: `${node}?` })
      .where('id', '=', run.id)
      .where('runner', '=', node)
      .where('epoch', '=', run.epoch)
      .where('state', '=', 'running')
      .execute()
      .catch(error => log.warn({ err: error, run: run.id }, 'a broken robot run was not let go'));
  }

  async #beat(): Promise<void> {
    const { db, node } = this.#parts;
    if (this.#under.size === 0) return;
    const ours = new Map((await beat(db, node)).map(row => [row.id, row]));
    for (const [id, { told, stop, epoch }] of this.#under) {
      const row = ours.get(id);
      if (!row || row.epoch !== epoch) continue; // it finds out at its next row
      if (row.wish && row.wish.kind !== 'read-again') told.wish = row.wish;
      if (row.wish?.kind === 'cancel') stop.abort();
    }
  }

  async #sweep(): Promise<void> {
    const { db, node, atOnce = usualAtOnce } = this.#parts;
    const room = atOnce - this.#under.size;
    if (room > 0) for (const run of await takeOverRuns(db, node, 'stale', room)) this.#ride(run, 'taken-over');
    await expireTasks(db);
    await sweepRuns(db);
  }

  async #lookForBrowser(): Promise<void> {
    const found = await this.#parts.browser?.available();
    const now = found?.ok ? 'browser' : 'no-browser';
    if (now !== this.#browser) this.#again = true;
    this.#browser = now;
  }

  /** Every so often, never twice at once. */
  #every(ms: number, work: () => Promise<void>): void {
    let stop = () => {};
    const again = () => {
      stop = this.#parts.clock.after(ms, () => {
        work()
          .catch(error => this.#parts.log.warn({ err: error }, 'the keeper of robot runs stumbled; tried again'))
          .finally(() => !this.#closing && again());
      });
    };
    again();
    this.#stops.push(() => stop());
  }
}

const usualAtOnce = 4;
const lookAgainMs = 5_000; // besides being called
const sweepEveryMs = 5_000;
const browserEveryMs = 60_000;
