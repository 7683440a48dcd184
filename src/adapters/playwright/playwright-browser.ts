import { type Browser, chromium } from 'playwright-core';
import type { FoundBrowser } from '#adapters/playwright/find-browser.ts';
import { type Gate, openGate } from '#adapters/playwright/gate.ts';
import { learnToHide } from '#adapters/playwright/hides.ts';
import { RunPages } from '#adapters/playwright/run-pages.ts';
import { trouble } from '#adapters/playwright/trouble.ts';
import type { BrowserThere, Fence, RobotBrowser } from '#ports/robot-browser.ts';

/** How the robots' browser is run. */
export interface BrowserOptions {
  /** Looks for the program each time one is started: it may be installed later. */
  readonly find: () => FoundBrowser;
  /** Runs that have pages at once; each takes about 50 MB. */
  readonly most?: number;
  /** How long a browser without pages is kept. */
  readonly idleMs?: number;
  /** More switches, for measuring. */
  readonly args?: readonly string[];
}

/** Chromium, Chrome or Edge of this machine, without a window: one process for all runs, a profile and a way out for each. */
export function playwrightBrowser(options: BrowserOptions): RobotBrowser {
  return new PlaywrightBrowser(options);
}

/** A program that does not start, or, without a path, none at all. */
interface NotStarted {
  readonly path?: string;
  readonly why: string;
}

interface Started {
  readonly path: string;
  readonly browser: Browser;
  readonly nowhere: Gate; // what the browser itself would like to reach
  readonly name: string;
}

class PlaywrightBrowser implements RobotBrowser {
  readonly #options: BrowserOptions;
  #started: Promise<Started | NotStarted> | null = null;
  #proven: Pick<Started, 'path' | 'name'> | null = null;
  #failed: NotStarted | null = null;
  #open = new Set<RunPages>();
  #opening = 0;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  async available(): Promise<BrowserThere> {
    const known = this.known();
    if (known.ok && this.#proven?.name === known.name) return known; // it started before: started again only for a run
    const started = await this.#start();
    this.#restLater();
    return 'why' in started ? { ok: false, why: started.why } : { ok: true, name: started.name };
  }

  known(): BrowserThere {
    const found = this.#options.find();
    if (!found.ok) return found;
    const said = this.#proven ?? this.#failed;
    if (said?.path !== found.path) return { ok: true, name: found.path };
    return 'why' in said ? { ok: false, why: said.why } : { ok: true, name: said.name };
  }

  async open(fence: Fence): Promise<Awaited<ReturnType<RobotBrowser['open']>>> {
    const most = this.#options.most ?? 6;
    if (this.#open.size + this.#opening >= most) return { ok: false, trouble: { kind: 'busy', target: 'browser', retryAfterMs: 3000 } };
    this.#opening++;
    clearTimeout(this.#idle);
    try {
      const started = await this.#start();
      if ('why' in started) return { ok: false, trouble: trouble('BROWSER_GONE', started.why) };
      const context = await this.#pages(started.browser, fence);
      this.#open.add(context);
      return { ok: true, context };
    } catch {
      return { ok: false, trouble: trouble('BROWSER_GONE', 'the browser ended while a run was to begin') };
    } finally {
      this.#opening--;
      this.#restLater();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#open].map(context => context.close()));
    await this.#stop();
  }

  async #pages(browser: Browser, fence: Fence): Promise<RunPages> {
    const gate = await openGate(fence.hosts);
    try {
      const context = await browser.newContext({
        proxy: { server: gate.server },
        serviceWorkers: 'block',
        acceptDownloads: true,
        viewport: { width: 1280, height: 800 },
        locale: 'zh-CN',
      });
      const pages: RunPages = new RunPages(context, gate, fence, () => {
        this.#open.delete(pages);
        this.#restLater();
      });
      return pages;
    } catch (error) {
      await gate.close();
      throw error;
    }
  }

  async #start(): Promise<Started | NotStarted> {
    if (this.#isClosed) return { why: 'the browser was closed with the server' };
    this.#started ??= start(this.#options);
    const starting = this.#started;
    const started = await starting;
    this.#proven = 'why' in started ? null : started;
    this.#failed = 'why' in started ? started : null;
    if ('why' in started || !started.browser.isConnected()) {
      if (this.#started === starting) this.#started = null;
      if ('why' in started) return started;
      await started.nowhere.close();
      return this.#start();
    }
    return started;
  }

  #restLater(): void {
    clearTimeout(this.#idle);
    if (this.#open.size + this.#opening > 0 || this.#isClosed) return;
    this.#idle = setTimeout(() => void this.#stop(), this.#options.idleMs ?? 300_000);
    this.#idle.unref();
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idle);
    const starting = this.#started;
    this.#started = null;
    const started = await starting;
    if (!started || 'why' in started) return;
    await started.browser.close().catch(() => {}); // it may have ended by itself
    await started.nowhere.close();
  }
}

/**
 * Nobody is resolved but this machine, on which the gates stand; without a run's own gate everything leads to one that lets nobody
 * through, the browser's own wishes too.
 */
async function start({ find, args = [] }: BrowserOptions): Promise<Started | NotStarted> {
  const found = find();
  if (!found.ok) return { why: found.why };
  await learnToHide();
  const nowhere = await openGate([]);
  const launch = (chromiumSandbox: boolean) =>
    chromium.launch({
      executablePath: found.path,
      chromiumSandbox,
      proxy: { server: nowhere.server },
      args: [
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
        '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
        '--disable-quic',
        '--disable-sync',
        '--dns-prefetch-disable',
        '--disable-auto-reload', // an error page that tries again would overtake the run's next page
        ...args,
      ],
      timeout: 60_000,
    });
  try {
    const isRoot = process.getuid?.() === 0; // the sandbox refuses root, and some containers refuse the sandbox
    const browser = isRoot ? await launch(false) : await launch(true).catch(() => launch(false));
    return { path: found.path, browser, nowhere, name: `Chromium ${browser.version()} (${found.path})` };
  } catch {
    await nowhere.close();
    return {
      path: found.path,
      why: `${found.path} does not start: run "deskside browser install", or name another browser in DESKSIDE_BROWSER`,
    };
  }
}
