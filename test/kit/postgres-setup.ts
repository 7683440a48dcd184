import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive } from '#server/db/alive.ts';
import { connect } from '#server/db/connect.ts';
import { openEmbedded } from '#server/db/embedded.ts';
import { eraseEmbedded } from '#server/db/embedded-control.ts';
import { migrate } from '#server/db/migrate.ts';
import { folderPrefix, testFolder } from '#test/kit/test-folder.ts';

/**
 * Gives the tests of one vitest run a server: the one DATABASE_URL_TEST names, otherwise an embedded one in a folder of its own that
 * goes away with the run. What an earlier, killed run left behind is removed first.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL_TEST;
  if (given) {
    await sweepDatabases(given);
    return await prepare(given, async () => {});
  }

  await sweepFolders();
  const folder = testFolder();
  const server = await openEmbedded(folder, { database: 'postgres', settings: { fsync: 'off', full_page_writes: 'off' } });
  return await prepare(server.url, async () => {
    await server.close();
    await eraseEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Migrates one template database; every test database is a copy of it. */
async function prepare(url: string, stop: () => Promise<void>): Promise<() => Promise<void>> {
  const template = `deskside_test_${process.pid}_template`;
  try {
    await ask(url, `drop database if exists ${template} with (force)`);
    await ask(url, `create database ${template} template template0 encoding 'UTF8'`);
    const { db } = connect(withDatabase(url, template), { poolSize: 1 });
    await migrate(db);
    await db.destroy();
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.DESKSIDE_TEST_DATABASE = JSON.stringify({ url, template });
  return async () => {
    await ask(url, `drop database if exists ${template} with (force)`);
    await stop();
  };
}

async function sweepFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    await eraseEmbedded(folder).catch(() => {}); // another user's leftovers are not ours to remove
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

async function sweepDatabases(url: string): Promise<void> {
  const rows = await ask(url, `select datname from pg_database where datname ~ '^deskside_test_[0-9]+_'`);
  for (const { datname } of rows as { datname: string }[]) {
    if (!isAlive(Number(datname.split('_')[2]))) await ask(url, `drop database if exists ${datname} with (force)`);
  }
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
