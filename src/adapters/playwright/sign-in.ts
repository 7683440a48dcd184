import type { Locator, Page } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import type { Stage } from '#adapters/playwright/stage.ts';
import { trouble } from '#adapters/playwright/trouble.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';

const quietMs = 400;
const nothingHappensMs = 800;

/**
 * Tells a sign-in that failed from one that worked, on any page: after a secret was typed into a password field and something was
 * pressed, the bank was asked and the page came to rest, a password field that can still be seen means no.
 */
export class SignIn {
  #typedOn: Page | null = null;

  /** A secret went into a password field of this page. */
  typed(page: Page): void {
    this.#typedOn = page;
  }

  /** What the press that just happened did to it: nothing was under way or decided, signed in, or failed. */
  async settle({ pages, page, mark, deadline }: Stage): Promise<'undecided' | 'signed-in' | 'failed'> {
    if (this.#typedOn !== page) return 'undecided';
    while (!deadline.isOver) {
      if (page.isClosed() || !(await asksPassword(page, deadline))) {
        if (!page.isClosed() && !pages.isQuiet(page, quietMs / 4, mark)) {
          await deadline.pause(50); // between two documents there is no field either
          continue;
        }
        this.#typedOn = null;
        return 'signed-in';
      }
      const wasAsked = pages.wasBusy(page, mark);
      if (!wasAsked && performance.now() - mark.at >= nothingHappensMs) return 'undecided';
      if (wasAsked && pages.isQuiet(page, quietMs, mark)) break;
      await deadline.pause(50);
    }
    if (deadline.isStopped) return 'undecided';
    this.#typedOn = null;
    return 'failed';
  }

  /** Trouble on a page whose form is still there after it was sent is a failed sign-in. */
  async explains({ pages, page, mark, deadline }: Stage, met: RobotTrouble): Promise<RobotTrouble> {
    const mayBe = this.#typedOn === page && met.kind === 'system' && possible.has(met.code) && !page.isClosed() && !deadline.isStopped;
    if (!mayBe || !pages.wasBusy(page, mark) || !(await asksPassword(page, null))) return met;
    this.#typedOn = null;
    return trouble('LOGIN_FAILED', `the sign-in form is still there: ${met.message}`);
  }
}

const possible: ReadonlySet<string> = new Set(['WRONG_PAGE', 'UNEXPECTED_DIALOG', 'TIME_OUT']);

/** Whether what is typed there is shown as dots. */
export async function isPasswordField(element: Locator, deadline: Deadline): Promise<boolean> {
  return (await deadline.within(element.getAttribute('type', deadline.options())))?.toLowerCase() === 'password';
}

async function asksPassword(page: Page, deadline: Deadline | null): Promise<boolean> {
  const fields = page.frames().map(frame =>
    frame
      .locator('input[type=password]')
      .filter({ visible: true })
      .count()
      .catch(() => 0),
  );
  const counts = Promise.all(fields);
  return (await (deadline ? deadline.within(counts) : counts)).some(count => count > 0);
}
