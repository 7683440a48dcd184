import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** The desk in another window, enlarged, in forced colours and without motion. */
describe.skipIf(!hasBrowser())('the forms of the desk', () => {
  const here = demoInBrowser();
  let agent: SignedIn;
  let conversation: string;

  beforeAll(async () => {
    agent = await here.signIn('1027');
    ({ conversation } = await typed(agent, [
      ['customer', '我银行卡丢了,你帮我挂失一下。'],
      ['agent', '您先别着急,请问您的姓名和身份证后四位?'],
    ]));
  });

  test('floating above other windows: the same zones, as high as the window, with keys that act', async () => {
    const page = await shown(agent, conversation);
    const [floating] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('f')]);
    await floating.getByRole('log').getByText('银行卡丢了').waitFor();
    const size = () => floating.evaluate(() => [document.body.scrollHeight <= innerHeight, document.documentElement.lang]);
    await expect.poll(size).toEqual([true, 'zh-CN']); // its style sheets are read after its words stand there
    await page.getByText('工作台在浮动窗口里。').waitFor();
    const before = (await actsOf(agent, conversation)).length;
    await floating.keyboard.press('u');
    await expect.poll(async () => (await actsOf(agent, conversation)).slice(before)).toEqual(['used']);
    await floating.getByRole('group').locator('summary').first().click();
    await floating.getByRole('button', { name: '深色' }).click();
    await floating.locator('html[data-theme=dark]').waitFor();
    await floating.close();
    await page.getByRole('log').getByText('银行卡丢了').waitFor();
    await page.close();
  });

  const without = [
    { when: 'the browser has no Picture-in-Picture', pip: undefined },
    { when: 'it is not allowed here', pip: 'refuses' },
  ] as const;

  test.each(without)('$when: a popup of 380 × 860', async ({ pip }) => {
    const page = await agent.context.newPage();
    await page.addInitScript(kind => {
      const value = kind ? { window: null, requestWindow: () => Promise.reject(new Error('NotAllowedError')) } : undefined;
      Object.defineProperty(window, 'documentPictureInPicture', { value });
    }, pip);
    await page.goto(`${here.url}/desk/${conversation}`);
    await page.getByRole('log').getByText('银行卡丢了').waitFor();
    const [popup] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('f')]);
    await popup.getByRole('log').getByText('银行卡丢了').waitFor();
    expect([new URL(popup.url()).pathname, await popup.evaluate(() => [innerWidth, innerHeight])]).toEqual(['/float', [380, 860]]);
    await popup.close();
    await page.close();
  });

  test('at 200 % of a 1440 × 900 screen every zone can be scrolled to, and nothing is wider than the window', async () => {
    const page = await shown(agent, conversation, { width: 720, height: 450 });
    for (const zone of await page.getByTestId('desk').locator(':scope > *').all()) {
      await zone.scrollIntoViewIfNeeded();
      const box = await zone.boundingBox();
      expect(box && box.y < 450 && box.y + box.height > 0).toBe(true);
    }
    const foot = await page.locator('footer').boundingBox();
    expect(foot && foot.y + foot.height).toBeLessThanOrEqual(450);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.close();
  });

  test('forced colours: the obligation keeps its bar, said words their line, the current step its colour', async () => {
    const page = await shown(agent, conversation);
    await page.emulateMedia({ forcedColors: 'active' });
    const kept = () =>
      page.evaluate(() => {
        const style = (selector: string) => getComputedStyle(document.querySelector(selector) as Element);
        return {
          bar: style('.dc .half.line, .dc.line').borderLeftWidth,
          current: style('.nd.c .o').borderTopColor !== style('.nd:not(.c) .o').borderTopColor,
          evidence: style('.hl').borderBottomWidth,
        };
      });
    await expect.poll(kept).toEqual({ bar: '4px', current: true, evidence: expect.stringMatching(/^[23]px$/) });
    await page.close();
  });

  test('reduced motion: nothing fades or moves', async () => {
    const page = await shown(agent, conversation);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap(element => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return transitionDuration === '0s' && animationDuration === '0s' ? [] : [element.className];
      }),
    );
    expect(moving).toEqual([]);
    await page.close();
  });
});

async function shown(agent: SignedIn, conversation: string, size = { width: 380, height: 860 }): Promise<Page> {
  const page = await agent.open(`/desk/${conversation}`, 'column');
  await page.setViewportSize(size);
  await page.getByRole('log').getByText('银行卡丢了').waitFor();
  return page;
}

async function actsOf(agent: SignedIn, conversation: string): Promise<readonly string[]> {
  const { rows } = await recordOf(agent, conversation);
  return rows.flatMap(({ event: { what } }) => (what.kind === 'acted' ? [what.act.kind] : []));
}
