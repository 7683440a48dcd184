import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eraseEmbedded } from '#server/db/embedded-control.ts';
import { buildsFolder } from '#test/kit/built-demo.ts';
import { testFolder } from '#test/kit/test-folder.ts';

/** The demo as `npm start` runs it, in a process and a data folder of its own. */
export interface RunningServer {
  readonly url: string;
  /** Where its practice bank answers. */
  readonly practice: string;
  /** Asks it to stop, waits, and removes all it left, its database too. */
  stop(): Promise<void>;
  /** Asks it to stop and leaves its folder as it then is. */
  leave(): Promise<void>;
  readonly folder: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const readyWithinMs = 360_000;

/** Starts the demo and waits until it answers; `speed` is that of calls nobody sped up. */
export async function startDemo(options: { speed?: number } = {}): Promise<RunningServer> {
  const folder = demoFolder();
  const child = spawn(process.execPath, ['src/main.ts', 'demo'], {
    cwd: root,
    env: {
      ...withoutTestRun(),
      DESKSIDE_PORT: '0',
      DESKSIDE_DATA_DIR: folder,
      DESKSIDE_DEMO_SPEED: String(options.speed ?? 1),
      DESKSIDE_BUILDS_DIR: await buildsFolder(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = readAll(child);
  const clean = async () => {
    await ended(child);
    await eraseEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { url, practice } = await addressesOf(child, printed);
    const stop = async () => {
      const diedBefore = child.exitCode ?? child.signalCode;
      await clean();
      if (diedBefore !== null) throw new Error(`the demo ended by itself (${diedBefore}):\n${printed.text}`);
    };
    return { url, practice, folder, stop, leave: () => ended(child) };
  } catch (error) {
    await clean();
    throw error;
  }
}

/** A folder of a demo's own: a copy of the one the tests' setup left (demo-setup.ts), or an empty one where there is none. */
function demoFolder(): string {
  const folder = testFolder();
  const first = process.env.DESKSIDE_TEST_DEMO_FOLDER;
  if (first) execFileSync('cp', ['-a', `${first}/.`, folder]); // with owners and modes: the database's account has to find its own
  return folder;
}

/** The environment without what vitest put there, and on a database of the demo's own. */
function withoutTestRun(): NodeJS.ProcessEnv {
  const {
    NODE_ENV: _env,
    NODE_OPTIONS: _options,
    VITEST: _vitest,
    DATABASE_URL: _database,
    DESKSIDE_ENV: _deskside,
    ...rest
  } = process.env;
  return rest;
}

/** The end of everything a process prints, and of what it says itself: a warning may come in the middle of a line. */
function readAll(child: ChildProcess): Printed {
  const printed = { text: '', said: '' };
  const keep = (into: keyof Printed) => (data: string) => {
    printed[into] = (printed[into] + data).slice(-6000);
  };
  child.stdout?.setEncoding('utf8').on('data', keep('said'));
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep('text'));
  return printed;
}

interface Printed {
  readonly text: string;
  readonly said: string;
}

/** Waits until the demo has printed both its addresses, each to its end: what it prints comes in pieces. */
function addressesOf(child: ChildProcess, printed: Printed): Promise<{ url: string; practice: string }> {
  return new Promise((resolve, reject) => {
    const give = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${why}; it printed:\n${printed.text}`));
    };
    const timer = setTimeout(() => give('the demo was not ready in time'), readyWithinMs);
    child.stdout?.on('data', () => {
      const [, url, practice] = /^ready\b[\s\S]*?(http:\/\/\S+)\/desk\s[\s\S]*?^ {2}practice +(http:\/\/\S+)\s/m.exec(printed.said) ?? [];
      if (!url || !practice) return;
      clearTimeout(timer);
      resolve({ url, practice });
    });
    child.once('error', error => give(error.message));
    child.once('exit', code => give(`the demo ended with ${code}`));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await exit;
  clearTimeout(last);
}
