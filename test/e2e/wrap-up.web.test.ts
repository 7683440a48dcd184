import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** After the call: what the agent checks, files and confirms, with the keyboard alone and in a low window. */
describe.skipIf(!hasBrowser())('the wrap-up', () => {
  const here = demoInBrowser();
  let agent: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
  });

  const ways = [
    { by: 'words of two levels', types: '账户 三类户', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
    { by: 'pinyin initials', types: 'slhxskl', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
    { by: 'code', types: '010103', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
  ] as const;

  test.each(ways)('another category is found by $by, and confirmed, all by keys', async ({ types, path, leaf, code }) => {
    const { conversation, page } = await over(agent);
    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially(types);
    await page.getByRole('option', { selected: true }).getByText(leaf).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');

    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    const { rows } = await recordOf(agent, conversation);
    const acts = rows.flatMap(({ event: { what } }) => (what.kind === 'acted' ? [what.act] : []));
    expect(acts).toEqual([{ kind: 'chose', category: code, searchedMs: expect.any(Number) }, { kind: 'wrapped' }]);
    const filed = rows.flatMap(({ advice }) => advice).findLast(change => change.op !== 'withdrawn' && change.advice.kind === 'category');
    expect(filed).toMatchObject({
      advice: {
        chosen: code,
        by: 'agent',
        ranking: expect.arrayContaining([expect.objectContaining({ path: [...path.split(' / '), leaf] })]),
      },
    });
    await page.close();
  });

  test('the category found stands on the form at once; Esc leaves the search without a choice', async () => {
    const { page } = await over(agent);
    const form = page.getByRole('region', { name: '小结', exact: true });
    const first = await form.getByRole('button').first().textContent();
    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially('三类户');
    await page.keyboard.press('Escape');
    expect(await form.getByRole('button').first().textContent()).toBe(first);

    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially('三类户');
    await page.getByRole('option', { selected: true }).getByText('三类户线上开立').waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: /三类户线上开立.*账户与存款/ }).waitFor();
    await page.keyboard.press('2');
    await form.getByRole('button', { name: /三类户线上开立/ }).waitFor({ state: 'detached' });
    await page.close();
  });

  const windows = [
    { width: 380, height: 860, hides: false },
    { width: 380, height: 640, hides: true },
    { width: 1440, height: 900, hides: false },
  ] as const;

  test.each(windows)('$width×$height: every field can be seen, and what lies below says so: $hides', async ({ width, height, hides }) => {
    const { page } = await over(agent, { width, height });
    const form = page.getByRole('region', { name: '小结', exact: true });
    const fields = form.locator('.field');
    expect(await fields.count()).toBe(9);
    const below = page.getByRole('button', { name: /下面还有 \d 项/ });
    if (hides) await below.click();
    await below.waitFor({ state: 'detached' });
    const edge = await form.evaluate(element => element.getBoundingClientRect().bottom);
    const bottoms = await fields.evaluateAll(all => all.map(field => field.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(edge);
    await page.close();
  });
});

/** A call about a lost card that has just ended, on the desk. */
async function over(
  agent: SignedIn,
  size: { width: number; height: number } = { width: 380, height: 860 },
): Promise<{ conversation: string; page: Page }> {
  const { conversation, externalId } = await typed(agent, [
    ['customer', '我银行卡丢了,你帮我挂失一下,本人挂失,口头挂失。'],
    ['agent', '好的,请问您的姓名和身份证后四位?'],
    ['customer', '我叫周明远,身份证后四位是零零幺六,手机号是19900000016。'],
    ['agent', '好的周先生,信息核实无误。请问要挂失的卡尾号是多少?'],
    ['customer', '尾号是四四幺七。'],
    ['agent', '请问什么时候在哪里丢的?近期有没有收到不是您本人操作的交易短信?'],
    ['customer', '今天上午在联华超市丢的,短信没有异常。'],
  ]);
  const page = await agent.open(`/desk/${conversation}`, 'column');
  await page.setViewportSize(size);
  await page.getByRole('log').getByText('联华超市').waitFor();
  await agent.call('DELETE', `/v1/try/${externalId}`, z.unknown());
  await page.getByRole('button', { name: /确认小结/ }).waitFor();
  return { conversation, page };
}
