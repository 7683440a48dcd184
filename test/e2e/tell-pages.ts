import type { Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import { openPages } from './browser.ts';

const atMost = 4000;

// As a set-up file of the browser tests: an expectation that fails says what somebody would have seen instead.
beforeEach(({ onTestFailed }) => {
  onTestFailed(async () => {
    for (const page of openPages()) console.error(await told(page));
  });
});

async function told(page: Page): Promise<string> {
  const seen = await page
    .locator('body')
    .ariaSnapshot({ timeout: 5000 })
    .catch((error: Error) => `could not be read: ${error.message}`);
  return `what was on ${page.url()}\n${seen.length > atMost ? `${seen.slice(0, atMost)}\n… and ${seen.length - atMost} characters more` : seen}\n`;
}
