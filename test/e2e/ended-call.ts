import type { Page } from 'playwright-core';
import { z } from 'zod';
import { type SignedIn, typed } from './browser.ts';

/** A call about a lost card that has just ended, on the desk; `tail` is what the customer says of the card's last four. */
export async function endedCall(
  agent: SignedIn,
  size: { width: number; height: number } = { width: 380, height: 860 },
  tail = '尾号是四四幺七。',
): Promise<{ conversation: string; page: Page }> {
  const { conversation, externalId } = await typed(agent, [
    ['customer', '我银行卡丢了,你帮我挂失一下,本人挂失,口头挂失。'],
    ['agent', '好的,请问您的姓名和身份证后四位?'],
    ['customer', '我叫周明远,身份证后四位是零零幺六,手机号是19900000016。'],
    ['agent', '好的周先生,信息核实无误。请问要挂失的卡尾号是多少?'],
    ['customer', tail],
    ['agent', '请问什么时候在哪里丢的?近期有没有收到不是您本人操作的交易短信?'],
    ['customer', '今天上午在联华超市丢的,短信没有异常。'],
  ]);
  const page = await agent.open(`/desk/${conversation}`, 'column');
  await page.setViewportSize(size);
  await page.getByRole('log').getByText('联华超市').waitFor();
  await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
  await page.getByRole('button', { name: /^(确认小结|Confirm)/ }).waitFor();
  return { conversation, page };
}
