import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { openEmbedded } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import type { Database, Db } from '#server/db/schema.ts';
import { type Log, noLog } from '#server/log.ts';

/** Where the database is and how hard we lean on it. Without `url` the embedded one in `dataDir` is used. */
export type DatabaseConfig = {
  readonly url?: string;
  readonly dataDir: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  readonly migrate?: 'yes' | 'no';
  readonly log?: Log;
};

/** An open database. `close()` gives the connections back and, for the embedded one, stops it after its last user. */
export type OpenDatabase = { readonly db: Db; readonly pool: pg.Pool; readonly url: string; close(): Promise<void> };

/** Connects, checks that the server can serve us, and brings the schema up to date. */
export async function openDatabase(config: DatabaseConfig): Promise<OpenDatabase> {
  const log = config.log ?? noLog;
  const embedded = config.url ? undefined : await openEmbedded(config.dataDir, { log });
  const url = config.url ?? embedded?.url ?? '';
  const { db, pool } = connect(url, config);
  const close = async () => {
    await db.destroy();
    await embedded?.close();
  };
  try {
    await checkServer(db);
    if (config.migrate !== 'no') {
      const ran = await migrate(db);
      if (ran.length > 0) log.info({ migrations: ran }, 'database schema brought up to date');
    }
    return { db, pool, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Connects only: no check, no migration. */
export function connect(url: string, config: Pick<DatabaseConfig, 'poolSize' | 'statementTimeoutMs' | 'log'> = {}) {
  const pool = new pg.Pool({
    connectionString: url,
    max: config.poolSize ?? 12,
    application_name: 'deskside',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: config.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    lock_timeout: 15_000,
    types: { getTypeParser },
  });
  // A connection that breaks is replaced at the next query; without listeners it would end the process. While it is idle the pool
  // reports it, while a transaction holds it only the connection itself does.
  pool.on('error', error => (config.log ?? noLog).warn({ err: error }, 'database connection lost'));
  pool.on('connect', client => client.on('error', () => {}));
  const db: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool };
}

const int8 = 20;
const date = 1082;

/** int8 as number (embedded and external servers must agree), date as the text it is: a birthday has no time zone. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === int8) return toSafeNumber;
  if (oid === date) return (text: string) => text;
  return pg.types.getTypeParser(oid, format as 'text');
}) as typeof pg.types.getTypeParser;

function toSafeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('a database number is too large to be exact');
  return number;
}

const oldest = 15;

async function checkServer(db: Db): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string; name: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding, current_database() as name
  `.execute(db);
  const server = rows[0];
  if (!server) throw new Error('The database did not say which version it is.');
  const major = Math.floor(server.version / 10_000);
  if (major < oldest) throw new Error(`Deskside needs PostgreSQL ${oldest} or newer; this server is ${major}.`);
  if (server.encoding !== 'UTF8') throw new Error(`The database "${server.name}" is encoded in ${server.encoding}; create it with UTF8.`);
}
