import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** A wrap-up that was confirmed and turns out to be wrong: its agent puts it right on the record of the call, with the keyboard alone. */
describe.skipIf(!hasBrowser())('a correction', () => {
  const here = demoInBrowser();

  test('what does not fit is told and nothing typed is lost; what fits stands beside what was heard, with why', async () => {
    const agent = await here.signIn('1027');
    const { conversation, externalId } = await typed(agent, [
      ['customer', '我银行卡丢了,你帮我挂失一下,本人挂失,口头挂失。'],
      ['agent', '好的,请问您的姓名和身份证后四位?'],
      ['customer', '我叫周明远,身份证后四位是零零幺六,手机号是19900000016。'],
      ['agent', '请问要挂失的卡片尾号是多少?'],
      ['customer', '尾号是四四幺七。'],
    ]);
    const desk = await agent.open(`/desk/${conversation}`, 'column');
    await desk.getByRole('log').getByText('四四幺七').waitFor();
    await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
    await desk.getByRole('button', { name: /确认小结/ }).waitFor();
    await desk.keyboard.press('1');
    await desk.keyboard.press('Control+Enter');
    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    await desk.close();

    const page = await agent.open(`/conversations/${conversation}`);
    const start = page.getByRole('button', { name: '更正小结' });
    await start.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: '更正小结' });
    const save = form.getByRole('button', { name: '保存更正' });
    expect(await save.isDisabled()).toBe(true);
    await form.getByLabel('卡片尾号').fill('44');
    await form.getByLabel('更正原因').fill('客户说的是四四一八');
    await page.keyboard.press('Enter');
    await form.getByRole('alert').getByText('卡片尾号').waitFor();
    expect(await form.getByLabel('更正原因').inputValue()).toBe('客户说的是四四一八');
    await form.getByLabel('卡片尾号').fill('4418');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await page.getByText('更正：客户说的是四四一八').waitFor();
    const tail = page.getByRole('complementary', { name: '小结' }).locator('dl .row', { hasText: '卡片尾号' });
    expect(await tail.textContent()).toMatch(/4418\s*（原为 4417）/);
    await page.close();
  });
});
