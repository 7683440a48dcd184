import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { newContext, recordOf, type SignedIn, startCall, typed } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';

/** What the desk does besides the golden call, in a real browser on the demo server; played calls run fast. */
describe.skipIf(!hasBrowser())('the screens', () => {
  const here = demoInBrowser({ speed: 20 });

  test('signed in by one click, a call starts at its first sentence; signed out, the desk is closed', async () => {
    const context = await newContext(here.browser);
    const page = await context.newPage();
    await page.goto(here.url);
    await page.getByRole('button', { name: /坐席.*1027/ }).click();
    await page.getByRole('log').getByText('您好').first().waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page
      .getByRole('heading', { name: '以谁的身份看看' })
      .or(page.getByRole('button', { name: /坐席/ }).first())
      .waitFor();
    await page.goto(`${here.url}/desk`);
    await page.waitForURL(/\/signin\?next=%2Fdesk/);
    expect((await context.request.get(`${here.url}/v1/conversations/mine`)).status()).toBe(401);
    await context.close();
  });

  test('keys: search by initials, Enter shows, Esc returns; C, U and X act, but not in a field or while composing', async () => {
    const agent = await here.signIn('1027');
    const { conversation } = await typed(agent, [['customer', '我银行卡丢了,你帮我挂失一下。']]);
    const page = await agent.open(`/desk/${conversation}`, 'column');
    const cards = page.getByRole('region', { name: '现在说' });
    await cards.getByRole('heading', { name: '安抚 + 身份核实' }).waitFor();

    await page.keyboard.press('/');
    await page.getByRole('combobox').pressSequentially('yxqyjg');
    await page.getByRole('option', { selected: true }).getByText('借记卡口头挂失的有效期与解挂方式').waitFor();
    await page.keyboard.press('Enter');
    await cards.getByRole('heading', { name: '借记卡口头挂失的有效期与解挂方式' }).waitFor();
    await page.keyboard.press('Escape');
    await cards.getByRole('heading', { name: '安抚 + 身份核实' }).waitFor();

    await page.keyboard.press('/');
    await page.getByRole('combobox').pressSequentially('cux');
    expect(await page.getByRole('combobox').inputValue()).toBe('cux');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      for (const key of ['c', 'u', 'x']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, isComposing: true }));
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, keyCode: 229 }));
      }
    });
    for (const key of ['c', 'u', 'x']) await page.keyboard.press(key);
    await cards.getByRole('heading', { name: '安抚 + 身份核实' }).waitFor({ state: 'detached' });

    await expect.poll(() => actsOf(agent, conversation)).toEqual(['looked-up K01', 'looked-up nothing', 'copied', 'used', 'dismissed']);
    await agent.context.close();
  });

  test('a dropped line: process and script stay readable, the call goes on, and nothing is lost or doubled', async () => {
    const agent = await here.signIn('1027');
    const call = await startCall(agent, 'D01', 4, true);
    const page = await agent.open(`/desk/${call.conversation}`, 'column');
    const pace = (change: object) => agent.call('PATCH', `/v1/demo/call/${call.externalId}`, z.unknown(), change);
    const held = async () => ({
      script: await page.getByRole('region', { name: '现在说' }).getByRole('paragraph').first().textContent(),
      process: await page.getByRole('region', { name: '流程' }).textContent(),
      heard: await positionsOn(page),
    });
    // The call stands still while what is on screen is read: how far it got by then is the machine's affair.
    await page.getByRole('region', { name: '现在说' }).waitFor();
    await pace({ paused: false });
    // Three sentences in, what is shown rests on words that are stored: on half a sentence it would go again when the line drops.
    await expect.poll(() => heardIn(agent, call.conversation).then(heard => heard.length)).toBeGreaterThanOrEqual(3);
    await pace({ paused: true });
    await expect
      .poll(async () => [await heardIn(agent, call.conversation), await positionsOn(page)].map(String))
      .toSatisfy(([stored, shown]) => stored === shown);
    await page.getByRole('region', { name: '现在说' }).getByTestId('script').waitFor();
    await page.getByRole('region', { name: '流程' }).getByText('借记卡口头挂失').waitFor();
    await agent.context.setOffline(true);
    await page.getByText(/连接中断 \d+ 秒/).waitFor();
    const kept = await held();
    await pace({ paused: false });
    await expect
      .poll(() => heardIn(agent, call.conversation).then(heard => heard.length), { timeout: 60_000, interval: 250 })
      .toBeGreaterThan(kept.heard.length + 3);
    expect(await held()).toEqual(kept);
    await agent.context.setOffline(false);
    await page.getByText(/连接中断/).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: '小结' }).getByText('小结已写好').waitFor({ timeout: 120_000 });

    expect(kept).toMatchObject({ script: expect.stringMatching(/.{6}/), process: expect.stringMatching(/借记卡口头挂失/) });
    expect(await positionsOn(page)).toEqual(await heardIn(agent, call.conversation));
    await agent.context.close();
  });

  test('a violation on /try covers the card and is contested with one reason picked beforehand', async () => {
    const agent = await here.signIn('1027');
    const started = whenStarted(agent);
    const page = await agent.open('/try');
    await sayAs(page, '客户', '我想问一下那个理财产品安全吗?');
    await sayAs(page, '坐席', '您放心,这款理财保本保收益,绝对不会亏的。');
    const alarm = page.getByRole('alertdialog');
    await alarm.waitFor();
    await alarm.getByRole('button', { name: /有异议/ }).click();
    await alarm.getByRole('button', { name: /提交异议/ }).click();
    await alarm.waitFor({ state: 'detached' });
    await expect.poll(async () => actsOf(agent, (await started).conversation)).toEqual(['contested 识别错字，我没有这样说']);
    await agent.context.close();
  });

  test('English: an English agent sees an English page and an English call', async () => {
    const agent = await here.signIn('1702');
    const call = await startCall(agent, 'E01', 4);
    const page = await agent.open(`/desk/${call.conversation}`);
    await page.getByRole('region', { name: 'Process' }).getByRole('listitem').first().waitFor();
    await page
      .getByRole('region', { name: /Say now/i })
      .getByRole('article')
      .waitFor();
    expect(call.externalId).toMatch(/^demo-e01-/);
    const shown = ((await page.getByRole('main').textContent()) ?? '').replace(/\s+/g, ' ');
    expect(shown.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
    await agent.context.close();
  });

  test('the demo bar tells the pace of the call that is shown, whoever set it', async () => {
    const agent = await here.signIn('1027');
    const call = await startCall(agent, 'D01', 2, true);
    const page = await agent.open(`/desk/${call.conversation}`);
    const bar = page.getByRole('group', { name: '演示通话' });
    await bar.getByRole('button', { name: '×2', pressed: true }).waitFor();
    await bar.getByRole('button', { name: '继续' }).waitFor();
    await agent.context.close();
  });

  test('my conversations: the list opens a record that says what was shown and why', async () => {
    const agent = await here.signIn('1088');
    const call = await startCall(agent, 'D01', 4);
    await agent.call('PATCH', `/v1/demo/call/${call.externalId}`, z.unknown(), { paused: true });
    await agent.call('DELETE', `/v1/demo/call/${call.externalId}`, z.unknown());
    const done = await agent.call('POST', '/v1/demo/call', z.object({ conversation: z.string() }), { call: 'D01' });
    await expect.poll(async () => (await recordOf(agent, done.conversation)).head.open, { timeout: 120_000, interval: 500 }).toBe(false);

    const page = await agent.open('/conversations');
    await page.getByRole('row').getByRole('link').first().waitFor();
    const hrefs = await page
      .getByRole('row')
      .getByRole('link')
      .evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(hrefs).toContain(`/conversations/${done.conversation}`);
    await page.locator(`a[href="/conversations/${done.conversation}"]`).click();
    const shown = page.getByRole('region', { name: '当时显示了什么，为什么' });
    await shown.getByText('安抚 + 身份核实').first().waitFor();
    await shown.getByText('「银行卡丢了', { exact: false }).first().waitFor();
    expect(await page.getByRole('complementary', { name: '小结' }).textContent()).toMatch(
      /本人挂失[\s\S]*原因[\s\S]*过程[\s\S]*结果[\s\S]*4417/,
    );
    await agent.context.close();
  });

  const places = [
    { path: '/content', staffNo: '3001' },
    { path: '/people', staffNo: '7001' },
    { path: '/audit', staffNo: '6001' },
    { path: '/system', staffNo: '7001' },
    { path: '/conversations', staffNo: '1027' },
    { path: '/keys', staffNo: '1027' },
  ] as const;

  test.each(places)('$path in a window of 380 px is not wider than it', async ({ path, staffNo }) => {
    const somebody = await here.signIn(staffNo);
    const page = await somebody.open(path, 'column');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
    await somebody.context.close();
  });

  test('a page asked for before signing in is where one gets to', async () => {
    const context = await newContext(here.browser);
    const page = await context.newPage();
    await page.goto(`${here.url}/conversations`);
    await page.getByRole('button', { name: /坐席.*1027/ }).click();
    await page.getByRole('heading', { name: '我的会话' }).waitFor();
    await context.close();
  });

  test('a page one has no right to says so in words', async () => {
    const auditor = await here.signIn('6001');
    const page = await auditor.open('/desk');
    try {
      await page.getByText('您没有查看这个页面的权限。').waitFor();
    } finally {
      await auditor.context.close();
    }
  });

  test('a page and a call one has no right to are refused by the server too', async () => {
    const auditor = await here.signIn('6001');
    const agent = await here.signIn('1027');
    const stranger = await here.signIn('1533');
    const call = await startCall(agent, 'D01', 4, true);
    const csrf = { origin: here.url, 'x-csrf': auditor.session.csrf };
    const answers = [
      await auditor.context.request.get(`${here.url}/desk`),
      await auditor.context.request.post(`${here.url}/v1/demo/call`, { data: {}, headers: csrf }),
      await stranger.context.request.get(`${here.url}/v1/conversations/${call.conversation}`),
      await agent.context.request.get(`${here.url}/v1/conversations/${call.conversation}`),
    ];
    expect(answers.map(answer => answer.status())).toEqual([403, 403, 404, 200]);
    await Promise.all([auditor, agent, stranger].map(({ context }) => context.close()));
  });

  test('a phone number that was spoken reaches neither the page nor anything the page was sent', async () => {
    const agent = await here.signIn('1027');
    const page = await agent.open('/conversations', 'column');
    const sent: string[] = [];
    page.on('websocket', socket => socket.on('framereceived', ({ payload }) => sent.push(String(payload))));
    page.on('response', response => {
      if (response.url().includes('/v1/'))
        response.text().then(
          text => sent.push(text),
          () => {},
        );
    });
    const { conversation } = await agent.call('POST', '/v1/demo/call', z.object({ conversation: z.string() }), { call: 'D01' });
    await page.goto(`${here.url}/desk/${conversation}`);
    await page.getByText('小结已写好').waitFor({ timeout: 120_000 });
    const open = await page.content();
    await page.goto(`${here.url}/conversations`);
    await page.locator(`a[href="/conversations/${conversation}"]`).click();
    await page.getByRole('complementary', { name: '小结' }).waitFor();
    sent.push(open, await page.content());

    const all = sent.join('\n');
    expect(all).toMatch(/phone:1 …0016/);
    expect(all.match(/19900000016|幺九九零零|1990{3,}/g) ?? []).toEqual([]);
    await agent.context.close();
  });
});

async function sayAs(page: Page, speaker: '客户' | '坐席', words: string): Promise<void> {
  await page.getByRole('group', { name: '以谁的身份说' }).getByRole('button', { name: speaker }).click();
  await page.getByRole('textbox', { name: '打字，回车说出' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('log', { name: '对话' }).first().getByText(words.slice(0, 3)).waitFor();
}

/** The conversation /try starts next. */
async function whenStarted(agent: SignedIn): Promise<{ conversation: string }> {
  const answer = await agent.context.waitForEvent('response', {
    predicate: response => response.url().endsWith('/v1/try') && response.request().method() === 'POST',
  });
  return z.object({ conversation: z.string() }).parse(await answer.json());
}

/** Where every sentence stands in the stored log. */
async function heardIn(agent: SignedIn, conversation: string): Promise<readonly number[]> {
  const { rows } = await recordOf(agent, conversation);
  return rows.filter(({ event }) => event.what.kind === 'heard').map(({ event }) => event.position);
}

function positionsOn(page: Page): Promise<readonly number[]> {
  return page
    .getByRole('log')
    .locator('[data-position]')
    .evaluateAll(turns => turns.map(turn => Number(turn.getAttribute('data-position'))));
}

/** What the agent did, as the log has it. */
async function actsOf(agent: SignedIn, conversation: string): Promise<readonly string[]> {
  const { rows } = await recordOf(agent, conversation);
  return rows.flatMap(({ event: { what } }) => {
    if (what.kind !== 'acted') return [];
    const { act } = what;
    if (act.kind === 'looked-up') return [`looked-up ${act.article ?? 'nothing'}`];
    return [act.kind === 'contested' ? `contested ${act.reason}` : act.kind];
  });
}
