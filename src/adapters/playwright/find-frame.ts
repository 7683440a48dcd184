import type { Frame, Page } from 'playwright-core';
import { type SystemTrouble, trouble } from '#adapters/playwright/trouble.ts';
import { isAddress } from '#adapters/playwright/wildcard.ts';
import type { FrameStep } from '#domain/browser-action.ts';

/** The frame that the steps lead to, from the outside in, each one exactly one; or what was wrong on the way. */
export function frameAt(page: Page, steps: readonly FrameStep[], origin: string): Frame | SystemTrouble {
  let frame = page.mainFrame();
  for (const step of steps) {
    const children = frame.childFrames().filter(child => !child.isDetached());
    const found = 'index' in step ? children.slice(step.index, step.index + 1) : children.filter(child => isMeant(child, step, origin));
    const [only] = found;
    if (only === undefined) return trouble('NOT_FOUND', `there is no frame ${described(step)}; ${children.length} frames are there`);
    if (found.length > 1) return trouble('AMBIGUOUS', `${found.length} frames are ${described(step)}`);
    frame = only;
  }
  return frame;
}

function isMeant(frame: Frame, step: FrameStep, origin: string): boolean {
  if ('name' in step) return frame.name() === step.name;
  return 'url' in step && isAddress(step.url, frame.url(), origin);
}

function described(step: FrameStep): string {
  if ('name' in step) return `named ${step.name}`;
  return 'url' in step ? `at ${step.url}` : `number ${step.index}`;
}
