import type { Problem } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import { databaseProblem } from '#server/db/database-problem.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { epochsUnderLock } from '#server/live/fence.ts';
import type { Partitions } from '#server/live/partitions.ts';
import type { Writer } from '#server/live/write.ts';
import type { Log } from '#server/log.ts';

/** Stores what many writers want stored, in one transaction; `epochOf` a share is what it is owned under. */
export type Store<Wanted> = (trx: Trx, writes: readonly Wanted[], epochOf: (partition: number) => number) => Promise<void>;

/** What the flush needs. */
export interface FlushDeps<Wanted> {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly node: string;
  readonly partitions: Pick<Partitions, 'epochOf' | 'drop' | 'elsewhere'>;
  readonly store: Store<Wanted>;
  readonly tookMs?: (tookMs: number, rows: number) => void;
}

interface Taken<Wanted> {
  readonly writer: Writer<Wanted>;
  readonly write: Wanted;
}

/**
 * Group commit: while one transaction is on its way, whatever else happens gathers for the next, so its size follows the
 * load. A transaction holds the rows of many writers; a share that moved away is left out, the rest is stored.
 */
export class Flush<Wanted extends { readonly rows: readonly unknown[] }> {
  readonly #deps: FlushDeps<Wanted>;
  #waiting = new Set<Writer<Wanted>>();
  #running: Promise<void> | null = null;

  constructor(deps: FlushDeps<Wanted>) {
    this.#deps = deps;
  }

  /** Asks for a writer's pending rows to be stored soon. */
  add(writer: Writer<Wanted>): void {
    this.#waiting.add(writer);
    this.#running ??= new Promise<void>(resolve => setImmediate(resolve)).then(() => this.#run());
  }

  /** Waits until nothing is left to store. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = this.#takeBatch();
      if (batch.length > 0) await this.#store(batch);
    }
    this.#running = null;
  }

  #takeBatch(): readonly Taken<Wanted>[] {
    const batch: Taken<Wanted>[] = [];
    let rows = 0;
    for (const writer of this.#waiting) {
      if (rows >= maxRows) break;
      this.#waiting.delete(writer);
      const write = writer.take();
      if (!write) continue;
      rows += write.rows.length;
      batch.push({ writer, write });
    }
    return batch;
  }

  async #store(batch: readonly Taken<Wanted>[]): Promise<void> {
    const { clock, log, partitions, tookMs } = this.#deps;
    const beganAt = clock.now();
    try {
      const moved = await this.#commit(batch);
      const storedAt = clock.now();
      tookMs?.(
        storedAt - beganAt,
        batch.reduce((rows, { write }) => rows + write.rows.length, 0),
      );
      for (const { writer, write } of batch) {
        if (moved.has(writer.partition)) writer.failed(partitions.elsewhere(writer.partition));
        else writer.stored(write, storedAt);
      }
      if (moved.size > 0) partitions.drop([...moved]);
    } catch (error) {
      if (batch.length > 1 && isOursAlone(error)) {
        // The data of one writer was refused: it must not take the others with it.
        for (const one of batch) await this.#store([one]);
        return;
      }
      log.error({ err: error, writers: batch.length }, 'flush failed');
      for (const { writer } of batch) writer.failed(isOursAlone(error) ? refused : (databaseProblem(error) ?? unavailable));
    }
  }

  /** Stores a batch but for the shares that moved, which it names. */
  async #commit(batch: readonly Taken<Wanted>[]): Promise<ReadonlySet<number>> {
    const { db, node, partitions, store } = this.#deps;
    return db.transaction().execute(async (trx: Trx) => {
      const actual = await epochsUnderLock(trx, node, [...new Set(batch.map(({ writer }) => writer.partition))]);
      const mine = (partition: number) => actual.has(partition) && actual.get(partition) === partitions.epochOf(partition);
      const moved = new Set(batch.map(({ writer }) => writer.partition).filter(partition => !mine(partition)));
      const writes = batch.filter(({ writer }) => !moved.has(writer.partition)).map(({ write }) => write);
      if (writes.length > 0) await store(trx, writes, partition => actual.get(partition) as number);
      return moved;
    });
  }
}

const maxRows = 2000;
const unavailable: Problem = { kind: 'unavailable', what: 'database', retryAfterMs: 1000 };
const refused: Problem = { kind: 'unavailable', what: 'conversation', retryAfterMs: 2000 };

/** Whether the database refused the data itself (classes 21 to 23), rather than being away or full. */
function isOursAlone(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^2[123]...$/.test(code);
}
