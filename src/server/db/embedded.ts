import { existsSync, rmSync } from 'node:fs';
import pg from 'pg';
import { findBinaries } from '#server/db/embedded-binaries.ts';
import { type EmbeddedFolder, folderFor, makeFolder, readSettings, type Settings } from '#server/db/embedded-folder.ts';
import { initialise, runningServer, start, stop, untilReady } from '#server/db/embedded-server.ts';
import { otherUsers, register, unregister } from '#server/db/embedded-users.ts';
import { watch } from '#server/db/embedded-watch.ts';
import { exclusive } from '#server/db/exclusive.ts';
import { type Log, noLog } from '#server/log.ts';

/** The embedded server as one of its users sees it. The last `close()` stops it. */
export type Embedded = { readonly url: string; close(): Promise<void> };

export type EmbeddedOptions = {
  readonly log?: Log;
  readonly database?: string;
  readonly settings?: Readonly<Record<string, string>>; // more postgresql.conf settings, for tests
};

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that already runs: another process of ours, or an orphan left by
 * one that was killed. While we use it we also watch it, and start it again on the same port should it die.
 */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const log = options.log ?? noLog;
  const folder = folderFor(dataDir);
  const database = options.database ?? 'deskside';
  makeFolder(folder);
  const binaries = findBinaries(folder.account, folder.spare);
  const startWith = (port: 'kept' | 'any') => ({ port, extra: options.settings ?? {} });

  const settings = await exclusive(folder.home, async () => {
    if (!existsSync(folder.data)) {
      log.info({ folder: folder.home }, 'database initialising');
      await initialise(folder, binaries);
    }
    const joined = runningServer(folder) !== undefined;
    const now = joined ? await join(folder) : await start(folder, binaries, startWith(otherUsers(folder).length > 0 ? 'kept' : 'any'));
    rmSync(folder.stopped, { force: true });
    await ensureDatabase(now, database);
    register(folder);
    log.info({ folder: folder.home, port: now.port }, joined ? 'database joined' : 'database started');
    return now;
  });

  const unwatch = watch(
    folder,
    async () => {
      log.warn({ folder: folder.home }, 'database died and is started again');
      await start(folder, binaries, startWith('kept'));
    },
    log,
  );

  let closing: Promise<void> | undefined;
  const close = async () => {
    await unwatch();
    await exclusive(folder.home, async () => {
      if (unregister(folder) > 0 || otherUsers(folder).length > 0) return;
      await stop(folder, binaries);
      log.info({ folder: folder.home }, 'database stopped');
    });
  };
  return {
    url: urlOf(settings, database),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function join(folder: EmbeddedFolder): Promise<Settings> {
  const { port } = await untilReady(folder);
  const settings = readSettings(folder);
  if (!settings) throw new Error(`${folder.home} has a running database but its settings are gone; run "deskside database stop".`);
  return { ...settings, port };
}

/** The address, password included: for connecting, never for showing. */
export function urlOf(settings: Settings, database: string): string {
  return `postgres://deskside:${settings.password}@127.0.0.1:${settings.port}/${database}`;
}

async function ensureDatabase(settings: Settings, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(settings, 'postgres'), connectionTimeoutMillis: 20_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
