import { expect, test } from 'vitest';
import { playwrightBrowser } from '#adapters/playwright/playwright-browser.ts';

test('what is known of a browser is what was found, until it was started once', async () => {
  let path = '/bin/false';
  const browser = playwrightBrowser({
    find: () => (path === '' ? { ok: false, why: 'no browser was found' } : { ok: true, path }),
  });
  expect(browser.known()).toEqual({ ok: true, name: '/bin/false' });
  const why = '/bin/false does not start: run "deskside browser install", or name another browser in DESKSIDE_BROWSER';
  expect(await browser.available()).toEqual({ ok: false, why });
  expect(browser.known()).toEqual({ ok: false, why });
  path = '/bin/true'; // another one is installed
  expect(browser.known()).toEqual({ ok: true, name: '/bin/true' });
  path = '';
  expect([browser.known(), await browser.available()]).toEqual([
    { ok: false, why: 'no browser was found' },
    { ok: false, why: 'no browser was found' },
  ]);
  await browser.close();
});
