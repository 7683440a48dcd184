import type { BrowserContext, Dialog, Download, Frame, Page, Request } from 'playwright-core';
import type { Gate } from '#adapters/playwright/gate.ts';
import { type SystemTrouble, trouble } from '#adapters/playwright/trouble.ts';
import { oneLine, says } from '#adapters/playwright/wildcard.ts';
import type { BrowserAction } from '#domain/browser-action.ts';

/** The pages of one run by name, and what happens on them by itself: dialogs, popups, downloads, pages opened, traffic. */
export class WatchedPages {
  readonly #context: BrowserContext;
  readonly #gate: Gate;
  readonly #named = new Map<string, Page>();
  readonly #happened = new Map<Page, Happened>();
  readonly #downloads: Download[] = [];
  #expected: Expected = nothing;
  #isActing = false;
  #isMakingMain = false;
  #unexpected: SystemTrouble | null = null;
  #stray: { readonly kind: string; readonly text: string } | null = null;

  constructor(context: BrowserContext, gate: Gate) {
    this.#context = context;
    this.#gate = gate;
    context.on('page', page => this.#meet(page));
    context.on('dialog', dialog => this.#answer(dialog));
    context.on('requestfailed', request => {
      if (isMainDocument(request)) this.#unexpected ??= this.#leaving(request.url());
    });
  }

  /** A page of the run; null when it was never opened or is closed. */
  page(name: string): Page | null {
    const page = this.#named.get(name);
    return page && !page.isClosed() ? page : null;
  }

  /** The first page, opened when it is first needed. */
  async main(): Promise<Page> {
    const known = this.page('main');
    if (known) return known;
    this.#isMakingMain = true;
    try {
      const page = await this.#context.newPage();
      this.#named.set('main', page);
      return page;
    } finally {
      this.#isMakingMain = false;
    }
  }

  /** From here on this action's dialogs and popup are expected. Answers a mark in what happens. */
  begin(action: BrowserAction): Mark {
    const { opens, dialog, act } = action;
    this.#isActing = true;
    this.#expected = { opens, dialogs: [dialog ?? []].flat(), opened: null, answered: 0, mayFlash: act === 'download' };
    const stray = this.#stray;
    this.#stray = null;
    if (stray) {
      const [first] = this.#expected.dialogs;
      const fits = first && (stray.kind === 'alert' || first.answer === 'dismiss') && fitsText(first.says, stray.text);
      if (fits) this.#expected = { ...this.#expected, answered: 1 };
      else this.#unexpected ??= asked(stray.text);
    }
    this.#downloads.length = 0;
    return { at: performance.now() };
  }

  /** Nothing is expected between actions. */
  end(): void {
    this.#isActing = false;
    this.#expected = nothing;
    this.#unexpected = null;
  }

  /** What came that no action expected, or what ended the pages. */
  interruption(page: Page): SystemTrouble | null {
    const happened = this.#happened.get(page);
    if (happened?.crashed || this.#context.browser()?.isConnected() === false)
      return trouble('BROWSER_GONE', 'the browser ended while it worked');
    return this.#unexpected;
  }

  get isDialogDue(): boolean {
    return this.#expected.answered < this.#expected.dialogs.length;
  }

  /** The popup that the action under way opened. */
  get opened(): Page | null {
    return this.#expected.opened;
  }

  /** A download that began since the mark. */
  get download(): Download | null {
    return this.#downloads[0] ?? null;
  }

  /** Frames of a page that showed another document, or another address, since the mark. */
  navigated(page: Page, mark: Mark): readonly Frame[] {
    const since = (this.#happened.get(page)?.navigations ?? []).filter(({ at }) => at >= mark.at).map(({ frame }) => frame);
    const whole = page === this.opened ? [page.mainFrame()] : []; // it may have got there before we met it
    return [...new Set([...whole, ...since])].filter(frame => !frame.isDetached());
  }

  /** The status of the newest main document since the mark. */
  status(page: Page, mark: Mark): number | null {
    const answered = this.#happened.get(page)?.answered;
    return answered && answered.at >= mark.at ? answered.status : null;
  }

  /** Whether anything was asked of a server since the mark. */
  wasBusy(page: Page, mark: Mark): boolean {
    return (this.#happened.get(page)?.lastAskedAt ?? 0) >= mark.at;
  }

  /** Whether nothing was asked, answered or opened for so long. */
  isQuiet(page: Page, forMs: number, mark: Mark): boolean {
    const happened = this.#happened.get(page);
    if (!happened || happened.underWay.size > 0) return false;
    return performance.now() - Math.max(happened.lastAt, mark.at) >= forMs;
  }

  #meet(page: Page): void {
    const happened: Happened = {
      navigations: [],
      underWay: new Set(),
      lastAt: 0,
      lastAskedAt: 0,
      answered: null,
      crashed: false,
    };
    this.#happened.set(page, happened);
    page.on('framenavigated', frame => {
      happened.navigations.push({ frame, at: performance.now() });
      if (happened.navigations.length > 200) happened.navigations.shift();
      happened.lastAt = performance.now();
    });
    page.on('request', request => {
      happened.underWay.add(request);
      happened.lastAt = happened.lastAskedAt = performance.now();
    });
    const ended = (request: Request): void => {
      happened.underWay.delete(request);
      happened.lastAt = performance.now();
    };
    page.on('requestfinished', ended);
    page.on('requestfailed', ended);
    page.on('response', response => {
      if (isMainDocument(response.request())) happened.answered = { status: response.status(), at: performance.now() };
    });
    page.on('crash', () => {
      happened.crashed = true;
    });
    page.on('download', download => void this.#downloads.push(download));
    page.on('close', () => this.#happened.delete(page));
    if (!this.#isMakingMain) this.#popUp(page);
  }

  #popUp(page: Page): void {
    const { opens, opened } = this.#expected;
    if (opens !== undefined && opened === null) {
      this.#expected = { ...this.#expected, opened: page };
      this.#named.set(opens, page);
      return;
    }
    if (this.#expected.mayFlash) return; // a download in a window of its own, which closes itself
    this.#unexpected ??= trouble('UNEXPECTED_DIALOG', 'the page opened a window that the action does not name (opens); it was closed');
    void page.close().catch(() => {});
  }

  #answer(dialog: Dialog): void {
    const { dialogs, answered } = this.#expected;
    const wanted = dialogs[answered];
    const fits = wanted && fitsText(wanted.says, dialog.message());
    if (fits) this.#expected = { ...this.#expected, answered: answered + 1 };
    else if (!this.#isActing) this.#stray ??= { kind: dialog.type(), text: dialog.message() };
    else this.#unexpected ??= asked(dialog.message());
    const answer = fits && wanted.answer === 'accept' ? dialog.accept() : dialog.dismiss();
    void answer.catch(() => {}); // its page may be gone
  }

  #leaving(address: string): SystemTrouble | null {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || !/^(https?|wss?):$/.test(url.protocol)) return null;
    const port = url.port ? Number(url.port) : /s:$/.test(url.protocol) ? 443 : 80;
    return this.#gate.lets(url.hostname, port)
      ? null
      : trouble('FENCE', `the page wanted to open ${url.host}, which is none of the run's hosts`);
  }
}

/** A moment to compare what happened with. */
export interface Mark {
  readonly at: number;
}

interface Expected {
  readonly opens?: string | undefined;
  readonly dialogs: readonly { readonly answer: 'accept' | 'dismiss'; readonly says?: string | undefined }[]; // in this order
  readonly opened: Page | null;
  readonly answered: number; // of the dialogs
  readonly mayFlash: boolean;
}

const nothing: Expected = { dialogs: [], opened: null, answered: 0, mayFlash: false };

interface Happened {
  readonly navigations: { readonly frame: Frame; readonly at: number }[];
  readonly underWay: Set<Request>;
  lastAt: number;
  lastAskedAt: number;
  answered: { readonly status: number; readonly at: number } | null;
  crashed: boolean;
}

function isMainDocument(request: Request): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame().parentFrame() === null;
  } catch {
    return true; // of a window that we have not met yet
  }
}

function fitsText(wanted: string | undefined, text: string): boolean {
  return wanted === undefined || says(wanted, text);
}

function asked(text: string): SystemTrouble {
  return trouble(
    'UNEXPECTED_DIALOG',
    `the page asked "${oneLine(text).slice(0, 160)}", which the action does not expect; it was dismissed`,
  );
}
