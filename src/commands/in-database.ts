import { readConfig } from '#commands/config.ts';
import { type OpenDatabase, openDatabase } from '#server/db/connect.ts';

/** Opens the configured database for one command and gives it back afterwards. */
export async function inDatabase<Result>(work: (open: OpenDatabase) => Promise<Result>): Promise<Result> {
  const { dataDir, databaseUrl } = readConfig(process.env);
  const open = await openDatabase({ dataDir, ...(databaseUrl ? { url: databaseUrl } : {}) });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
