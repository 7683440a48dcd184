import { describe, expect, test } from 'vitest';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** What the desk is worth, by keys and at both widths, over the demo's invented weeks. */
describe.skipIf(!hasBrowser())('the value page', () => {
  const here = demoInBrowser();

  test('figures are walked with the arrow keys, the panel and the table follow, and invented calls are named', async () => {
    const leader = await here.signIn('7001');
    const page = await leader.open('/reports/value');
    const tab = (name: string | RegExp) => page.getByRole('tab', { name });
    await tab('15 秒内答复').waitFor();
    expect(await page.getByTestId('invented').textContent()).toMatch(/其中 [\d,]+ 通是为演示编造的/);
    expect(await tab('处理时长').textContent()).toMatch(/−\d+ s \[−\d+, −\d+\].*n = [\d,]+ 通/); // a difference with its interval, and its n
    expect(await tab('话后占比').textContent()).toMatch(/n = [\d,]+ 秒/);

    await tab('15 秒内答复').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home', 'ArrowDown']) await page.keyboard.press(key);
    const panel = page.getByRole('tabpanel', { name: /^未答复/ });
    await panel.getByRole('heading', { name: '未答复' }).waitFor();
    await panel.getByText('却没有等到坐席的实质回答').waitFor(); // its definition beside it
    expect(await tab('未答复').textContent()).toMatch(/n = [\d,]+ 次提问/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-unanswered');
    expect(await page.locator('[role=tab][tabindex="0"]').count()).toBe(1);

    const table = page.getByTestId('behind');
    expect(await table.locator('tbody tr.ant-table-row').count()).toBeGreaterThanOrEqual(7);
    await page.getByRole('group', { name: '分组' }).getByRole('button', { name: '班组' }).click();
    await table.getByText('银行卡一班').waitFor();
    await page.getByRole('group', { name: '分组' }).getByRole('button', { name: '队列' }).click();
    await table.getByRole('row', { name: /^借记卡服务/ }).waitFor();
    await tab('小结未改直接确认').click();
    await table.getByRole('columnheader', { name: /1 秒内确认/ }).waitFor();
    await leader.context.close();
  });

  test('an agent gets the CSV of own calls, with figures and definitions, and no table by team', async () => {
    const agent = await here.signIn('1533');
    const page = await agent.open('/reports/value', 'column');
    const link = page.getByRole('link', { name: '导出 CSV' });
    const answer = await agent.context.request.get(here.url + ((await link.getAttribute('href')) ?? ''));
    const text = await answer.text();
    expect(answer.status()).toBe(200);
    expect(text).toMatch(/^\uFEFF班组,周,队列,在岗,组别,通话,其中虚构,15 秒内答复,/);
    expect(text).toContain('口径');
    expect(
      new Set(
        text
          .split('\r\n\r\n')[0]
          ?.split('\r\n')
          .slice(1)
          .map(line => line.split(',')[0]),
      ),
    ).toEqual(new Set(['银行卡一班']));
    expect(await page.getByRole('group', { name: '分组' }).getByRole('button').allTextContents()).toEqual(['周', '队列', '在岗时间']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    await agent.context.close();
  });
});
