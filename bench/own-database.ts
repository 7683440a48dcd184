import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '#server/db/connect.ts';
import { eraseEmbedded } from '#server/db/embedded-control.ts';

/** A database of its own for one measurement; nothing of it is left. */
export async function onOwnDatabase<Result>(work: (database: OpenDatabase) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskside-bench-'));
  const database = await openDatabase({ dataDir });
  try {
    return await work(database);
  } finally {
    await database.close();
    await eraseEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}
