import type { Locator } from 'playwright-core';
import { afterwards } from '#adapters/playwright/afterwards.ts';
import { fetchFile, giveFile } from '#adapters/playwright/files.ts';
import { fill } from '#adapters/playwright/fill.ts';
import { heldUp } from '#adapters/playwright/held-up.ts';
import type { Purpose } from '#adapters/playwright/locate.ts';
import { expectText, readText, waitFor } from '#adapters/playwright/read.ts';
import { isPasswordField, type SignIn } from '#adapters/playwright/sign-in.ts';
import { type Done, find, type OnElement, refuse, type Stage } from '#adapters/playwright/stage.ts';
import { mishapOf } from '#adapters/playwright/trouble.ts';
import type { BrowserAction } from '#domain/browser-action.ts';

/** Does one action and what follows from it: the page asserted, the popup named, the dialog answered, the sign-in believed. */
export async function act(stage: Stage, signIn: SignIn, action: BrowserAction): Promise<Done> {
  const interruption = stage.pages.interruption(stage.page);
  if (interruption) return { ok: false, trouble: interruption };
  const done = await perform(stage, signIn, action);
  const after = done.ok ? await afterwards(stage, signIn, action) : done;
  if (done.ok && after.ok) return { ...done, ...after };
  return after.ok ? after : { ...after, trouble: await signIn.explains(stage, after.trouble) };
}

async function perform(stage: Stage, signIn: SignIn, action: BrowserAction): Promise<Done> {
  const { page, deadline, given } = stage;
  switch (action.act) {
    case 'open':
      return open(stage, given.path ?? action.path);
    case 'close':
      if (action.page === 'main') return refuse('BAD_INPUT', 'close is for a popup; the run closes its main page');
      await page.close();
      return { ok: true };
    case 'press':
      return press(stage, action.key);
    case 'click':
      return touch(stage, action, element => element.click({ button: action.button, ...deadline.options() }));
    case 'double-click':
      return touch(stage, action, element => element.dblclick(deadline.options()));
    case 'hover':
      return touch(stage, action, element => element.hover(deadline.options()));
    case 'fill': {
      const { text, hidden } = given;
      if (text === undefined) return refuse('BAD_INPUT', 'nothing was given to fill in');
      return onElement(stage, action, 'fill', async element => {
        if (hidden && (await isPasswordField(element, deadline))) signIn.typed(page);
        return fill(element, { text, hidden }, deadline);
      });
    }
    case 'upload': {
      const { file } = given;
      if (!file) return refuse('BAD_INPUT', `there is no file ${action.file} to upload`);
      return onElement(stage, action, 'look', element => giveFile(page, element, file, deadline));
    }
    case 'download':
      return onElement(stage, action, 'click', element => fetchFile(stage, element));
    case 'wait-for':
      return waitFor(stage, action);
    case 'read':
      return onElement(stage, action, 'look', element => readText(element, action.attribute, deadline));
    case 'expect':
      return expectText(stage, action, given.says ?? action.says);
  }
}

async function open(stage: Stage, path: string): Promise<Done> {
  const { page, pages, on, deadline, mark } = stage;
  const url = URL.canParse(path, on.origin) ? new URL(path, on.origin) : null;
  if (!url || url.origin !== new URL(on.origin).origin) return refuse('FENCE', 'only pages of the target are opened, by their path');
  try {
    await page.goto(url.href, { waitUntil: 'domcontentloaded', ...deadline.options() });
  } catch (error) {
    const mishap = mishapOf(error);
    if (mishap === 'gone') throw error;
    const interruption = pages.interruption(page);
    if (interruption) return { ok: false, trouble: interruption };
    if (mishap === 'overtaken' && !deadline.isOver) return open(stage, path); // the page before was still on its way somewhere
    return mishap === 'slow'
      ? refuse('TIME_OUT', `${url.host} took too long to answer`)
      : refuse('NAVIGATION', `${url.host} did not answer with a page`);
  }
  const status = pages.status(page, mark);
  return status !== null && status >= 400 ? refuse('HTTP_STATUS', `${url.host} answered ${status}`) : { ok: true };
}

async function press({ page, deadline }: Stage, key: string): Promise<Done> {
  try {
    await deadline.within(page.keyboard.press(key));
    return { ok: true };
  } catch (error) {
    if (error instanceof Error && /Unknown key/.test(error.message)) return refuse('BAD_INPUT', `there is no key ${key}`);
    throw error;
  }
}

/** Finds the one element and does something with it. */
async function onElement(stage: Stage, action: OnElement, purpose: Purpose, deed: (element: Locator) => Promise<Done>): Promise<Done> {
  const found = await find(stage, action, purpose);
  if (!found.ok) return found;
  const done = await deed(found.element);
  return done.ok ? { ...done, selector: found.rank } : done;
}

/** A touch of the mouse: what holds it up is said, and a popup may close itself under it. */
function touch(stage: Stage, action: OnElement, deed: (element: Locator) => Promise<void>): Promise<Done> {
  const { page, deadline, pages } = stage;
  return onElement(stage, action, 'click', async element => {
    try {
      await deed(element);
      return { ok: true };
    } catch (error) {
      const interruption = pages.interruption(page);
      if (interruption) return { ok: false, trouble: interruption };
      const mishap = mishapOf(error);
      if (mishap === 'gone' && page.isClosed() && action.page !== 'main') return { ok: true };
      if (mishap === 'several') return refuse('AMBIGUOUS', 'another element came to match while it was looked at; nothing was touched');
      if (mishap === 'slow' && !deadline.isStopped) return { ok: false, trouble: await heldUp(element) };
      throw error;
    }
  });
}
