import type { Page } from 'playwright-core';
import type { SignIn } from '#adapters/playwright/sign-in.ts';
import { type Done, refuse, type Stage } from '#adapters/playwright/stage.ts';
import { isAddress, says } from '#adapters/playwright/wildcard.ts';
import type { BrowserAction } from '#domain/browser-action.ts';

const everyMs = 50;
const restMs = 1500;
const notLoaded = refuse('NAVIGATION', 'the page that followed did not load');

/** What an action said would follow: its dialog, its popup, the page it leads to; and whether a sign-in worked. */
export async function afterwards(stage: Stage, signIn: SignIn, action: BrowserAction): Promise<Done> {
  const { pages, page, deadline } = stage;
  if (action.act === 'close') return { ok: true };
  while (!deadline.isOver && (pages.isDialogDue || (action.opens !== undefined && !pages.opened)) && !pages.interruption(page))
    await deadline.pause(everyMs);
  const interruption = pages.interruption(page);
  if (interruption) return { ok: false, trouble: interruption };
  if (pages.isDialogDue) return refuse('TIME_OUT', 'the dialog that should follow did not come');
  if (action.opens !== undefined && !pages.opened) return refuse('TIME_OUT', `no window opened that could be ${action.opens}`);

  const shown = pages.opened ?? page;
  if (changesPage(action) || pages.opened) await loaded(shown, stage);
  const left = pages.interruption(page);
  if (left) return { ok: false, trouble: left };
  if (action.navigates) {
    const wrong = await isWhere(stage, shown, action.navigates);
    if (wrong) return wrong;
  }
  const broken = brokenPage(stage, shown);
  if (broken) return broken;
  if (!sends(action)) return { ok: true };
  const decided = await signIn.settle(stage);
  if (decided === 'failed') return refuse('LOGIN_FAILED', 'the sign-in form is still there after the credentials were sent');
  return decided === 'signed-in' ? { ok: true, signedIn: true } : { ok: true };
}

function changesPage({ act }: BrowserAction): boolean {
  return act === 'open' || act === 'click' || act === 'double-click' || act === 'press' || act === 'fill';
}

function sends({ act }: BrowserAction): boolean {
  return act === 'click' || act === 'double-click' || act === 'press';
}

/** Until the document is there; a page that never ends loading is met by the next action. */
async function loaded(page: Page, { deadline }: Stage): Promise<void> {
  if (!page.isClosed()) await page.waitForLoadState('domcontentloaded', deadline.options()).catch(() => {});
}

/** A server's own failure is no page to go on from. */
function brokenPage({ pages, mark }: Stage, page: Page): Done | null {
  if (!page.isClosed() && isOwnErrorPage(page.url())) return notLoaded;
  const status = page.isClosed() ? null : pages.status(page, mark);
  return status !== null && status >= 500 ? refuse('HTTP_STATUS', `the page that followed answered ${status}`) : null;
}

/**
 * Waits for a page, or a frame of it, that was opened by the action and has the asserted address and title. A page that came to rest
 * somewhere else is an answer before the time is over.
 */
async function isWhere(stage: Stage, page: Page, wanted: { readonly url?: string; readonly title?: string }): Promise<Done | null> {
  const { pages, deadline, on, mark } = stage;
  let seen = 'no page was opened';
  while (!deadline.isOver) {
    const interruption = pages.interruption(page);
    if (interruption) return { ok: false, trouble: interruption };
    if (page.isClosed()) return refuse('WRONG_PAGE', 'the window closed instead of showing the asserted page');
    for (const frame of pages.navigated(page, mark)) {
      const address = frame.url();
      if (frame === page.mainFrame() && isOwnErrorPage(address)) return notLoaded;
      const title = await deadline.within(frame.title()).catch(() => '');
      if (
        (wanted.url === undefined || isAddress(wanted.url, address, on.origin)) &&
        (wanted.title === undefined || says(wanted.title, title))
      )
        return null;
      if (frame === page.mainFrame()) seen = `the page is ${bare(address)} "${title.slice(0, 80)}"`;
    }
    if (pages.isQuiet(page, restMs, mark)) break;
    await deadline.pause(everyMs);
  }
  const asserted = [wanted.url, wanted.title === undefined ? undefined : `"${wanted.title}"`].filter(part => part !== undefined).join(' ');
  return refuse('WRONG_PAGE', `${seen}, not ${asserted}`);
}

/** Whether it is the browser's own page that tells, in the browser's language, that one did not load: nothing of the target's. */
export function isOwnErrorPage(address: string): boolean {
  return address.startsWith('chrome-error:');
}

/** An address without query and fragment, which may hold what was typed. */
export function bare(address: string): string {
  return address.replace(/[?#].*$/s, '');
}
