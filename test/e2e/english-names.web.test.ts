import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { startCall } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** An English reader over the calls of a Chinese bank. */
describe.skipIf(!hasBrowser())('English screens of a Chinese call', () => {
  const here = demoInBrowser({ speed: 4 });

  test('process, steps, fields and category have English names; what was said and what is to be said keep their language', async () => {
    const agent = await here.signIn('1027');
    await agent.call('PATCH', '/v1/session', z.unknown(), { lang: 'en' });
    await startCall(agent, 'D01', 4);
    const page = await agent.open('/desk');
    const rail = page.locator('[data-zone=rail]');
    await rail.getByRole('heading', { name: 'Lost debit card' }).waitFor();
    await rail.getByText('How long it holds').waitFor();
    await page.getByRole('group', { name: 'Say before confirming: 5天·自动失效·解挂方式' }).waitFor();
    const fields = page.locator('[data-zone=wrap-up]');
    await fields.getByText('Debit Cards / Loss reporting & replacement').waitFor();
    await fields.getByText('Card ending').waitFor();
    expect(await page.getByTestId('script').getAttribute('lang')).toBe('zh-CN');
    expect(await rail.textContent()).not.toMatch(/\p{Script=Han}/u);
    await agent.context.close();
  });
});
