import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Makes sure there is a Chromium with Chinese letters for the browser tests and puts its path into CHROMIUM_PATH. As root on Debian a
 * missing one is installed from the distribution; elsewhere we say what to install. DESKSIDE_SKIP_BROWSER=1 goes on without.
 */
export default function setup(): void {
  const found = findChromium();
  if (found) {
    process.env.CHROMIUM_PATH = found;
    return;
  }
  if (process.env.DESKSIDE_SKIP_BROWSER === '1') return say('skipped: no Chromium, and DESKSIDE_SKIP_BROWSER=1');
  if (!mayInstall()) {
    throw new Error(
      'The browser tests need Chromium and a font with Chinese letters. On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk. ' +
        'Elsewhere: install Chromium or Chrome and set CHROMIUM_PATH. To go on without these tests: DESKSIDE_SKIP_BROWSER=1.',
    );
  }
  install();
  const installed = findChromium();
  if (!installed) throw new Error('Chromium was installed but is not found. Set CHROMIUM_PATH.');
  process.env.CHROMIUM_PATH = installed;
}

/** The Chromium to use: the one CHROMIUM_PATH names, otherwise the first on PATH or at its usual place. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!isProgram(given)) throw new Error(`CHROMIUM_PATH names ${given}, which is not a program.`);
    return given;
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  return [...onPath, ...usualPlaces].find(isProgram);
}

/** Whether browser tests run here; a test file uses it with `test.skipIf`. */
export function hasBrowser(): boolean {
  return process.env.DESKSIDE_SKIP_BROWSER !== '1' || findChromium() !== undefined;
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function install(): void {
  const started = Date.now();
  const passed = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  say('browser: installing Chromium and Chinese letters from the distribution (about 300 MB)');
  run(['update', '-qq']);
  say(`browser: package lists are fresh (${passed()})`);
  run(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
  say(`browser: Chromium is ready (${passed()})`);
}

function run(args: readonly string[]): void {
  const patiently = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300']; // a mirror that hiccups, another installation under way
  const done = spawnSync('apt-get', [...patiently, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status === 0) return;
  const why = String(done.stderr ?? done.error?.message ?? '')
    .trim()
    .split('\n')
    .slice(-3)
    .join(' ');
  throw new Error(`apt-get ${args.join(' ')} failed: ${why}. Install chromium and fonts-noto-cjk by hand, or set DESKSIDE_SKIP_BROWSER=1.`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
