import type { Page } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import { type Found, findElement } from '#adapters/playwright/find-element.ts';
import type { Purpose } from '#adapters/playwright/locate.ts';
import { type SystemTrouble, trouble } from '#adapters/playwright/trouble.ts';
import type { Mark, WatchedPages } from '#adapters/playwright/watched-pages.ts';
import type { BrowserAction, FrameStep, Selector } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Given, On, RobotFile } from '#ports/robot-browser.ts';

/** What an action works with. */
export interface Stage {
  readonly pages: WatchedPages;
  readonly on: On;
  readonly given: Given;
  readonly deadline: Deadline;
  readonly page: Page;
  readonly mark: Mark; // when it began
}

/** What an action came to, before it is timed and its secrets are taken out. */
export type Done =
  | { readonly ok: true; readonly selector?: number; readonly read?: string; readonly file?: RobotFile; readonly signedIn?: boolean }
  | { readonly ok: false; readonly trouble: RobotTrouble; readonly matches?: readonly number[] };

/** An action that is about an element. */
export type OnElement = Extract<BrowserAction, { readonly at: readonly unknown[] }>;

/** The one element that is meant. */
export function find(
  stage: Stage,
  { at, frame }: { readonly at: readonly Selector[]; readonly frame: readonly FrameStep[] },
  purpose: Purpose,
): Promise<Found> {
  const { page, pages, on, deadline } = stage;
  return findElement({ page, frame, at, origin: on.origin, purpose }, deadline, () => pages.interruption(page));
}

/** System trouble as an action's answer. */
export function refuse(code: SystemTrouble['code'], message: string): Extract<Done, { readonly ok: false }> {
  return { ok: false, trouble: trouble(code, message) };
}
