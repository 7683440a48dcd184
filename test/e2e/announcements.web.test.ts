import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Reach } from '#protocol/announcements.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** From writing an urgent announcement to the page that says that everybody on shift has seen it. */
describe.skipIf(!hasBrowser())('announcements', () => {
  const here = demoInBrowser();

  test('composed, approved by somebody else, painted, acknowledged, reached; a hidden desk is told and not counted', async () => {
    const [editor, approver, agent] = await Promise.all(['4001', '4002', '1702'].map(staffNo => here.signIn(staffNo)));
    if (!editor || !approver || !agent) throw new Error('nobody signed in');
    const title = '手机银行转账到账延迟';

    const compose = await editor.open('/announcements');
    await compose.getByRole('button', { name: '新公告' }).click();
    await compose.getByRole('button', { name: '紧急', exact: true }).click();
    await compose.getByLabel('标题', { exact: true }).fill(title);
    await compose.getByLabel('坐席要知道什么').fill('部分跨行转账到账变慢');
    await compose.getByLabel('加上这些人').fill('1702');
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16);
    await compose.locator('.ann-field', { hasText: '失效' }).locator('input').last().fill(inAWeek);
    await compose.getByTestId('preview').getByText(title).waitFor();
    await expect.poll(() => compose.getByTestId('audience').textContent()).toBe('1');
    await compose.getByLabel('说给客户的话').fill('字'.repeat(5 << 20));
    await compose.getByRole('alert').getByText('5242880').waitFor();
    await compose.getByLabel('说给客户的话').fill('资金是安全的');
    await compose.getByRole('status').getByText('草稿已存').waitFor();
    await compose.reload();
    await expect.poll(() => compose.getByLabel('标题', { exact: true }).inputValue()).toBe(title);
    await expect.poll(() => compose.getByTestId('audience').textContent()).toBe('1');
    await compose.getByRole('button', { name: '提交批准，1 人' }).click();
    await compose.getByText('自己提交的要由另一人批准').waitFor();
    const id = Number(new URL(compose.url()).pathname.split('/').pop());
    const reach = () => editor.call('GET', `/v1/announcements/${id}/reach`, Reach);

    // A desk behind other windows: told by title and notification, not counted.
    await agent.context.grantPermissions(['notifications']);
    const desk = await agent.context.newPage();
    await desk.addInitScript(() => {
      const shown: string[] = [];
      Object.assign(window, {
        shown,
        Notification: class {
          static permission = 'granted';
          constructor(text: string) {
            shown.push(text);
          }
        },
      });
      Object.assign(window, { isHidden: true });
      Object.defineProperty(document, 'visibilityState', {
        get: () => ((window as never as { isHidden: boolean }).isHidden ? 'hidden' : 'visible'),
      });
    });
    await desk.route('**/v1/demo/call', route => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    await desk.setViewportSize({ width: 380, height: 860 });
    await desk.goto(`${here.url}/desk`);
    const second = await approver.open(`/announcements/${id}`);
    await second.getByRole('button', { name: '批准并发布' }).click();
    await second.getByTestId('reach').waitFor();
    await expect.poll(() => desk.evaluate(() => (window as never as { shown: string[] }).shown.join())).toContain(title);
    expect(await desk.title()).toMatch(/^\(\d+\)/);
    await expect.poll(async () => (await reach()).counts.targeted).toBe(1);
    const hidden = (await reach()).counts;

    await desk.evaluate(() => {
      Object.assign(window, { isHidden: false });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const card = desk.getByTestId('announcement').filter({ hasText: title });
    await card.waitFor();
    await expect.poll(async () => (await reach()).counts.painted).toBe(1);
    const painted = (await reach()).counts;
    await desk.keyboard.press('Enter');
    await card.waitFor({ state: 'detached' });
    await expect.poll(async () => (await reach()).counts.acknowledged).toBe(1);

    // Who is in the roster is on shift; nobody has to wait a minute for it here.
    const people = '工号,姓名,班组,上班,下班\n1702,Emma Clarke,English desk,';
    const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    const leader = await here.signIn('7001');
    const answer = await leader.context.request.post(`${here.url}/v1/roster`, {
      headers: { origin: here.url, 'x-csrf': leader.session.csrf, 'content-type': 'text/csv' },
      data: `${people}${local(Date.now() - 3_600_000)},${local(Date.now() + 3_600_000)}\n`,
    });
    expect(answer.ok()).toBe(true);
    const page = await editor.open(`/announcements/${id}`);
    await page.getByText('在班坐席已显示，触达 100%').waitFor();
    expect([hidden.painted, painted.acknowledged, await page.getByTestId('reach').textContent()]).toEqual([0, 0, '1 / 1']);

    await editor.context.setOffline(true);
    await page.getByText('没有连上服务器，下面的数字是').waitFor();
    await editor.context.setOffline(false);
    await page.getByText('没有连上服务器，下面的数字是').waitFor({ state: 'detached' });

    // In the column a team's figures stand under their own heads, none slides to another's place.
    const narrow = await editor.open(`/announcements/${id}`, 'column');
    const cells = narrow.locator('.ann-table tbody tr').first().locator('td[data-label]');
    await cells.first().waitFor();
    const headed = await cells.evaluateAll(all => all.map(cell => `${getComputedStyle(cell, '::before').content} ${cell.textContent}`));
    expect(headed).toEqual(['"目标" 1', '"在班" 1', '"显示过" 1', '"读过" 1', '"说了" 0', '"触达" 100%']);

    await editor.call('POST', `/v1/announcements/${id}/recall`, z.unknown(), { reason: '已恢复' });
    await desk
      .getByText(/Recalled|已撤回/)
      .first()
      .waitFor();
  });
});
