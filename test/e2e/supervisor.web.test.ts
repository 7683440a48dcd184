import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { startCall } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

const within = { timeout: 120_000 };
const settled = { timeout: 120_000, interval: 100 };
const regulator = '客户提到监管投诉';

/** D07 from the leader's side: the customer names the regulator, the leader whispers, the agent says it. */
describe.skipIf(!hasBrowser())('the leader’s page', () => {
  const here = demoInBrowser();

  test('12378: the row is on top, three keys later the whisper is on the desk, and it is done when said', async () => {
    const [agent, leader] = await Promise.all([here.signIn('1027'), here.signIn('2001')]);
    const call = await startCall(agent, 'D07', 4);
    const pace = (paused: boolean) => agent.call('PATCH', `/v1/demo/call/${call.externalId}`, z.unknown(), { paused });
    const [desk, page] = await Promise.all([agent.open(`/desk/${call.conversation}`, 'column'), leader.open('/supervisor')]);
    const places = page.locator('.tile[data-agent]'); // those without are places being loaded
    await places.first().waitFor(within);
    const before = await places.evaluateAll(all => all.map(each => each.getAttribute('data-agent')));

    const top = page.locator('[data-need]').first();
    const isOurs = page.locator('[data-need="1027"]', { hasText: regulator }).and(top); // the same call is played for a ticket at another desk
    await isOurs.waitFor(settled);
    await pace(true);
    const claim = await isOurs.locator('.ny-claim').textContent();

    await page.keyboard.press('t');
    await page.locator('.call-pan .hl').first().waitFor(within); // the call is open, its evidence marked
    await page.keyboard.press('w');
    await page.keyboard.press('Enter');
    await desk.locator('[data-whisper]').waitFor(within);
    const painted = await desk.locator('[data-whisper]').textContent();
    await expect.poll(() => page.locator('.track').getAttribute('data-state'), settled).toBe('seen');
    const taken = page.locator('[data-need="1027"]').getByRole('button', { name: '处理完了' });
    await taken.waitFor(within);
    const turns = await page.locator('.call-pan .wu').count();

    await pace(false);
    await expect.poll(() => page.locator('.track').getAttribute('data-state'), settled).toBe('done');
    await expect
      .poll(
        () =>
          desk
            .locator('[data-whisper]')
            .getAttribute('data-whisper')
            .catch(() => null),
        settled,
      )
      .toBe('done');
    const after = await places.evaluateAll(all => all.map(each => each.getAttribute('data-agent')));
    expect({
      claim,
      painted,
      turns: turns <= 7,
      sameplaces: after.join() === before.join(),
      ordered: [...before].sort().join() === before.join(),
    }).toEqual({
      claim: regulator,
      painted: expect.stringContaining('我立即为您登记加急工单'),
      turns: true,
      sameplaces: true,
      ordered: true,
    });

    // What a leader whispers is nowhere in the conversation, and the leader's deeds are.
    const record = JSON.stringify(await leader.call('GET', `/v1/conversations/${call.conversation}`, z.unknown()));
    expect(record.includes('whisper')).toBe(false);
    await agent.context.close();

    await page.setViewportSize({ width: 380, height: 860 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(380);
    if (process.env.DESKSIDE_TEST_PICTURES) await page.screenshot({ path: `${process.env.DESKSIDE_TEST_PICTURES}/leader-380.png` });
    await leader.context.setOffline(true);
    await page.getByText(/画面停在 \d+ 秒前/).waitFor(within);
    await leader.context.setOffline(false);
    await expect.poll(() => page.getByText(/画面停在/).count(), settled).toBe(0);
    await leader.context.close();
  });
});
