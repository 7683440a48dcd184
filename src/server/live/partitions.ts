import { sql } from 'kysely';
import type { Problem } from '#domain/problem.ts';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';

/** What a node needs to own conversations. `node` names the process: started again under its name it takes its share back at once. */
export interface PartitionDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly node: string;
  readonly beatMs?: number;
  readonly deadAfterMs?: number;
}

/** Called when shares come or go: what a lost share owned must be dropped from memory. */
export interface PartitionListener {
  gained(partitions: readonly number[]): void;
  lost(partitions: readonly number[]): void;
}

/**
 * The shares of the conversations that this node owns. A share moves only under the row lock of the node it is taken from,
 * and every flush holds that lock shared: so a flush sees either the old epoch and commits first, or the new one and fails.
 */
export class Partitions {
  readonly #deps: PartitionDeps;
  readonly #epochs = new Map<number, number>();
  readonly #listeners: PartitionListener[] = [];
  #others: ReadonlyMap<number, string> = new Map();
  #isAsked = false; // for an owner elsewhere, since the last heart-beat
  #stop: () => void = () => {};
  #closed = false;
  #beating: Promise<void> = Promise.resolve();

  constructor(deps: PartitionDeps) {
    this.#deps = deps;
  }

  /** Tells one more about shares that come and go. */
  listen(listener: PartitionListener): void {
    this.#listeners.push(listener);
  }

  /** Announces this node, takes what is free, and keeps its heart beating until closed. */
  async start(): Promise<void> {
    await this.#announce();
    await this.#claim([this.#deps.node]);
    this.#again();
  }

  /** The epoch under which this node owns a share, as far as it knows. */
  epochOf(partition: number): number | undefined {
    return this.#epochs.get(partition);
  }

  /** Why a share's conversations are not served here: they are another node's, named where it is known by the last heart-beat. */
  elsewhere(partition: number): Problem {
    this.#isAsked = true;
    const node = this.#others.get(partition);
    return { kind: 'unavailable', what: 'owner', ...(node === undefined ? {} : { node }), retryAfterMs: 1000 };
  }

  get size(): number {
    return this.#epochs.size;
  }

  /** Forgets shares that a flush found to be somebody else's. */
  drop(partitions: readonly number[]): void {
    const lost = partitions.filter(partition => this.#epochs.delete(partition));
    if (lost.length === 0) return;
    this.#deps.log.warn({ partitions: lost.length }, 'conversations moved to another node');
    for (const listener of this.#listeners) listener.lost(lost);
  }

  /** Gives everything back, so that the next node need not wait for this one to be dead. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#beating;
    const { db, node } = this.#deps;
    await db.transaction().execute(async trx => {
      await sql`select 1 from nodes where node = ${node} for update`.execute(trx);
      await sql`update partitions set node = null where node = ${node}`.execute(trx);
      await sql`delete from nodes where node = ${node}`.execute(trx);
    });
    this.#epochs.clear();
  }

  /** One heart-beat: says that we live, takes over from the dead, notices what was taken from us. */
  async beat(): Promise<void> {
    const { db, node, deadAfterMs = 5000 } = this.#deps;
    await this.#announce();
    const { rows: dead } = await sql<{ node: string }>`
      select node from nodes where node <> ${node} and beat_at < clock_timestamp() - ${deadAfterMs} * interval '1 ms'`.execute(db);
    const { rows: free } = await sql`select 1 from partitions where node is null limit 1`.execute(db);
    if (dead.length > 0 || free.length > 0) await this.#claim(dead.map(row => row.node));
    await this.#compare();
    if (this.#isAsked) await this.#lookAround();
  }

  #again(): void {
    const { clock, log, beatMs = 1000 } = this.#deps;
    if (this.#closed) return;
    this.#stop = clock.after(beatMs, () => {
      this.#beating = this.beat()
        .catch(error => log.warn({ err: error }, 'heart-beat not written'))
        .finally(() => this.#again());
    });
  }

  async #lookAround(): Promise<void> {
    const { db, node } = this.#deps;
    this.#isAsked = false;
    const { rows } = await sql<{ partition: number; node: string }>`
      select partition, node from partitions where node <> ${node}`.execute(db);
    this.#others = new Map(rows.map(row => [row.partition, row.node]));
  }

  async #announce(): Promise<void> {
    const { db, node } = this.#deps;
    await sql`
      insert into nodes (node) values (${node}) on conflict (node) do update set beat_at = clock_timestamp()`.execute(db);
  }

  /** Takes what is free and what belongs to these nodes, those that came back to life meanwhile excepted. */
  async #claim(from: readonly string[]): Promise<void> {
    const { db, node, log, deadAfterMs = 5000 } = this.#deps;
    const taken = await db.transaction().execute(async trx => {
      const { rows: locked } = await sql<{ node: string }>`
        select node from nodes where node = any(${from})
          and (node = ${node} or beat_at < clock_timestamp() - ${deadAfterMs} * interval '1 ms')
        order by node for update`.execute(trx);
      const sources = locked.map(row => row.node);
      const { rows } = await sql<{ partition: number; epoch: number }>`
        update partitions set node = ${node}, epoch = epoch + 1 where node is null or node = any(${sources})
        returning partition, epoch`.execute(trx);
      await sql`delete from nodes where node = any(${sources}) and node <> ${node}`.execute(trx);
      return rows;
    });
    if (taken.length === 0) return;
    for (const { partition, epoch } of taken) this.#epochs.set(partition, epoch);
    log.info({ partitions: taken.length, owned: this.#epochs.size }, 'conversations taken over');
    const gained = taken.map(row => row.partition);
    for (const listener of this.#listeners) listener.gained(gained);
  }

  async #compare(): Promise<void> {
    const { db, node } = this.#deps;
    let sum = 0;
    for (const epoch of this.#epochs.values()) sum += epoch;
    const { rows } = await sql<{ shares: number; sum: number }>`
      select count(*) as shares, coalesce(sum(epoch), 0)::bigint as sum from partitions where node = ${node}`.execute(db);
    if (rows[0]?.shares === this.#epochs.size && rows[0].sum === sum) return;

    const { rows: mine } = await sql<{ partition: number; epoch: number }>`
      select partition, epoch from partitions where node = ${node}`.execute(db);
    const now = new Map(mine.map(row => [row.partition, row.epoch]));
    this.drop([...this.#epochs].filter(([partition, epoch]) => now.get(partition) !== epoch).map(([partition]) => partition));
  }
}
