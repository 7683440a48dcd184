import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, accountFor } from '#server/db/embedded-account.ts';

/** A PostgreSQL of the distribution's, for one run of the tests; or why there is none. */
export type ThrowAway =
  | { readonly kind: 'running'; readonly major: number; readonly url: string; readonly stop: () => void }
  | { readonly kind: 'none'; readonly why: string };

const prefix = 'deskside-postgres-';
const wanted = 15; // the oldest we promise; the embedded one is the newest
const embedded = 18;
const createCluster = '/etc/postgresql-common/createcluster.conf';

/**
 * Starts an older PostgreSQL than the embedded one on a free port, in a folder of its own, never as root. As root on Debian a missing
 * one is installed from the distribution, without a cluster of its own.
 */
export async function throwAwayPostgres(): Promise<ThrowAway> {
  try {
    sweep();
    const found = installed() ?? install();
    return typeof found === 'string' ? { kind: 'none', why: found } : await start(found.major, found.bin);
  } catch (error) {
    return { kind: 'none', why: (error as Error).message };
  }
}

interface Found {
  readonly major: number;
  readonly bin: string;
}

function installed(): Found | undefined {
  const found = ['/usr/lib/postgresql', '/usr'].flatMap(root =>
    (existsSync(root) ? readdirSync(root) : []).flatMap(name => {
      const major = Number(/^(?:pgsql-)?(\d+)$/.exec(name)?.[1]);
      const bin = join(root, name, 'bin');
      return major >= wanted && major < embedded && existsSync(join(bin, 'initdb')) ? [{ major, bin }] : [];
    }),
  );
  return found.sort((a, b) => a.major - b.major)[0];
}

function install(): Found | string {
  const needs = `PostgreSQL ${wanted} to ${embedded - 1} is not installed`;
  if (process.getuid?.() !== 0) return `${needs}, and we are not root`;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return `${needs}, and this is not Debian`;
  console.log('PostgreSQL: installing the distribution’s (about 60 MB)');
  const updated = apt(['update', '-qq']);
  if (updated !== undefined) return `${needs}, and ${updated}`;
  if (!existsSync(createCluster)) {
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync(createCluster, 'create_main_cluster = false\n'); // the package would start a server of its own
  }
  const failed = apt(['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', 'postgresql']);
  return installed() ?? `${needs}, and ${failed ?? 'the distribution has another version'}`;
}

function apt(args: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patiently = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];
  const { status, stderr } = spawnSync('apt-get', [...patiently, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  return status === 0 ? undefined : `apt-get ${args[0]} failed: ${(stderr ?? '').trim().split('\n').at(-1)}`;
}

async function start(major: number, bin: string): Promise<ThrowAway> {
  const account = accountFor();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const data = join(folder, 'data');
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (account) chownSync(data, account.uid, account.gid);
  const port = await freePort();
  const stop = () => {
    run(account, join(bin, 'pg_ctl'), ['stop', '-w', '-m', 'immediate', '-D', data]);
    rmSync(folder, { recursive: true, force: true });
  };
  const options = `-h 127.0.0.1 -p ${port} -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c max_connections=200`;
  const why =
    run(account, join(bin, 'initdb'), [
      '-D',
      data,
      '-U',
      'deskside',
      '--auth=trust',
      '--encoding=UTF8',
      '--no-locale',
      '--no-instructions',
    ]) ?? run(account, join(bin, 'pg_ctl'), ['start', '-w', '-D', data, '-l', join(data, 'server.log'), '-o', options]);
  if (why !== undefined) {
    stop();
    return { kind: 'none', why: `PostgreSQL ${major} did not start: ${why}` };
  }
  return { kind: 'running', major, url: `postgres://deskside@127.0.0.1:${port}/postgres`, stop };
}

/** Servers of runs that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || existsSync(`/proc/${pid}`) || !existsSync('/proc')) continue;
    const folder = join(tmpdir(), name);
    const bin = installed()?.bin;
    if (bin) run(accountFor(), join(bin, 'pg_ctl'), ['stop', '-w', '-m', 'immediate', '-D', join(folder, 'data')]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(account: Account, program: string, args: readonly string[]): string | undefined {
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  // Not a pipe for output: the server would inherit it and hold it open.
  const { status, error } = spawnSync(program, [...args], {
    ...as,
    cwd: '/',
    stdio: 'ignore',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  return status === 0 ? undefined : `${program} ended with ${error?.message ?? status}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
