import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { longestWhisper } from '#domain/whisper.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

const within = { timeout: 60_000 };
const settled = { timeout: 60_000, interval: 100 };
const longest =
  '请您先不要报余额,先核对身份证后四位和预留手机号,核对通过以后再告诉客户,如果客户着急就说明这是为了保护他的资金安全哦'.padEnd(
    longestWhisper,
    '。',
  );

/** What a leader whispers while something red lies on the agent's desk. */
describe.skipIf(!hasBrowser())('a whisper', () => {
  const here = demoInBrowser();

  test('names its call, stands below the interrupt whole, and is seen only when nothing lies over it', async () => {
    const [agent, leader] = await Promise.all([here.signIn('1027'), here.signIn('2001')]);
    const first = await typed(agent, [['customer', '我要打12378投诉你们']]);
    const [desk, page] = await Promise.all([agent.open(`/desk/${first.conversation}`, 'column'), leader.open('/supervisor')]);
    await desk.getByTestId('interrupt').waitFor(within);
    await page.locator('[data-need="1027"] .ny-open').click(); // other agents of the demo have calls, too
    await page.keyboard.press('w');
    const named = await page.getByTestId('whisper-call').textContent();
    await page.getByRole('textbox', { name: '自己写一句' }).fill(longest);

    await cover(desk);
    await page.keyboard.press('Enter');
    const whisper = desk.locator('[data-whisper]');
    await whisper.waitFor(within);
    await leader.call('GET', `/v1/supervisor/calls/${first.conversation}/whispers`, z.unknown()); // as long as a wrong answer would take
    const covered = await page.locator('.track').getAttribute('data-state');
    await cover(desk, 'off');
    await expect.poll(() => page.locator('.track').getAttribute('data-state'), settled).toBe('seen');
    await picture(desk, 'whisper-below-380');
    const below = await whole(desk);
    const atDesk = { interrupt: await desk.getByTestId('interrupt').count(), whispers: await whisper.count() };

    await desk.keyboard.press('a');
    await expect.poll(() => desk.getByTestId('interrupt').count(), settled).toBe(0);
    await desk.locator('[data-zone="line"] [data-whisper]').waitFor(within);
    await picture(desk, 'whisper-line-380');
    const inLine = { ...(await whole(desk)), more: await desk.locator('[data-zone="line"] .tag').textContent() };
    await desk.setViewportSize({ width: 1440, height: 900 });
    await picture(desk, 'whisper-line-1440');
    const wide = await whole(desk);
    await pictures(page);
    expect({ named, covered, atDesk, below, inLine, wide }).toEqual({
      named: expect.stringContaining('客户提到监管投诉'),
      covered: 'sent',
      atDesk: { interrupt: 1, whispers: 1 },
      below: { text: expect.stringContaining('资金安全'), isCut: false },
      inLine: { text: expect.stringContaining('资金安全'), isCut: false, more: expect.stringMatching(/^还有 \d 项$/) },
      wide: { text: expect.stringContaining('资金安全'), isCut: false },
    });
    await Promise.all([agent.context.close(), leader.context.close()]);
  });
});

/** Lays something over the whole desk, as another dialog does. */
function cover(desk: Page, how: 'on' | 'off' = 'on'): Promise<void> {
  return desk.evaluate(on => {
    document.querySelector('#cover')?.remove();
    if (on !== 'on') return;
    const over = document.createElement('div');
    over.id = 'cover';
    over.style.cssText = 'position:fixed;inset:0;z-index:99';
    document.body.append(over);
  }, how);
}

/** What of the words is seen; glyphs may be a little taller than their line, a line that is missing is more. */
function whole(desk: Page): Promise<{ text: string; isCut: boolean }> {
  return desk.locator('.whisper-words').evaluate(each => {
    const box = each.closest('section')?.getBoundingClientRect();
    const own = each.getBoundingClientRect();
    const isInside = box !== undefined && own.top >= box.top && own.bottom <= box.bottom && own.right <= box.right;
    return { text: each.textContent ?? '', isCut: each.scrollHeight - each.clientHeight > 8 || !isInside };
  });
}

async function pictures(page: Page): Promise<void> {
  if (!process.env.DESKSIDE_TEST_PICTURES) return;
  await page.bringToFront();
  await page.keyboard.press('w');
  await picture(page, 'leader-1440-zh');
  await page.setViewportSize({ width: 380, height: 860 });
  await picture(page, 'leader-380-zh');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Needs you').waitFor(within);
  await picture(page, 'leader-1440-en');
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DESKSIDE_TEST_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
