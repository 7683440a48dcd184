import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type RunningServer, startDemo } from '#test/kit/running-server.ts';
import { openBrowser, type SignedIn, signIn } from './browser.ts';

/** The demo bank's server and a browser before it, while the tests of a describe run. */
export interface DemoInBrowser {
  readonly url: string;
  /** Where its practice bank answers. */
  readonly practice: string;
  readonly browser: Browser;
  /** Signs in as a person of the demo bank in a browser profile of its own. */
  signIn(staffNo: string): Promise<SignedIn>;
}

/** Starts both before the tests of this describe and ends them after; `speed` is that of calls nobody sped up. */
export function demoInBrowser(options: { speed?: number } = {}): DemoInBrowser {
  let demo: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    demo = await startDemo(options);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });
  return {
    get url() {
      return demo.url;
    },
    get practice() {
      return demo.practice;
    },
    get browser() {
      return browser;
    },
    signIn: staffNo => signIn(browser, demo.url, staffNo),
  };
}
