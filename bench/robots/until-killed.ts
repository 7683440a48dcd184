import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';
import { plainParts, type RunnerProcess } from '#bench/robots/runner-process.ts';
import { Runner } from '#server/robots/runs/runner.ts';

// A runner as a process of its own, until somebody ends it: `runnerProcess` starts it.
const config = JSON.parse(process.env.DESKSIDE_ROBOT_RUNNER ?? '') as RunnerProcess;
const pages = {
  browser: playwrightBrowser({ find: () => findBrowser(process.env), most: config.atOnce }),
  credential: async () => ({ ok: true as const, user: 'bench', password: 'Bench#2026' }), // of a target that takes anybody
};
await new Runner({ ...plainParts(config), ...(config.through === 'browser' ? pages : {}) }).start();
setInterval(() => {}, 60_000);
process.stdout.write('started\n');
