import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, startCall, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** What must be read at a glance is never cut off: at the widths people have, in the longer language. */
describe.skipIf(!hasBrowser())('words are whole', () => {
  const here = demoInBrowser();

  test.each([1366, 1440])('the English bar over the desk at %i: the bank, who is signed in, every place', async width => {
    const agent = await speaking('en', await here.signIn('1027'));
    await startCall(agent, 'D01', 1, true);
    const page = await agent.open('/desk');
    await page.setViewportSize({ width, height: 900 });
    await page.getByTestId('desk').waitFor();
    expect(await cutOff(page.locator('.top'))).toEqual([]);
    expect(await page.locator('.top').evaluate(bar => bar.scrollWidth <= bar.clientWidth)).toBe(true);
    await page.getByText('More').click();
    await page.getByRole('link', { name: 'Keys' }).click();
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await agent.context.close();
  });

  test('the English column: what there is still time for, what the card is, where the call will be filed', async () => {
    const agent = await speaking('en', await here.signIn('1027'));
    const { conversation } = await typed(agent, [...upset, ['agent', '请问您的身份证后四位是多少?']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByTestId('interrupt').getByText('Still time: reassure the customer').waitFor();
    expect(await cutOff(page.locator('.int .hd'))).toEqual([]);
    expect(await cutOff(page.locator('.filed-under .s'))).toEqual([]);
    expect(await page.locator('.filed-under .s').textContent()).toContain('Repeated calls, not solved');
    await page.keyboard.press('a');
    await page.getByTestId('card').waitFor();
    expect(await cutOff(page.getByTestId('card').getByRole('heading'))).toEqual([]);
    await agent.context.close();
  });

  test('four calls at once leave the customer’s name whole in the column, and each is one choice away', async () => {
    const agent = await speaking('en', await here.signIn('1702'));
    for (const words of ['我要查账单', '我想改密码', '我要投诉']) await typed(agent, [['customer', words]]);
    const { conversation } = await typed(agent, [['customer', '我银行卡丢了,你帮我挂失,我手机号是19900000016。']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    const said = page.getByRole('log').locator('.nw', { has: page.locator('.sec') });
    await said.waitFor();
    expect(await said.textContent()).toMatch(/。$/u); // a full stop begins no line
    const calls = page.locator('.call-menu');
    const which = () => calls.locator('summary').textContent();
    expect(await cutOff(page.locator('.dh'))).toEqual([]);
    const before = await which();
    await calls.locator('summary').click();
    expect(await cutOff(calls.locator('.items'))).toEqual([]);
    expect(await calls.locator('.items').evaluate(list => list.getBoundingClientRect().left >= 0)).toBe(true);
    await calls.locator('[aria-pressed=false]').last().click();
    await expect.poll(which).not.toBe(before);
    expect(await calls.getAttribute('open')).toBeNull();
    await agent.context.close();
  });

  test('a rule’s reasons, opened on an alarm: answered there by the keys on the buttons', async () => {
    const agent = await speaking('zh', await here.signIn('1027'));
    const { conversation } = await typed(agent, [...upset, ['agent', '这个不归我们客服管的,您找他们吧。']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByTestId('interrupt').waitFor();
    await page.keyboard.press('?');
    const why = page.getByTestId('why');
    await why.getByRole('button', { name: '知道了 A' }).waitFor();
    await why.getByRole('button', { name: '有异议 Q' }).waitFor();
    const read = await why.getByRole('heading').textContent();
    await page.keyboard.press('q');
    await page.getByRole('group', { name: '为什么有异议' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    const settled = async () =>
      (await recordOf(agent, conversation)).rows.flatMap(({ event: { what } }) =>
        what.kind === 'acted' && what.act.kind === 'acknowledged' ? [what.act.key] : [],
      );
    await expect.poll(async () => (await settled()).length).toBe(1);
    const { rows } = await recordOf(agent, conversation);
    const [answered] = await settled();
    const claims = rows.flatMap(({ advice }) => advice).flatMap(change => ('advice' in change ? [change.advice] : []));
    expect(claims.find(({ key }) => key === answered)).toMatchObject({ title: read }); // not one that waits beneath
    await agent.context.close();
  });

  test('the leader’s page at 1000 × 700: what needs somebody stands whole in its own panel', async () => {
    const leader = await speaking('en', await here.signIn('2002'));
    const page = await leader.open('/supervisor');
    await page.setViewportSize({ width: 1000, height: 700 });
    const needs = page.getByRole('region', { name: 'Needs you' });
    await needs.getByText(/For 60 s/).waitFor();
    expect(await needs.evaluate(panel => panel.scrollHeight - panel.clientHeight)).toBeLessThanOrEqual(1);
    await leader.context.close();
  });

  test('every reader of the log has a name on the system page, in both languages', async () => {
    const administrator = await here.signIn('7001');
    for (const lang of ['zh', 'en'] as const) {
      await speaking(lang, administrator);
      const page = await administrator.open('/system');
      const names = page.locator('.fact .x13');
      await names.first().waitFor();
      expect((await names.allTextContents()).filter(name => /^[a-z][a-z-]*$/.test(name))).toEqual([]);
      await page.close();
    }
    await administrator.context.close();
  });
});

const upset: readonly (readonly ['customer' | 'agent', string])[] = [
  ['agent', '您好,江海银行,请问有什么可以帮您?'],
  ['customer', '你们什么银行啊,我打了三次电话了都没人解决,太差劲了,气死我了!'],
];

async function speaking(lang: 'zh' | 'en', who: SignedIn): Promise<SignedIn> {
  await who.call('PATCH', '/v1/session', z.unknown(), { lang });
  return who;
}

/** The words within that do not fit where they stand, whether an ellipsis says so or not. */
function cutOff(within: Locator): Promise<readonly string[]> {
  return within.evaluate(root =>
    [root, ...root.querySelectorAll('*')].flatMap(element => {
      const style = getComputedStyle(element);
      const cut = style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
      return cut && !element.matches('.hidden-text, .hidden-text *') ? [element.textContent ?? ''] : [];
    }),
  );
}
