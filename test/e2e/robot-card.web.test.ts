import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DeskBots } from '#protocol/robot-desk.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { patient } from '#test/kit/patient.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

const beginning = [
  ['agent', '您好,江海银行,工号幺零二七为您服务,请问有什么可以帮您?'],
  ['customer', '喂你好,那个,我银行卡丢了,你帮我挂失一下。'],
  ['agent', '您先别着急。先跟您核实一下,请问您的姓名、身份证后四位,还有预留的手机号码是多少?'],
  ['customer', '我叫周明远,身份证后四位是零零幺六,手机号幺九九零零零零零零幺六。'],
  ['agent', '好的周先生,信息核实无误。请问您要挂失的是哪张卡,尾号还记得吗?'],
  ['customer', '尾号好像是四四幺七吧,就是发工资那张。'],
] as const;
const told = [
  ['agent', '电话办理的是口头挂失,有效期是五天,请您在五天之内带本人身份证到网点办理书面挂失或者补卡,逾期没有办理的话,口头挂失会自动失效。'],
  ['agent', '如果找到了卡片,您可以带身份证到网点,或者在手机银行上解除挂失,就可以正常使用了。'],
  ['agent', '挂失以后这张卡不能取款、消费和转出,转入不受影响,绑定的快捷支付和代扣也会扣不了款。'],
] as const;
const asked = [
  ['agent', '以上内容您都清楚了吗?确认现在为您办理口头挂失,对吧?'],
  ['customer', '清楚了,办吧。'],
] as const;

const Practice = z.object({
  cards: z.array(z.object({ tail: z.string(), status: z.string() })),
  deeds: z.array(z.object({ kind: z.string(), by: z.string() })),
});

/** Card loss in a call: the card unlocks as the process is walked, locks again, runs on the practice bank and fills the next sentence. */
describe.skipIf(!hasBrowser())('a robot on the desk', () => {
  const here = demoInBrowser();
  let agent: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
  });

  test('card loss: locked, ready, locked again by a retraction, refused, agreed anew, run once, told in the call', async () => {
    const { conversation, externalId } = await typed(agent, beginning);
    const say = async (lines: readonly (readonly [string, string])[]) => {
      for (const [speaker, text] of lines) await agent.call('POST', `/v1/try/${externalId}/say`, z.unknown(), { speaker, text });
    };
    const page = await agent.open(`/desk/${conversation}`);
    await page.getByRole('button', { name: '运行 挂失登记 还不能办' }).waitFor();
    await page.keyboard.press('r');
    const card = page.getByRole('dialog', { name: '运行 挂失登记' });
    await expect.poll(() => needs(page), patient).toEqual(['verified yes', 'P01/tellValidity no', 'P01/tellUnloss no', 'consented no']);
    expect(await card.getByRole('button', { name: '确认办理' }).isDisabled()).toBe(true);
    expect(await card.getByLabel('卡号后四位').inputValue()).toBe('4417');
    expect(await card.textContent()).not.toContain('19900000016');

    await say([...told, ...asked]);
    await expect.poll(() => needs(page), patient).toEqual(['verified yes', 'P01/tellValidity yes', 'P01/tellUnloss yes', 'consented yes']);
    await say([['customer', '等一下,先别办了,我再找找。']]);
    await expect.poll(() => needs(page), patient).toContain('consented no');
    expect(await card.getByRole('button', { name: '确认办理' }).isDisabled()).toBe(true);
    const { bots } = await agent.call('GET', '/v1/desk/robots', DeskBots);
    const inputs = { phone: '19900000016', cardTail: '4417' };
    const late = { conversation, ref: crypto.randomUUID(), bot: 'card-loss', version: bots[0]?.version ?? '', inputs };
    await expect(agent.call('POST', '/v1/desk/robots/runs', z.unknown(), late)).rejects.toThrow(/409.*locked/);

    await say(asked);
    await expect.poll(() => needs(page), patient).toContain('consented yes');
    await page.keyboard.press('Control+Enter');
    await card.getByText('已完成').waitFor();
    const { cards, deeds } = Practice.parse(await (await fetch(`${here.practice}/control/state`)).json());
    const losses = deeds.filter(({ kind }) => kind === 'loss'); // at half past eight another robot begins its day
    expect({ lost: cards.filter(({ status }) => status !== '正常').map(({ tail, status }) => `${tail} ${status}`), losses }).toMatchObject({
      lost: expect.arrayContaining(['4417 口头挂失']),
      losses: [{ kind: 'loss', by: '6101' }],
    });

    const informed = async () =>
      (await recordOf(agent, conversation)).rows.flatMap(({ event: { what } }) => (what.kind === 'informed' ? [what.fields] : []));
    await expect.poll(informed, patient).toMatchObject([
      { 'run.by': '1027', 'run.state': 'asked', 'run.consent': expect.stringMatching(/^\d+$/) },
      { 'run.state': 'done', state: '口头挂失', time: expect.stringMatching(/^\d\d:\d\d$/), serial: expect.stringMatching(/^GS/) },
    ]);
    const time = (await informed()).at(-1)?.time ?? '';
    await card.getByText(`挂失时间是${time}`).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '运行 挂失登记 已完成' }).waitFor();
    await page.close();
  });
});

/** What the gate asks for, and whether it is there. */
function needs(page: Page): Promise<string[]> {
  return page
    .locator('[data-need]')
    .evaluateAll(rows => rows.map(row => `${row.getAttribute('data-need')} ${row.getAttribute('data-met') === 'true' ? 'yes' : 'no'}`));
}
