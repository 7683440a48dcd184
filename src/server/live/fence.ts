import { sql } from 'kysely';
import type { Trx } from '#server/db/schema.ts';

/**
 * The epochs of the shares a node owns, held still until the transaction ends: whoever wants to move a share must first lock
 * the row of the node he takes it from. Two statements on purpose: the second one sees what a move committed while the first waited.
 */
export async function epochsUnderLock(trx: Trx, node: string, partitions: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows: alive } = await sql`select 1 from nodes where node = ${node} for share`.execute(trx);
  if (alive.length === 0) return new Map();

  const { rows } = await sql<{ partition: number; epoch: number }>`
    select partition, epoch from partitions where node = ${node} and partition = any(${partitions})`.execute(trx);
  return new Map(rows.map(row => [row.partition, row.epoch]));
}
