import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Session } from '#protocol/rest.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { newContext, recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** Keys of one's own: changed, refused in words, taken along, reset; and dead while an input method composes. */
describe.skipIf(!hasBrowser())('the keys', () => {
  const here = demoInBrowser();

  test('a changed key acts and is printed on its button; the old one is dead; reset brings it back', async () => {
    const agent = await here.signIn('1027');
    const page = await agent.open('/keys');
    await give(page, '复制话术', 'k');
    await page.getByRole('status').getByText('「复制话术」改为 K。').waitFor();
    const { conversation } = await typed(agent, [['customer', '我银行卡丢了,你帮我挂失一下。']]);
    await page.goto(`${here.url}/desk/${conversation}`);
    const card = page.getByRole('region', { name: '现在说' });
    await card.getByRole('button', { name: '复制 K' }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('k');
    await page.keyboard.press('u');
    await expect.poll(() => actsOf(agent, conversation)).toEqual(['copied', 'used']);

    await page.goto(`${here.url}/keys`);
    await page.getByRole('button', { name: '恢复默认' }).click();
    await page.getByRole('button', { name: /改「复制话术」的键，现在是 C$/ }).waitFor();
    await agent.context.close();
  });

  test('everybody on the sign-in page has a key, printed on the row: digits, then letters', async () => {
    const context = await newContext(here.browser);
    const page = await context.newPage();
    await page.goto(`${here.url}/signin`);
    const rows = page.getByRole('list').getByRole('button');
    await rows.nth(9).waitFor();
    const keys = await rows.locator('kbd').allTextContents();
    expect(keys.slice(8, 11)).toEqual(['9', 'A', 'B']);
    expect([keys.length, new Set(keys).size]).toEqual([await rows.count(), await rows.count()]);
    const named = await rows.last().locator('.name').textContent();
    await page.keyboard.press((keys.at(-1) ?? '').toLowerCase());
    await page.waitForURL(url => url.pathname !== '/signin');
    const session = Session.parse(await (await context.request.get(`${here.url}/v1/session`)).json());
    expect(named).toContain(session.user.staffNo);
    await context.close();
  });

  const refused = [
    { what: '复制话术', key: 'u', says: 'U 已用于「用了」，没有改。' },
    { what: '知道了', key: 's', says: 'S 已用于「切换流程」，没有改。' },
    { what: '复制话术', key: 'Control+c', says: 'Ctrl C 留给浏览器或输入，没有改。' },
    { what: '复制话术', key: 'Enter', says: '↵ 留给浏览器或输入，没有改。' },
  ] as const;

  test('a key that is taken or reserved is refused in words', async () => {
    const agent = await here.signIn('1027');
    const page = await agent.open('/keys');
    for (const { what, key, says } of refused) {
      await give(page, what, key);
      await page.getByRole('status').getByText(says).waitFor();
    }
    await page.getByRole('button', { name: /改「复制话术」的键，现在是 C$/ }).waitFor();
    await agent.context.close();
  });

  test('an exported set comes back by import, and a file that is none is refused', async () => {
    const agent = await here.signIn('1027');
    const page = await agent.open('/keys');
    await give(page, '收起', 'F9');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出' }).click()]);
    const file = await download.path();
    await page.getByRole('button', { name: '恢复默认' }).click();
    await page.getByRole('button', { name: /改「收起」的键，现在是 X$/ }).waitFor();
    await page.getByLabel('导入', { exact: true }).last().setInputFiles(file);
    await page.getByRole('button', { name: /改「收起」的键，现在是 F9$/ }).waitFor();
    const wrong = { name: 'keys.json', mimeType: 'application/json', buffer: Buffer.from('{"copy":"u"}') };
    await page.getByLabel('导入', { exact: true }).last().setInputFiles(wrong);
    await page.getByRole('status').getByText('这个文件不是一套可用的快捷键，没有改。').waitFor();
    await agent.context.close();
  });

  test('while an input method composes, Enter and Escape are its own, and letters do nothing', async () => {
    const agent = await here.signIn('1027');
    const { conversation } = await typed(agent, [['customer', '我银行卡丢了,你帮我挂失一下。']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByRole('region', { name: '现在说' }).getByRole('heading', { name: '安抚 + 身份核实' }).waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('combobox');
    await field.pressSequentially('挂失');
    await page.getByRole('option', { selected: true }).waitFor();
    const method = await page.context().newCDPSession(page);
    await method.send('Input.imeSetComposition', { text: "jie'gua", selectionStart: 7, selectionEnd: 7 });
    for (const key of ['Enter', 'Escape', 'c', 'u', 'x']) await page.keyboard.press(key);
    expect(await field.count()).toBe(1);
    expect(await actsOf(agent, conversation)).toEqual([]);
    await agent.context.close();
  });
});

async function give(page: Page, what: string, key: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`改「${what}」的键`) }).click();
  await page.keyboard.press(key);
}

async function actsOf(agent: SignedIn, conversation: string): Promise<readonly string[]> {
  const { rows } = await recordOf(agent, conversation);
  return rows.flatMap(({ event: { what } }) => (what.kind === 'acted' ? [what.act.kind] : []));
}
