import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser } from '#adapters/playwright/find-browser.ts';

/** Whether there is a browser now; `why` says what a person can do. */
export type Installed = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Gets a Chromium, and letters for Chinese pages where the system's own packages can be used. One that is there already is left alone. */
export async function installBrowser(env: Readonly<Record<string, string | undefined>>, tell: (news: string) => void): Promise<Installed> {
  if (env.DESKSIDE_BROWSER) return { ok: false, why: `DESKSIDE_BROWSER names ${env.DESKSIDE_BROWSER}: nothing is installed while it does` };
  if (findBrowser(env).ok) return { ok: true };
  const isDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (isDebian) {
    tell('installing Chromium and Chinese letters from the distribution (about 300 MB)');
    const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], quiet);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet);
    if (findBrowser(env).ok) return { ok: true };
    tell('the distribution had none');
  }
  tell('asking the installer of Playwright for Chromium (about 150 MB)');
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], env);
  if (findBrowser(env).ok) return { ok: true };
  return {
    ok: false,
    why: 'no browser could be installed from here: install Chromium, Chrome or Edge and a font with Chinese letters by hand (Debian: apt-get install chromium fonts-noto-cjk), and name it in DESKSIDE_BROWSER if it is in an unusual place',
  };
}

/** Runs to the end, telling what it tells. That it failed shows in what is there afterwards. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<void> {
  return new Promise(done => {
    const child = spawn(program, args, { env: { ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => done());
    child.on('close', () => done());
  });
}
