import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, programOf } from '#server/db/alive.ts';
import type { Binaries } from '#server/db/embedded-binaries.ts';
import { type EmbeddedFolder, newPassword, readSettings, type Settings, writeSettings } from '#server/db/embedded-folder.ts';

/** A running server as its own pid file describes it. */
export type Running = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** Reads postmaster.pid. A file that a dead server left behind, or whose number now names another program, counts as none. */
export function runningServer(folder: EmbeddedFolder): Running | undefined {
  const file = join(folder.data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid = '', , , port = '', , , , state = ''] = readFileSync(file, 'utf8').split('\n');
  const program = programOf(Number(pid));
  if (!isAlive(Number(pid)) || (program !== '' && program !== 'postgres')) return undefined;
  return { pid: Number(pid), port: Number(port), ready: state.trim() === 'ready' };
}

/** Waits until a server that is starting (recovering after a crash, perhaps) takes connections. */
export async function untilReady(folder: EmbeddedFolder): Promise<Running> {
  const until = Date.now() + 120_000;
  for (;;) {
    const running = runningServer(folder);
    if (running?.ready) return running;
    if (!running || Date.now() > until) throw new Error(explain(lastLines(folder), new Error('The database did not become ready.')));
    await sleep(50);
  }
}

/**
 * Makes the cluster: UTF8, C.UTF-8 by PostgreSQL's own collation provider (no ICU, no system locale). It is built beside its place and
 * moved there whole; an existing one is never touched.
 */
export async function initialise(folder: EmbeddedFolder, binaries: Binaries): Promise<void> {
  const building = `${folder.data}.new`;
  const passwordFile = join(folder.home, 'initial-password');
  const settings = { port: await freePort(), password: newPassword() };
  rmSync(building, { recursive: true, force: true }); // an initialisation that was cut short
  mkdirSync(building, { mode: 0o700 });
  writeFileSync(passwordFile, `${settings.password}\n`, { mode: 0o600 });
  give(folder, building, passwordFile);
  try {
    await run(folder, binaries.initdb, [
      `--pgdata=${building}`,
      '--username=deskside',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ]);
    appendFileSync(join(building, 'postgresql.conf'), "\ninclude 'deskside.conf'\n");
    writeSettings(folder, settings);
    renameSync(building, folder.data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(building, { recursive: true, force: true });
  }
}

/** Starts the server on the remembered port; another one is chosen only while nobody of ours is connected to it. */
export async function start(folder: EmbeddedFolder, binaries: Binaries, options: StartOptions): Promise<Settings> {
  let settings = readSettings(folder);
  if (!settings)
    throw new Error(`${join(folder.home, 'deskside.json')} is gone, and with it the database's password. Put it back from a backup.`);
  const until = Date.now() + 60_000;
  for (;;) {
    if (options.port === 'any' && !(await isFree(settings.port))) {
      settings = { ...settings, port: await freePort() };
      writeSettings(folder, settings);
    }
    try {
      openServerLog(folder);
      configure(folder, settings, options);
      await run(folder, binaries.pgCtl, ['start', '-w', '-t', '120', '-D', folder.data, '-l', folder.log]);
      return settings;
    } catch (error) {
      const why = lastLines(folder);
      // After a kill -9 of the server its children may need a moment to notice; a port may be taken between look and start.
      const passing = /shared memory block|still in use|Address already in use|lock file/.test(why);
      if (!passing || Date.now() > until) throw new Error(explain(why, error), { cause: error });
      await sleep(200);
    }
  }
}

export type StartOptions = { readonly port: 'kept' | 'any'; readonly extra?: Readonly<Record<string, string>> };

/** Stops the server: open transactions are rolled back, everything committed is on disk. */
export async function stop(folder: EmbeddedFolder, binaries: Binaries): Promise<void> {
  if (!runningServer(folder)) return;
  await run(folder, binaries.pgCtl, ['stop', '-w', '-t', '60', '-m', 'fast', '-D', folder.data]);
}

/** The log must never hold what people said: statements, their parameters and offending rows stay out of it. */
function configure(folder: EmbeddedFolder, settings: Settings, options: StartOptions): void {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(settings.port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    max_parallel_workers_per_gather: '0', // small machines, and containers with a 64 MB /dev/shm
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log', // errors quote the value that was wrong; they reach our own log without it
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_min_duration_statement: '-1',
    ...options.extra,
  };
  const file = join(folder.data, 'deskside.conf');
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(file, ['# Written by Deskside at every start.', ...lines, ''].join('\n'), { mode: 0o600 });
  give(folder, file);
}

function give(folder: EmbeddedFolder, ...paths: readonly string[]): void {
  if (!folder.account) return;
  for (const path of paths) chownSync(path, folder.account.uid, folder.account.gid);
}

function run(folder: EmbeddedFolder, program: string, args: readonly string[]): Promise<void> {
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', LANG: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot };
  return new Promise((done, failed) => {
    const child = execFile(
      program,
      [...args],
      { cwd: folder.account ? '/' : tmpdir(), env: environment, uid: folder.account?.uid, gid: folder.account?.gid, maxBuffer: 1 << 20 },
      (error, _out, complaint) => (error ? failed(new Error(explain(String(complaint), error), { cause: error })) : done()),
    );
    child.stdin?.end();
  });
}

function explain(complaint: string, error: unknown): string {
  if (/No space left on device|wrote only \d+ of \d+ bytes/i.test(complaint))
    return 'The disk is full: the database cannot start. Free some space and start again.';
  if (/Permission denied/i.test(complaint)) return `The database has no permission to use its folder: ${firstLine(complaint)}`;
  if (/Address already in use/i.test(complaint)) return 'The port of the database is in use by another program.';
  if (/error while loading shared libraries/i.test(complaint)) return `The database's programs are incomplete: ${firstLine(complaint)}`;
  if (/incompatible with server|database files are incompatible/i.test(complaint))
    return 'The data folder was made by another major version of PostgreSQL. Export it there, or choose another DESKSIDE_DATA_DIR.';
  return firstLine(complaint) || (error instanceof Error ? error.message : 'The database did not start.');
}

function firstLine(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return (lines.find(line => /FATAL|error|could not/i.test(line)) ?? lines[0] ?? '').slice(0, 300);
}

function lastLines(folder: EmbeddedFolder): string {
  if (!existsSync(folder.log)) return '';
  return readFileSync(folder.log, 'utf8').slice(-4_000).split('\n').slice(-20).join('\n');
}

const largestLog = 5_000_000;

function openServerLog(folder: EmbeddedFolder): void {
  if (existsSync(folder.log) && statSync(folder.log).size > largestLog) renameSync(folder.log, `${folder.log}.1`);
  closeSync(openSync(folder.log, 'a', 0o600));
  give(folder, folder.log);
}

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise(done => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
