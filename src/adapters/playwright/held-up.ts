import type { Locator } from 'playwright-core';
import { type SystemTrouble, trouble } from '#adapters/playwright/trouble.ts';

/** Why an element was not touched in time. */
export async function heldUp(element: Locator): Promise<SystemTrouble> {
  const once = { timeout: 500 };
  const [isVisible, isEnabled, isEditable] = await Promise.all([
    element.isVisible().catch(() => true),
    element.isEnabled(once).catch(() => true),
    element.isEditable(once).catch(() => true),
  ]);
  if (!isVisible) return trouble('NOT_VISIBLE', 'the element is there but cannot be seen');
  if (!isEnabled) return trouble('TIME_OUT', 'the element stays disabled');
  return isEditable
    ? trouble('NOT_VISIBLE', 'the element is covered by something else, keeps moving, or the page does not answer')
    : trouble('TIME_OUT', 'the field stays read-only');
}
