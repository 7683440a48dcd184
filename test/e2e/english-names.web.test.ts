import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { startCall, typed } from './browser.ts';
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

  test('a robot’s card names the steps that are missing in English; what the customer said of its inputs is Chinese and says so', async () => {
    const agent = await here.signIn('1088');
    await agent.call('PATCH', '/v1/session', z.unknown(), { lang: 'en' });
    const { conversation } = await typed(agent, [
      ['agent', '您好,江海银行,工号一零八八为您服务,请问有什么可以帮您?'],
      ['customer', '喂你好,那个,我银行卡丢了,你帮我挂失一下。'],
      ['agent', '请问您的姓名、身份证后四位,还有预留的手机号码是多少?'],
      ['customer', '我叫周明远,身份证后四位是零零幺六,手机号幺九九零零零零零零幺六。'],
    ]);
    const page = await agent.open(`/desk/${conversation}`);
    await page.getByRole('button', { name: /^Run: Card loss registration/ }).click();
    const card = page.getByTestId('robot-card');
    await card.getByText('How long it holds').waitFor();
    expect(await strayHan(page, '[data-testid=robot-card]')).toEqual([]);
    await agent.context.close();
  });

  test('lines and alarms: what tells the agent something is English, what is to be said is Chinese and says so', async () => {
    const agent = await here.signIn('1533');
    await agent.call('PATCH', '/v1/session', z.unknown(), { lang: 'en' });
    const { conversation, externalId } = await typed(agent, [
      ['customer', '你们什么银行啊,我打了三次电话了都没人解决,太差劲了,气死我了!'],
      ['agent', '这个不归我们客服管的,您找他们吧。'],
    ]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByTestId('interrupt').waitFor();
    expect(await strayHan(page, '.int')).toEqual([]);
    await page.keyboard.press('a');
    await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
    await page.getByText('After the call, give the reason in the wrap-up.').waitFor();
    expect(await strayHan(page, '[data-zone=line]')).toEqual([]);
    expect(await strayHan(page, '.fields')).toEqual([]);
    await page.getByText('Under 20 seconds, no business settled').waitFor();
    await agent.context.close();
  });
});

/** Chinese on the screen that no element calls Chinese. */
function strayHan(page: Page, within: string): Promise<readonly string[]> {
  return page.locator(within).evaluateAll(all =>
    all.flatMap(root => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        if (/\p{Script=Han}/u.test(text.nodeValue ?? '') && !text.parentElement?.closest('[lang]')?.getAttribute('lang')?.startsWith('zh'))
          found.push(text.nodeValue ?? '');
      return found;
    }),
  );
}
