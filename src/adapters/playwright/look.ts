import { createHash } from 'node:crypto';
import type { Frame, Page } from 'playwright-core';
import { bare, isOwnErrorPage } from '#adapters/playwright/afterwards.ts';
import { hiddenIn } from '#adapters/playwright/hides.ts';
import { redact } from '#adapters/playwright/redact.ts';
import type { Look } from '#ports/robot-browser.ts';

const timeout = 5000;

/** A page as evidence, or null: when it cannot be looked at whole, for a picture without its mask is worse than none, and when none loaded. */
export async function lookAt(page: Page, hidden: readonly string[]): Promise<Look | null> {
  if (isOwnErrorPage(page.url())) return null;
  try {
    const frames = page.frames().filter(frame => !frame.isDetached());
    const inFields = (await Promise.all(frames.map(passwordsIn))).flat();
    const hides = [...hidden, ...inFields];
    const picture = await page.screenshot({
      type: 'jpeg',
      quality: 55,
      mask: frames.map(frame => hiddenIn(frame, hides)),
      maskColor: '#5b6472',
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      timeout,
    });
    const trees = await Promise.all(frames.map(frame => frame.locator(':root').ariaSnapshot({ timeout })));
    const digest = createHash('sha256')
      .update(trees.map(tree => redact(tree, hides)).join('\n---\n'))
      .digest('hex');
    return { picture, digest, address: redact(bare(page.url()), hides), title: redact(await page.title(), hides) };
  } catch {
    return null; // it closed, or changed under our eyes
  }
}

/** What stands in password fields, whoever put it there: the accessibility tree would tell it. */
async function passwordsIn(frame: Frame): Promise<readonly string[]> {
  return frame
    .locator('input[type=password]')
    .evaluateAll((fields: readonly { readonly value: string }[]) => fields.map(field => field.value));
}
