import { parseArgs } from 'node:util';
import { findBrowser } from '#adapters/playwright/find-browser.ts';
import { installBrowser } from '#adapters/playwright/install-browser.ts';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';

export const browserHelp = `deskside browser [--json]                       which browser the robots use, and whether it starts; 1 when there is none
deskside browser install                        gets one: from Debian as root, else by Playwright's installer`;

/** Looks for the robots' browser or gets one; answers the exit code. */
export async function browserCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [verb] = positionals;
  if (verb !== undefined && (verb !== 'install' || positionals.length > 1)) {
    console.error(browserHelp);
    return 2;
  }
  if (verb === 'install') {
    const installed = await installBrowser(process.env, news => console.error(news));
    if (!installed.ok) {
      console.error(installed.why);
      return 1;
    }
  }
  const browser = playwrightBrowser({ find: () => findBrowser(process.env) });
  try {
    const there = await browser.available();
    if (values.json) console.log(JSON.stringify(there));
    else (there.ok ? console.log : console.error)(there.ok ? `${there.name} starts` : there.why);
    return there.ok ? 0 : 1;
  } finally {
    await browser.close();
  }
}
