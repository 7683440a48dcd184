import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** A call about two things in a queue that files it under both: proposed, taken, added, made the main one, corrected; by keys. */
describe.skipIf(!hasBrowser())('several categories', () => {
  const here = demoInBrowser();
  let agent: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
  });

  test('the second business is proposed with its words, taken by 5; another is found by 6 and taken out by 7; all by keys', async () => {
    const { conversation, page } = await twoThings(agent);
    const zone = page.getByRole('group', { name: '其他分类' });
    await zone.getByRole('button', { name: /短信通知签约.*客户说「.*短信/ }).waitFor();
    await page.keyboard.press('5');
    await zone.getByText('同一来电还办了别的 1/2').waitFor();
    await page.keyboard.press('6');
    await page.getByRole('combobox', { name: '再加一个分类：汉字、拼音、首字母或代码' }).pressSequentially('slhxskl');
    await page.getByRole('option', { selected: true }).getByText('三类户线上开立').waitFor();
    await page.keyboard.press('Enter');
    await zone.getByText('三类户线上开立').waitFor();
    expect(await zone.getByRole('button', { name: '另加' }).count()).toBe(0); // three is what the queue allows
    await page.keyboard.press('7');
    await zone.getByText('三类户线上开立').waitFor({ state: 'detached' });

    await page.keyboard.press('1');
    await zone.getByRole('button', { name: /^短信通知签约/ }).click();
    const main = page.locator('[data-category]');
    await main.getByText('短信通知签约').waitFor();
    await main.getByText('主分类').waitFor();
    await zone.getByText('本期账单').waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    expect(await filedIn(agent, conversation)).toEqual({ chosen: '050601', further: ['03040101'] });
    await page.close();

    const record = await agent.open(`/conversations/${conversation}`);
    await record.getByTestId('further-filed').getByText('本期账单').waitFor();
    await record.getByRole('button', { name: '更正小结' }).click();
    await record.getByRole('button', { name: '去掉「本期账单」' }).click();
    await record.getByRole('textbox', { name: '更正原因' }).fill('只办了短信');
    await record.getByRole('button', { name: '保存更正' }).click();
    await record.getByText(/更正：只办了短信/).waitFor();
    expect(await filedIn(agent, conversation)).toEqual({ chosen: '050601', further: [] });
    await record.close();
  });

  test('a call in another queue has no such zone', async () => {
    const { page } = await twoThings(agent, null);
    await page.locator('[data-category]').waitFor();
    expect(await page.getByRole('group', { name: '其他分类' }).count()).toBe(0);
    await page.close();
  });
});

const talk: readonly (readonly ['customer' | 'agent', string])[] = [
  ['customer', '你好,我想问一下我信用卡这个月账单要还多少,几号到期?'],
  ['agent', '请问您的姓名、身份证后四位和预留手机号?'],
  ['customer', '我叫钱晓峰,后四位三五七二,手机号19900000072。'],
  ['agent', '钱先生,信息核实无误。您本期账单一共是一千二百八十六块四,还款日是下个月五号。'],
  ['customer', '好,五号之前还。还有个事啊,我刷卡怎么没有短信提醒呢?帮我把短信通知开一下。'],
  ['agent', '您是想开通短信通知是吧?'],
  ['customer', '对,动账短信,每一笔都发给我。'],
  ['agent', '短信通知现在免费,给您开通到尾号零零七二的手机,您同意吗?'],
  ['customer', '同意,你给我开吧。'],
  ['agent', '好的,已经为您开通短信通知了。'],
];

async function twoThings(agent: SignedIn, queueOf: string | null = 'C10'): Promise<{ conversation: string; page: Page }> {
  const { conversation, externalId } = await typed(agent, talk, queueOf ?? undefined);
  const page = await agent.open(`/desk/${conversation}`, 'column');
  await page.getByRole('log').getByText('已经为您开通短信通知了').waitFor();
  await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
  await page.getByRole('button', { name: /^(确认小结|Confirm)/ }).waitFor();
  return { conversation, page };
}

async function filedIn(
  agent: SignedIn,
  conversation: string,
): Promise<{ chosen: string | undefined; further: readonly string[] | undefined }> {
  const { rows } = await recordOf(agent, conversation);
  const last = rows.flatMap(({ advice }) => advice).findLast(change => change.op !== 'withdrawn' && change.advice.kind === 'category');
  const category = last && last.op !== 'withdrawn' && last.advice.kind === 'category' ? last.advice : undefined;
  return { chosen: category?.chosen, further: category?.further?.map(({ code }) => code) };
}
