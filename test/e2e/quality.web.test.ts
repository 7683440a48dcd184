import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { AlertList, ClaimsOfConversation, SuggestionList } from '#protocol/alerts.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { patient } from '#test/kit/patient.ts';
import { type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** Claims from the agent's side and the inspector's, in a real browser on the demo server. */
describe.skipIf(!hasBrowser())('alerts', () => {
  const here = demoInBrowser({ speed: 20 });
  let agent: SignedIn;
  let inspector: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
    inspector = await here.signIn('3001');
  });

  const told = [
    ['agent', '您好,江海银行,工号1027为您服务。'],
    ['customer', '帮我看下卡里还有多少钱。'],
    ['agent', '您卡里现在还有三万二千六百块。'],
  ] as const;
  const claimsOf = async (who: SignedIn, conversation: string) =>
    (await who.call('GET', `/v1/conversations/${conversation}/alerts`, ClaimsOfConversation)).claims;
  const statusOf = async (conversation: string, rule: string) =>
    (await claimsOf(agent, conversation)).find(({ alert }) => alert.rule.key === rule)?.alert.status;

  test('why did this fire, on a card and on an alert: the words, the rule in words, what would withdraw it', async () => {
    const { conversation } = await typed(agent, [...told.slice(0, 1), ['customer', '我银行卡丢了,你帮我挂失一下。']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByRole('region', { name: '现在说' }).getByRole('button', { name: '为什么' }).click();
    await read(page, [/步骤借记卡口头挂失 · 安抚怎样完成/, /步骤借记卡口头挂失 · 身份核实怎样完成/, /识别更正后/, /银行卡丢了/]);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: '必说与提示' }).getByRole('button', { name: '为什么' }).click();
    await read(page, [/一进入流程 借记卡口头挂失时事先提示/, /都说到了/]);
    await page.close();

    const alarming = await typed(agent, told);
    const desk = await agent.open(`/desk/${alarming.conversation}`, 'column');
    await desk.getByRole('alertdialog').getByRole('button', { name: '为什么' }).click();
    await read(desk, [/身份核实之前，坐席说到/, /何时撤回/, /卡里现在还有/]);
    await desk.close();
  });

  test('contested after the call on the record; settled at /quality with Y, N and S, one after another', async () => {
    const { conversation } = await typed(agent, told);
    await expect.poll(() => statusOf(conversation, 'Q01'), patient).toBe('fired');
    const record = await agent.open(`/conversations/${conversation}`);
    const claim = record.getByTestId('claim').filter({ hasText: '未核实身份透露账户信息' });
    await claim.getByRole('button', { name: '有异议' }).click();
    await claim.getByPlaceholder('补充一句（可不填）').fill('客户先报的余额');
    await claim.getByRole('button', { name: /提交异议/ }).click();
    await claim.getByText('客户先报的余额').waitFor();
    await record.close();

    const { alerts } = await inspector.call('GET', '/v1/alerts?limit=100', AlertList);
    expect(alerts.map(({ severity }) => severity)).toEqual(alerts.map(({ severity }) => severity).toSorted((a, b) => (a < b ? 1 : -1)));
    const contested = alerts.find(alert => alert.conversation === conversation && alert.rule.key === 'Q01');
    const page = await inspector.open('/quality');
    const chosen = page.locator('.qa.on');
    await chosen.waitFor();
    // Others come in at any time: the calls of the demo go on.
    while ((await chosen.getAttribute('data-alert')) !== `${contested?.id}`) await page.keyboard.press('ArrowDown');
    await page.getByTestId('contest').getByText('客户先报的余额').waitFor();

    const main = page.getByRole('main');
    await main.getByRole('heading', { name: '未核实身份透露账户信息' }).waitFor();
    expect((await page.locator('.claimed .hl').allTextContents()).join()).toContain('卡里现在还有三万二千六百块');
    await main.getByText('身份核实之前，坐席说到').waitFor(); // the rule in words
    await main.getByText('抱歉，涉及账户信息').first().waitFor(); // what the desk showed then

    await page.keyboard.press('s');
    await page.locator('#unless').fill('客户先说');
    await page.keyboard.press('Enter');
    await page.getByText('已交给知识管理员').waitFor();
    await page.locator('h1').click(); // out of the field
    await page.keyboard.press('n');
    const dismissed = page.waitForResponse(answer => answer.url().endsWith('/settle') && answer.ok());
    await page.keyboard.press('3');
    await page.getByText('已驳回「未核实身份透露账户信息」').waitFor();
    await dismissed;
    await page.keyboard.press('z'); // at once: it is offered for ten seconds
    await expect.poll(() => statusOf(conversation, 'Q01')).toBe('contested');
    await page.getByTestId('contest').getByText('客户先报的余额').waitFor();
    await page.keyboard.press('y');
    await page.getByText('已确认「未核实身份透露账户信息」').waitFor();
    await expect.poll(() => statusOf(conversation, 'Q01')).toBe('confirmed');
    await expect.poll(() => chosen.count()).toBe(1); // the next one stands

    const editor = await here.signIn('4001');
    const { suggestions } = await editor.call('GET', '/v1/alerts/suggestions', SuggestionList);
    expect(suggestions.map(({ rule, unless, alert }) => [rule, unless, alert])).toContainEqual(['Q01', '客户先说', contested?.id]);
    const [own] = (await claimsOf(agent, conversation)).filter(({ alert }) => alert.rule.key === 'Q01');
    expect([own?.alert.status, own?.steps.map(({ what }) => what), own?.answerUntil]).toEqual([
      'confirmed',
      ['contested', 'dismissed', 'reopened', 'confirmed'],
      undefined,
    ]);
  });

  test('a key held down decides once, Z takes several back, the list goes on past its first page, and what was not sent is kept', async () => {
    for (let calls = 0; calls < 3; calls++) {
      const { conversation } = await typed(agent, told);
      await expect.poll(() => statusOf(conversation, 'Q01'), patient).toBe('fired');
    }
    const page = await inspector.open('/tickets');
    // A server that gives two at a time: the page reads on to what its counts say.
    let held: Promise<void> | null = null;
    const lists = { asked: 0, given: 0 };
    await page.route('**/v1/alerts?*', async route => {
      const response = await route.fetch({ url: route.request().url().replace('limit=100', 'limit=2') });
      lists.asked++;
      await held;
      await route.fulfill({ response });
      lists.given++;
    });
    let sent = 0;
    page.on('request', request => {
      if (request.url().endsWith('/settle')) sent++;
    });
    await page.goto(new URL('/quality', page.url()).href);
    await page.locator('.qa').nth(2).waitFor();
    const counts = async () => (await page.locator('.qa-group .num').allTextContents()).map(Number).reduce((a, b) => a + b, 0);
    await page.locator('.qa').nth(4).waitFor(); // it reads ahead of the one in hand
    expect(await counts()).toBeGreaterThan(await page.locator('.qa').count());
    const read = await page.locator('.qa').count();
    await page.locator('.qa-more').click();
    await expect.poll(() => page.locator('.qa').count(), patient).toBeGreaterThan(read);

    const undo = page.locator('.said-now button');
    const inHand = () => page.locator('.qa.on').getAttribute('data-alert');
    const pressY = async () => {
      await page.locator('.keys button:enabled').first().waitFor();
      await page.keyboard.down('y');
    };
    const first = await inHand();
    await pressY();
    await expect.poll(inHand, patient).not.toBe(first);
    const second = await inHand();
    await page.locator('.keys button:enabled').first().waitFor();
    await page.keyboard.down('y'); // held: the browser repeats it
    await page.keyboard.down('y');
    await page.keyboard.up('y');
    expect([sent, await inHand()]).toEqual([1, second]);
    await pressY();
    await page.keyboard.up('y');
    await undo.filter({ hasText: '2' }).waitFor();
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    held = promise;
    const { asked } = lists;
    await page.keyboard.press('z');
    await expect.poll(inHand, patient).toBe(second);
    await expect.poll(() => lists.asked, patient).toBe(asked + 1);
    await page.keyboard.press('z');
    await expect.poll(inHand, patient).toBe(first);
    await expect.poll(() => lists.asked, patient).toBe(asked + 2);
    letGo(); // a list that was read before the second was taken back arrives after it
    const isQuiet = async () => {
      const { given } = lists;
      await pause(500);
      return given === lists.given && given === lists.asked;
    };
    await expect.poll(isQuiet, patient).toBe(true);
    expect([sent, await inHand()]).toEqual([2, first]);
    held = null;

    const isAway = '**/v1/alerts/*/settle';
    await page.route(isAway, route => route.abort());
    await pressY();
    await page.keyboard.up('y');
    const unsent = page.getByTestId('unsent');
    await unsent.getByText('没有送出').waitFor();
    await page.locator(`[data-alert="${first}"]`).waitFor(); // it waits as before
    await page.unroute(isAway);
    const settled = page.waitForResponse(answer => answer.url().endsWith(`/${first}/settle`) && answer.ok());
    await unsent.getByRole('button', { name: '再试一次' }).click();
    await settled;
    await unsent.waitFor({ state: 'detached' });
    await page.locator(`[data-alert="${first}"]`).waitFor({ state: 'detached' });
    await page.unrouteAll({ behavior: 'ignoreErrors' }); // it may be reading on
    await page.close();
  });
});

async function read(page: Page, words: readonly RegExp[]): Promise<void> {
  const why = page.getByTestId('why');
  await why.getByTestId('explained').last().waitFor();
  await expect.poll(() => why.locator('.bone').count(), patient).toBe(0);
  const text = (await why.textContent()) ?? '';
  for (const each of words) expect(text).toMatch(each);
}
