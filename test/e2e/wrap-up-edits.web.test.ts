import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Act } from '#domain/act.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { endedCall } from './ended-call.ts';

/** Changing what the wrap-up says: nothing typed is lost, nothing that is no value gets in, and what was changed can be taken back. */
describe.skipIf(!hasBrowser())('editing the wrap-up', () => {
  const here = demoInBrowser();
  let agent: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
  });

  test('Ctrl+Enter in a field saves what was typed there before it confirms', async () => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await fieldOf(page, '遗失地点').fill('世纪联华二楼');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    const acts = (await actsOf(agent, conversation)).filter(({ kind }) => kind !== 'chose');
    expect(acts).toEqual([{ kind: 'edited', slot: 'lossPlace', value: '世纪联华二楼' }, { kind: 'wrapped' }]);
    await page.close();
  });

  test('what is half typed is still there after another call had the screen, and after a reload', async () => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('e');
    await fieldOf(page, '卡片尾号').fill('44');
    const other = await typed(agent, [['customer', '你好,我想查一下余额。']]);
    await page.getByRole('log').getByText('查一下余额').waitFor();
    await page.locator('.switcher .owed').click();
    const field = fieldOf(page, '卡片尾号');
    await expect.poll(() => field.inputValue()).toBe('44');
    await agent.call('DELETE', `/v1/try/${other.externalId}`, z.unknown());
    await reload(page);
    await expect.poll(() => field.inputValue()).toBe('44');
    expect(await actsOf(agent, conversation)).toEqual([]);
    await page.close();
  });

  const wrong = [
    { field: '手机号', types: 'abc', says: '号码不完整，请核对' },
    { field: '手机号', types: '1380013800', says: '号码不完整，请核对' },
    { field: '身份证后四位', types: 'zzzz', says: '请写四位，如 4417、317X' },
    { field: '卡片尾号', types: 'abc 不是尾号', says: '请写四位，如 4417、317X' },
    { field: '遗失时间', types: '25点', says: '请写时间，如 昨天下午3点' },
  ] as const;

  test('what is no value of its field is told there, stays there, and keeps the wrap-up open', async () => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    for (const { field, types, says } of wrong) {
      const input = fieldOf(page, field);
      await input.fill(types);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').getByText(says).waitFor();
      expect([await input.inputValue(), await input.getAttribute('aria-invalid')]).toEqual([types, 'true']);
      await input.press('Escape');
    }
    expect((await actsOf(agent, conversation)).filter(({ kind }) => kind !== 'chose')).toEqual([]);
    await page.close();
  });

  test('a sealed value is corrected and sealed again; a choice is picked from a list; a field is cleared', async () => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('e');
    await fieldOf(page, '手机号').fill('138 0013 8000');
    await fieldOf(page, '手机号').press('Enter');
    await fieldOf(page, '异常交易').selectOption('是');
    await fieldOf(page, '遗失地点').fill('');
    await fieldOf(page, '遗失地点').press('Enter');
    const acts: readonly Act[] = [
      { kind: 'edited', slot: 'phone', value: '⟦phone:2 …8000 ✓⟧' },
      { kind: 'edited', slot: 'suspectTheft', value: '是' },
      { kind: 'edited', slot: 'lossPlace', value: '' },
    ];
    await expect.poll(() => actsOf(agent, conversation)).toEqual(acts);
    await fieldOf(page, '手机号').press('Escape');
    await page.keyboard.press('e');
    await page
      .getByRole('button', { name: /手机号.*••••8000/ })
      .or(page.getByText('••••8000'))
      .first()
      .waitFor();
    const shown = page.locator('.field', { hasText: '遗失地点' });
    expect(await shown.textContent()).toContain('还没说到');
    await page.close();
  });

  test('an unsure value is confirmed as it stands; Ctrl+Z takes edits back one by one, to what was heard, unsure as it was', async () => {
    const { conversation, page } = await endedCall(agent, undefined, '尾号好像是四四幺七吧。');
    await page.keyboard.press('e');
    const tail = fieldOf(page, '卡片尾号');
    await expect.poll(() => tail.getAttribute('class')).toContain('amber');
    const was = await tail.inputValue();
    await tail.press('Enter');
    await expect.poll(() => tail.getAttribute('class')).not.toContain('amber');
    await tail.fill('4418');
    await tail.press('Enter');
    await page.keyboard.press('Control+z');
    await expect.poll(() => tail.inputValue()).toBe(was);
    await page.keyboard.press('Control+z');
    await expect.poll(() => tail.getAttribute('class')).toContain('amber');
    const values = (await actsOf(agent, conversation)).map(act => (act.kind === 'edited' ? act.value : act.kind));
    expect(values).toEqual([was, '4418', was, null]);
    await page.close();
  });

  test('E begins editing, Tab goes to the first field, Escape leaves it, E ends editing', async () => {
    const { page } = await endedCall(agent);
    const done = page.getByRole('button', { name: /^改好了/ });
    await page.keyboard.press('e');
    await done.waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('slot-cardTail');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await done.waitFor({ state: 'detached' });
    await page.close();
  });

  test('a refusal is told beside the button, and the wrap-up stays open', async () => {
    const { page } = await endedCall(agent);
    await page.addInitScript(() => {
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) {
        const { ref, act } = JSON.parse(String(data)) as { ref?: string; act?: { kind: string } };
        if (act?.kind !== 'wrapped') return send.call(this, data);
        const answer = { type: 'refused', ref, problem: { kind: 'conflict', why: 'the conversation is still open' } };
        this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(answer) }));
      };
    });
    await reload(page);
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('没有确认：通话还没有结束').waitFor();
    await page.keyboard.press('e');
    await fieldOf(page, '遗失地点').waitFor();
    await page.close();
  });

  test('the after-call clock counts from the hang-up, in whatever form the desk is', async () => {
    const { page } = await endedCall(agent);
    const seconds = async () => Number((await page.getByText(/^话后 /).textContent())?.slice(-2));
    await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThan(2);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await seconds()).toBeGreaterThan(2);
    await reload(page);
    expect(await seconds()).toBeGreaterThan(2);
    await page.close();
  });

  test('at 380 the buttons keep to the gutter while editing, and no date is cut off', async () => {
    const { page } = await endedCall(agent);
    expect(await cutOff(page)).toEqual([]);
    await page.keyboard.press('e');
    const copy = await page.locator('[data-copy-note]').boundingBox();
    expect((copy?.x ?? 0) + (copy?.width ?? 999)).toBeLessThanOrEqual(380 - 16);
    await page.close();
  });
});

/** The input of a field. */
function fieldOf(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

/** The page once more, with the wrap-up on it: no call of the demo takes the screen. */
async function reload(page: Page): Promise<void> {
  await page.route('**/v1/demo/call', route => route.abort());
  await page.reload();
  await page.getByRole('button', { name: /^确认小结/ }).waitFor();
}

/** Days beside the words of a date that cannot be seen whole. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.locator('.on-day').evaluateAll(days =>
    days.flatMap(day => {
      const value = day.closest('.value')?.getBoundingClientRect();
      return value && day.getBoundingClientRect().right > value.right + 1 ? [day.getAttribute('data-on') ?? ''] : [];
    }),
  );
}

async function actsOf(agent: SignedIn, conversation: string): Promise<readonly Act[]> {
  const { rows } = await recordOf(agent, conversation);
  return rows.flatMap(({ event: { what } }) => (what.kind === 'acted' ? [what.act] : []));
}
