import { sql } from 'kysely';
import { vi } from 'vitest';
import type { Db } from '#server/db/schema.ts';
import { patient } from '#test/kit/patient.ts';

/**
 * Waits until every transaction of the server that began before now has ended, also one of another test's database: what is
 * stored is handed to readers of the log, and past for whoever begins to read, only then.
 */
export async function olderTransactionsOver(db: Db): Promise<void> {
  const edges = async () => {
    const { rows } = await sql<{ oldest: string; next: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(db);
    const { oldest, next } = rows[0] ?? { oldest: '0', next: '0' };
    return { oldest: BigInt(oldest), next: BigInt(next) };
  };
  const { next } = await edges();
  await vi.waitUntil(async () => (await edges()).oldest >= next, patient);
}
