import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TicketDetail } from '#protocol/tickets.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** A ticket from the wrap-up to its end, by keys: the agent, the one who takes it, the one it is handed to, and who leads. */
describe.skipIf(!hasBrowser())('tickets', () => {
  const here = demoInBrowser();
  let number = '';

  test('one key after the wrap-up makes it, asks only what is missing, and shows its number', async () => {
    const agent = await here.signIn('1027');
    const page = await confirmed(agent);
    const strip = page.getByRole('complementary', { name: '小结已确认' });
    await strip.waitFor();
    await page.keyboard.press('g');
    await strip.getByLabel('回访电话').waitFor(); // none was said: left empty
    await page.keyboard.press('Enter');
    await strip.getByLabel('客户诉求').fill('道歉');
    await page.keyboard.press('Enter');
    const made = strip.getByRole('status');
    await made.waitFor();
    expect(await made.textContent()).toMatch(/^GD\d{10} 已交给投诉与工单处理部/);
    number = (await made.getByRole('link').textContent()) ?? '';
    await agent.context.close();
  });

  test('a ticket by hand survives a reload, another page and closing the form; sent, it is gone', async () => {
    const who = await here.signIn('8001');
    const page = await who.open('/tickets');
    const form = page.getByRole('form', { name: '建工单' });
    const title = form.getByLabel('标题');
    await page.getByRole('button', { name: '建工单' }).click();
    await title.fill('客户要求回电');
    await form.getByLabel('描述').fill('下午三点以后');
    await page.reload();
    await title.waitFor();
    expect([await title.inputValue(), await form.getByLabel('描述').inputValue()]).toEqual(['客户要求回电', '下午三点以后']);

    await form.getByRole('button', { name: '取消' }).click();
    await page.goto(`${here.url}/conversations`);
    await page.goto(`${here.url}/tickets`);
    await page.getByRole('button', { name: '建工单' }).click(); // closed stays closed, until asked for
    expect(await title.inputValue()).toBe('客户要求回电');

    await form.getByRole('button', { name: '清空' }).click();
    expect(await title.inputValue()).toBe('');
    await title.fill('另一件事');
    await form.getByLabel('客户想知道什么').fill('网点几点关门');
    await form.getByRole('button', { name: '提交' }).click();
    await page
      .getByRole('status')
      .getByText(/GD\d{10}/)
      .waitFor();
    await page.reload();
    await page.getByRole('button', { name: '建工单' }).click();
    expect(await title.inputValue()).toBe('');
    await who.context.close();
  });

  test('taken, handed over, accepted and closed; what somebody wrote outlives a paste of 5 MB and a colleague who was first', async () => {
    const [first, second] = [await here.signIn('8001'), await here.signIn('8002')];
    const mine = await first.open(`/tickets?view=untaken&text=${number}`);
    await mine.getByText('客服人员态度').first().waitFor();
    await mine.keyboard.press('Enter');
    await mine.getByRole('heading', { name: '客服人员态度' }).waitFor();
    await mine.keyboard.press('t');
    await mine.getByRole('button', { name: '移交' }).waitFor();

    await mine.keyboard.press('n');
    const note = mine.getByLabel('内容');
    await note.evaluate((field: HTMLTextAreaElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
      set?.call(field, '长'.repeat(5_000_000));
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await mine.getByText('内容太长').waitFor();
    expect([
      await note.evaluate((field: HTMLTextAreaElement) => field.value.length),
      await mine.getByRole('button', { name: '提交' }).isDisabled(),
    ]).toEqual([5_000_000, true]);
    await mine.keyboard.press('Escape');

    await mine.keyboard.press('h');
    await mine.getByLabel('交给谁').selectOption('8002');
    await mine.getByLabel('原因').fill('休假，请接手');
    const theirs = await second.open(`/tickets/${number}`);
    await theirs.getByRole('heading', { name: '客服人员态度' }).waitFor();
    await mine.keyboard.press('Control+Enter');
    await mine.getByText('请 8002 许强 接手').waitFor();

    await theirs.reload();
    await theirs.getByText('请 8002 许强 接手').waitFor();
    await theirs.keyboard.press('a');
    await theirs.getByRole('button', { name: '结单' }).waitFor();
    await theirs.getByText('没有回访电话：结单前用「记录回访」写明原因。').waitFor();
    await theirs.keyboard.press('v');
    await theirs.getByLabel('回访情况').selectOption('no-number');
    await theirs.getByLabel('原因').fill('客户未留电话，已发短信答复');
    await theirs.keyboard.press('Control+Enter');
    await theirs.getByText('没有电话，原因已写明，可以结单。').waitFor();
    await theirs.keyboard.press('l');
    await theirs.getByLabel('结果').selectOption('not-upheld');
    await theirs.getByLabel('投诉原因').selectOption('attitude');
    await theirs.getByLabel('怎么处理的').fill('已回听录音并解释，客户认可。');
    await second.call('POST', `/v1/tickets/${number}/deeds`, z.unknown(), {
      version: (await second.call('GET', `/v1/tickets/${number}`, TicketDetail)).ticket.version,
      deed: { kind: 'wait', reason: '等客户回电' },
    });
    await theirs.keyboard.press('Control+Enter');
    await theirs.getByRole('alert').getByText('已经改过这张工单').waitFor();
    await theirs.getByRole('button', { name: '看最新情况' }).click();
    await theirs.getByText('等客户回电').waitFor();
    expect(await theirs.getByLabel('怎么处理的').inputValue()).toBe('已回听录音并解释，客户认可。');
    await theirs.getByRole('button', { name: '提交' }).click();
    await theirs.getByText('不成立已解释').first().waitFor();
    const { steps, ticket } = await second.call('GET', `/v1/tickets/${number}`, TicketDetail);
    expect([ticket.state, ...steps.map(({ what, by }) => `${what} ${by.staffNo}`)]).toEqual([
      'closed',
      'made 1027',
      'take 8001',
      'offer 8001',
      'accept 8002',
      'called 8002',
      'wait 8002',
      'close 8002',
    ]);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('a follow-up nobody answered does not end as called back: the page says what that needs, and another end is taken', async () => {
    const who = await here.signIn('8001');
    const made = await who.call('POST', '/v1/tickets', z.object({ number: z.string() }), {
      request: randomUUID(),
      kind: 'follow-up',
      title: '回访：提前还款办理结果',
      description: '客户来函，未留电话。',
      fields: {},
    });
    const page = await who.open(`/tickets/${made.number}`);
    await page.getByRole('heading', { name: '回访：提前还款办理结果' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: '记录回访' }).waitFor();
    await page.keyboard.press('v');
    await page.getByLabel('回访情况').selectOption('no-number');
    await page.getByLabel('原因').fill('客户未留电话，已复函');
    await page.keyboard.press('Control+Enter');
    await page.getByText('没有电话，原因已写明，可以结单。').waitFor();
    await page.keyboard.press('l');
    await page.getByLabel('结果').selectOption('reached');
    await page.getByLabel('怎么处理的').fill('已复函');
    const send = page.getByRole('button', { name: '提交' });
    const why = await page.getByRole('alert').textContent();
    const held = await send.isDisabled();
    await page.getByLabel('结果').selectOption('unreachable');
    await send.click();
    await page.getByText('联系不上客户').first().waitFor();
    expect([why, held]).toEqual(['「已回访」的前提是接通的回访，而回访记录是没有电话并写明原因。请改选结果，或先补一次回访。', true]);
    await who.context.close();
  });

  test('who leads works through many at once and takes the list along', async () => {
    const lead = await here.signIn('8003');
    const page = await lead.open('/tickets?view=untaken');
    await page.getByRole('listitem').nth(1).waitFor();
    for (const key of ['x', 'j', 'x', 'b']) await page.keyboard.press(key);
    await page.getByLabel('选择要做的事').selectOption('assign');
    await page.getByLabel('交给谁').selectOption('8002');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('2 件完成，0 件没有完成').waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 CSV' }).click()]);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv.startsWith('\uFEFF工单号,')).toBe(true);
    await page.goto(`${here.url}/tickets?view=closed`);
    await page.getByText(number).waitFor();
    await lead.context.close();
  });
});

/** The desk of an agent who has just confirmed a wrap-up filed as a complaint about an agent. */
async function confirmed(agent: SignedIn): Promise<Page> {
  const { conversation, externalId } = await typed(agent, [
    ['customer', '喂,你好。'],
    ['agent', '您好。'],
  ]);
  const page = await agent.open(`/desk/${conversation}`, 'column');
  await page.getByRole('log').getByText('您好').waitFor();
  await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
  await page.getByRole('button', { name: /确认小结/ }).waitFor();
  await page.keyboard.press('4');
  await page.getByRole('combobox').pressSequentially('120101');
  await page.getByRole('option', { selected: true }).getByText('客服人员态度').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  return page;
}
