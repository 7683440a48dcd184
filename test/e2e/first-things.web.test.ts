import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { endedCall } from './ended-call.ts';

const passedOn = '这个不归我们客服管的,您找他们吧。';
const upset: readonly (readonly ['customer' | 'agent', string])[] = [
  ['agent', '您好,江海银行,工号一零二七,请问有什么可以帮您?'],
  ['customer', '你们什么银行啊,我打了三次电话了都没人解决,太差劲了,气死我了!'],
];

/** What a desk shows first: an alarm before what is being read, the call that was asked for, and nothing that it does not know. */
describe.skipIf(!hasBrowser())('first things', () => {
  const here = demoInBrowser();

  test('an alarm lies over the reasons, the search and a half-written objection that were open before it, and leaves them as they were', async () => {
    const agent = await quiet(await here.signIn('1027'));
    const { conversation, externalId } = await typed(agent, [...upset, ['agent', passedOn]]);
    const say = (speaker: 'customer' | 'agent', text: string) =>
      agent.call('POST', `/v1/try/${externalId}/say`, z.unknown(), { speaker, text });
    const page = await agent.open(`/desk/${conversation}`, 'column');
    const alarm = page.getByTestId('interrupt');
    await alarm.getByText('推诿甩锅').waitFor();
    await page.keyboard.press('q');
    const sentence = page.getByRole('textbox', { name: '补充一句' });
    await sentence.fill('我说的是理财部');

    await say('agent', '您放心,这款理财保本保收益,绝对不会亏的。');
    await alarm.getByText('推诿甩锅').waitFor({ state: 'detached' });
    expect(await isOnTop(page.getByTestId('interrupt'))).toBe(true);
    const second = await alarm.getAttribute('data-key');
    await page.keyboard.type('a'); // still written, not answered
    expect(await sentence.inputValue()).toBe('我说的是理财部a');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await expect.poll(() => sentence.inputValue()).toBe('我说的是理财部a');
    await sentence.press('Enter');
    const { rows } = await until(agent, conversation, 2);
    const acts = rows.flatMap(({ event: { what } }) =>
      what.kind === 'acted' && (what.act.kind === 'acknowledged' || what.act.kind === 'contested') ? [what.act] : [],
    );
    expect(acts).toMatchObject([
      { kind: 'acknowledged', key: second },
      { kind: 'contested', reason: expect.stringContaining('我说的是理财部a') },
    ]);
    expect(acts[0]?.key).not.toBe(acts[1]?.key);
    await agent.context.close();
  });

  test.each(['column', 'page'] as const)('an alarm lies over the reasons that are read when it comes: %s', async look => {
    const agent = await quiet(await here.signIn('1533'));
    const { conversation, externalId } = await typed(agent, upset);
    const page = await agent.open(`/desk/${conversation}`, look);
    const why = page.getByTestId('why');
    await page.getByTestId('why-more').click();
    await why.waitFor();
    await agent.call('POST', `/v1/try/${externalId}/say`, z.unknown(), { speaker: 'agent', text: passedOn });
    const alarm = page.getByTestId('interrupt');
    await alarm.waitFor();
    expect({ alarm: await isOnTop(alarm), why: await isOnTop(why) }).toEqual({ alarm: true, why: false });
    await page.keyboard.press('a');
    await alarm.waitFor({ state: 'detached' });
    expect(await isOnTop(why)).toBe(true);
    await agent.context.close();
  });

  test('the address of a call that is over shows its wrap-up while another is on; one that is confirmed is told in words, with the way to its record', async () => {
    const agent = await quiet(await here.signIn('1088'));
    const over = await typed(agent, [['customer', '我要查账单']]);
    await agent.call('DELETE', `/v1/try/${over.externalId}`, z.unknown());
    const live = await typed(agent, [['customer', '我银行卡丢了,你帮我挂失。']]);
    const page = await agent.open(`/desk/${over.conversation}`, 'column');
    await page.getByTestId('wrap-up').waitFor();
    await page.getByRole('log').getByText('我要查账单').waitFor();

    await page.goto(`${here.url}/desk/nobody-knows-it`);
    const note = page.getByTestId('asked-call');
    await note.getByText('没有找到您要打开的这通电话').waitFor();
    await page.keyboard.press('Enter');
    await note.waitFor({ state: 'detached' });
    await page.getByRole('log').getByText('你帮我挂失').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/desk/${live.conversation}`);

    const mine = z.object({ conversations: z.array(z.object({ id: z.string(), wrapped: z.boolean() })) });
    const confirmed = async () =>
      (await agent.call('GET', '/v1/conversations/mine?limit=30', mine)).conversations.find(({ wrapped }) => wrapped)?.id;
    await expect.poll(confirmed).toBeDefined(); // one of those the demo begins with
    const id = await confirmed();
    await page.goto(`${here.url}/desk/${id}`);
    await note.getByText('这通电话已经结束，小结已确认').waitFor();
    expect(await page.locator('[data-zone=line]').isVisible()).toBe(true); // the call that is on stays in sight
    await note.getByRole('link', { name: '看会话记录' }).click();
    await page.waitForURL(`**/conversations/${id}`);
    await agent.call('DELETE', `/v1/try/${live.externalId}`, z.unknown());
    await agent.context.close();
  });

  test('the address is that of the call looked at: Back leads to the one before, a reload to the same, a confirmed one is left; what is typed on means no key', async () => {
    const agent = await quiet(await here.signIn('1027'));
    const { conversation, page } = await endedCall(agent);
    const isAt = (id: string) => page.waitForURL(`**/desk/${id}`);
    await isAt(conversation);
    await page.keyboard.press('e');
    await page.locator('#slot-lossPlace').focus();
    const [next] = await Promise.all([
      typed(agent, [['customer', '你好,我想查一下账单。']]),
      page.keyboard.type('s'.repeat(60), { delay: 50 }), // S would open the processes
    ]);
    await isAt(next.conversation);
    await page.getByRole('log').getByText('我想查一下账单').waitFor();
    expect(await page.getByRole('combobox').count()).toBe(0);

    await page.goBack();
    await isAt(conversation);
    const confirm = page.getByRole('button', { name: /^确认小结/ });
    await confirm.waitFor();
    await page.reload();
    await confirm.waitFor();
    expect(await page.locator('#slot-lossPlace').inputValue()).toMatch(/s+$/);
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    await isAt(next.conversation);
    await page.getByRole('log').getByText('我想查一下账单').waitFor();
    await agent.context.close();
  });

  test('before the server has said what is on, a desk claims nothing', async () => {
    const agent = await quiet(await here.signIn('1702'));
    await agent.context.routeWebSocket('**/v1/desk', () => undefined); // opens, and stays silent
    const page = await agent.open('/desk', 'column');
    const idle = page.getByTestId('idle');
    await idle.getByText('Connecting').waitFor();
    expect(await idle.textContent()).not.toMatch(/Ready|Waiting for a call|Nothing waits/);
    await agent.context.close();
  });
});

/** Somebody whose desk begins no call of its own. */
async function quiet(who: SignedIn): Promise<SignedIn> {
  await who.context.route('**/v1/demo/call', route => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  return who;
}

/** Whether the middle of it is what a pointer would meet there. */
function isOnTop(part: Locator): Promise<boolean> {
  return part.evaluate(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
}

/** The record once so many claims were answered. */
async function until(agent: SignedIn, conversation: string, answered: number) {
  const answers = async () => {
    const record = await recordOf(agent, conversation);
    const done = record.rows.filter(
      ({ event: { what } }) => what.kind === 'acted' && ['acknowledged', 'contested'].includes(what.act.kind),
    );
    return { record, done: done.length };
  };
  await expect.poll(async () => (await answers()).done).toBe(answered);
  return (await answers()).record;
}
