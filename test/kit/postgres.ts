import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connect } from '#server/db/connect.ts';
import type { Db } from '#server/db/schema.ts';

/** A fresh, migrated database of one test file's own. `close()` drops it. */
export type TestDatabase = { readonly db: Db; readonly pool: pg.Pool; readonly url: string; close(): Promise<void> };

/** Copies the run's template database; a few tens of milliseconds. */
export async function testDatabase(options: { poolSize?: number; empty?: boolean } = {}): Promise<TestDatabase> {
  const given = process.env.DESKSIDE_TEST_DATABASE;
  if (!given) throw new Error('No test database: run this through a vitest project whose globalSetup is test/kit/postgres-setup.ts.');
  const { url: server, template } = JSON.parse(given) as { url: string; template: string };
  const name = `${template.replace('_template', '')}_${randomBytes(6).toString('hex')}`;
  await ask(server, `create database ${name} template ${options.empty ? "template0 encoding 'UTF8'" : template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { db, pool } = connect(url.href, { poolSize: options.poolSize ?? 4 });
  return {
    db,
    pool,
    url: url.href,
    async close() {
      await db.destroy();
      await ask(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
