import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { JournalVerdict, RobotRunList } from '#protocol/robot-runs.ts';
import { ScheduleList } from '#protocol/robots.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** The control room of robots, part by part, each by those it is for. */
describe.skipIf(!hasBrowser())('robots', () => {
  const here = demoInBrowser();

  test('opens on today; a run is started, watched to its end and read with pictures and a whole chain', async () => {
    const operator = await here.signIn('5001');
    // At half past six in the evening it begins by itself, and then nobody else can start it beside that.
    const { schedules } = await operator.call('GET', '/v1/robots/schedules', ScheduleList);
    const evening = schedules.find(({ bot }) => bot === 'daily-extract')?.schedule;
    await operator.call('POST', `/v1/robots/schedules/daily-extract/${evening}`, z.unknown(), { on: false });
    const page = await operator.open('/robots');
    await page.getByRole('region', { name: '等人处理' }).waitFor();
    await page.getByText('没有等人处理的事').waitFor();

    await page.getByRole('link', { name: '运行', exact: true }).click();
    await page.getByRole('button', { name: '启动机器人' }).click();
    await page.getByRole('region', { name: '启动' }).getByLabel('机器人').selectOption('daily-extract');
    await page.getByRole('region', { name: '启动' }).getByRole('button', { name: '启动' }).click();
    await page.getByRole('link', { name: '看运行记录' }).click();
    await page.getByRole('heading', { name: '当日清单提取' }).waitFor();
    await page.locator('.head').getByText('完成', { exact: true }).waitFor({ timeout: 120_000 });

    const steps = await page.getByRole('region', { name: '步骤' }).getByRole('listitem').allTextContents();
    expect(steps).toEqual(['签到', '选择日期', '查询', '逐页读取', '核对笔数', '停下并说明原因', '保存清单']);
    const journal = page.getByRole('region', { name: '执行记录' });
    await journal.getByRole('button', { name: /完成 逐页读取/ }).click();
    const pictures = journal.locator('.shots img');
    await expect
      .poll(() => pictures.evaluateAll(all => all.map(one => (one as HTMLImageElement).naturalWidth > 0)), { timeout: 60_000 })
      .toEqual([true, true]);
    await page
      .getByRole('region', { name: '文件' })
      .getByRole('link', { name: /当日清单.*xlsx/ })
      .waitFor();
    await page.getByRole('button', { name: '重新核对' }).click();
    await page.getByText(/哈希链完整，\d+ 行/).waitFor();

    const { runs } = await operator.call('GET', '/v1/robots/runs?bot=daily-extract', RobotRunList);
    const verdict = await operator.call('GET', `/v1/robots/runs/${runs[0]?.id}/verify`, JournalVerdict);
    expect({
      state: runs[0]?.state,
      verdict: verdict.kind,
      wide: await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    }).toEqual({
      state: 'done',
      verdict: 'ok',
      wide: true,
    });
  });

  test('the kill switch asks for a reason, says so everywhere, and lets go on; an auditor reads runs and changes nothing', async () => {
    const operator = await here.signIn('5001');
    const page = await operator.open('/robots/targets', 'column');
    await page.getByRole('button', { name: '全部停止' }).click();
    await page.getByRole('button', { name: '全部停止' }).click();
    await page.getByRole('alert').getByText('理由，必填').waitFor();
    await page.getByRole('textbox', { name: '理由' }).fill('核心系统日终');
    await page.keyboard.press('Enter');
    await page.getByText('全部机器人已停止').waitFor();
    await page.getByRole('link', { name: '今天', exact: true }).click();
    await page.getByRole('heading', { name: '今天' }).waitFor(); // the page before says the same words
    await page.getByText('核心系统日终').waitFor();
    await page.getByRole('button', { name: '恢复运行' }).click();
    await page.getByRole('textbox', { name: '理由' }).fill('日终结束');
    await page.keyboard.press('Enter');
    await page.getByText('全部机器人已停止').waitFor({ state: 'detached' });

    await operator.context.close();
    const auditor = await here.signIn('6001');
    const read = await auditor.open('/robots/runs');
    await read.getByRole('heading', { name: '运行' }).waitFor();
    await read.locator('.pan').nth(1).waitFor();
    expect(await read.getByRole('button', { name: '启动机器人' }).count()).toBe(0);
  });

  test('an author is told every fault by line and submits; somebody else sees what differs, approves, makes it live and goes back', async () => {
    const author = await here.signIn('5003');
    const page = await author.open('/robots/bots/daily-extract');
    await page.getByRole('button', { name: '在此基础上修改' }).click();
    const text = page.getByLabel('机器人文本');
    await page.getByRole('button', { name: '删除草稿' }).waitFor();
    const yaml = await text.inputValue();
    await text.fill(yaml.replace('purpose: extraction', 'purpose: extraction\nlane: 7'));
    await page.getByText('there is no field lane here').waitFor();
    await text.fill(yaml.replace("at: ['18:30']", "at: ['19:45']"));
    await page.getByText('没有错误').waitFor();
    expect(await page.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true); // not saved yet
    await text.press('Control+s');
    await page.getByText('未保存').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '提交审批' }).click();
    await page.keyboard.type('改到 19:45');
    await page.keyboard.press('Enter');
    await page.getByText('等另一位审批人').waitFor();
    expect(await page.getByRole('button', { name: '批准' }).count()).toBe(0);

    const approver = await here.signIn('5002');
    const desk = await approver.open('/robots/bots');
    await desk.getByRole('link', { name: '第 2 版' }).click();
    await desk.getByText('18:30').first().waitFor();
    expect(await desk.locator('.diff-words ins').allTextContents()).toEqual(['19:45']);
    await desk.getByRole('button', { name: '批准', exact: true }).click();
    await desk.keyboard.press('Enter');
    await desk.getByRole('button', { name: '上线', exact: true }).click();
    await desk.keyboard.type('营业时间延长');
    await desk.keyboard.press('Enter');
    await desk.locator('.version-row', { hasText: '第 2 版' }).getByText('上线', { exact: true }).waitFor();
    await desk.getByRole('link', { name: '第 1 版' }).click();
    await desk.getByRole('button', { name: '退回到这一版' }).click();
    await desk.locator('.version-row', { hasText: '第 1 版' }).getByText('上线', { exact: true }).waitFor();
    await author.context.close();
    await approver.context.close();
  });

  test('an operator sees the next five moments and turns a schedule off', async () => {
    const operator = await here.signIn('5001');
    const page = await operator.open('/robots/schedules');
    const care = page.getByRole('region', { name: '客户关怀回访预约' });
    await care.waitFor();
    expect(await care.getByRole('listitem').count()).toBe(5);
    await care.getByRole('button', { name: '关闭' }).click();
    await care.getByText('已关闭').waitFor();
    await page.goto(`${here.url}/robots/tasks`);
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await operator.context.close();
  });

  test('a credential is replaced and stands nowhere on the page; an operator finds no such part', async () => {
    const owner = await here.signIn('5004');
    const page = await owner.open('/robots', 'column');
    const one = page.getByRole('region', { name: '当日清单提取 运行岗' });
    await one.getByRole('button', { name: '更换' }).click();
    await one.getByLabel('账号').fill('6104');
    await one.getByLabel('密码').fill('canary-Wv33');
    await one.getByRole('button', { name: '封存' }).click();
    await one.getByLabel('密码').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('canary-Wv33');
    const operator = await here.signIn('5001');
    const other = await operator.open('/robots/credentials');
    await other.getByRole('link', { name: '定时与触发' }).waitFor();
    expect(await other.getByRole('link', { name: '凭据' }).count()).toBe(0);
    await owner.context.close();
    await operator.context.close();
  });
});
