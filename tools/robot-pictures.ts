import { z } from 'zod';
import { TryStarted } from '#protocol/rest.ts';
import { RobotRunList, RobotRunRecord } from '#protocol/robot-runs.ts';
import { RobotTaskList } from '#protocol/robot-tasks.ts';
import { AskedForRun, BotVersionWhole, SavedBotDraft } from '#protocol/robots.ts';
import { keep, languages, type Sitter, type Studio, signIn, until } from './picture-maker.ts';

const Practice = z.object({
  offers: z.array(z.object({ no: z.string(), state: z.string() })),
  deeds: z.array(z.unknown()),
});

/** A day of robots: some work done, some refused, a notice that waits for approval, an order nobody can tell of, a bot's new version. */
export async function shootRobots(studio: Studio): Promise<void> {
  const [operator, approver, author] = await Promise.all(['5001', '5002', '5003'].map(staffNo => signIn(studio, staffNo)));
  if (!operator || !approver || !author) throw new Error('nobody signed in');
  const order = await aDay(studio, operator, approver);
  await newVersion(author);
  for (const lang of languages) {
    await approver.speak(lang);
    for (const width of [1440, 380] as const) {
      const today = await approver.open('/robots/today', width);
      await today.locator('.bars').first().waitFor();
      await keep(studio, today, `robots-today-${width}-${lang}`, 'whole');
      await today.close();
    }
    const run = await approver.open(`/robots/runs/${order}`, 1440);
    await run
      .locator('.journal li', { hasText: lang === 'en' ? 'Submit the order' : '提交订单' })
      .last()
      .getByRole('button')
      .click();
    await loaded(run, '.shots img');
    await keep(studio, run, `robots-run-1440-${lang}`, 'whole');

    const { tasks } = RobotTaskList.parse(await approver.call('GET', '/v1/robots/tasks'));
    const shown = [
      { kind: 'decision', name: 'robots-decision', widths: [1440] },
      { kind: 'approval', name: 'robots-tasks', widths: [1440, 380] },
    ] as const;
    for (const { kind, name, widths } of shown) {
      for (const width of widths) {
        const task = await approver.open(`/robots/tasks/${tasks.find(one => one.kind === kind)?.id}`, width);
        await loaded(task, '.task-pictures img');
        await keep(studio, task, `${name}-${width}-${lang}`, 'whole');
        await task.close();
      }
    }
    const bot = await approver.open('/robots/bots/daily-extract?v=2', 1440);
    await bot.locator('.diff-words').first().waitFor();
    await keep(studio, bot, `robots-bot-1440-${lang}`);
    const schedules = await approver.open('/robots/schedules', 1440);
    await schedules.locator('.next-dates').first().waitFor();
    await keep(studio, schedules, `robots-schedules-1440-${lang}`);
  }
  for (const sitter of [operator, approver, author]) await sitter.context.close();
}

/** Gives the run whose order was entered. */
async function aDay({ demo }: Studio, operator: Sitter, approver: Sitter): Promise<string> {
  const practice = async () => Practice.parse(await (await fetch(`${demo.practice}/control/state`)).json());
  const faults = async (which: object) => {
    const answer = await fetch(`${demo.practice}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(which),
    });
    if (!answer.ok) throw new Error(`the practice bank refused: ${await answer.text()}`);
  };
  const ask = async (bot: string, inputs: object) => {
    const asked = AskedForRun.parse(await operator.call('POST', `/v1/robots/bots/${bot}/runs`, { inputs }));
    if (asked.kind === 'refused') throw new Error(JSON.stringify(asked.problems));
    return asked.run;
  };
  const becomes = (run: string, ...states: readonly string[]) =>
    until(`${run} to be ${states}`, async () => {
      const { state } = RobotRunRecord.parse(await operator.call('GET', `/v1/robots/runs/${run}`)).run;
      return states.includes(state) ? state : undefined;
    });
  const approve = async (run: string) => {
    const { tasks } = RobotTaskList.parse(await approver.call('GET', '/v1/robots/tasks'));
    const task = tasks.find(one => one.run === run);
    await approver.call('POST', `/v1/robots/tasks/${task?.id}/settle`, { answer: { kind: 'approved' } });
  };

  const { offers } = await practice();
  const accepted = offers.filter(({ state }) => state === '已接受').map(({ no }) => no);
  const refused = offers.find(({ state }) => state !== '已接受')?.no ?? '';
  for (const run of [await ask('daily-extract', {}), await ask('customer-care', {})]) await becomes(run, 'done');
  for (const offer of [refused, 'YX20269999']) await becomes(await ask('product-order', { offer }), 'failed');
  const order = await ask('product-order', { offer: accepted[0] });
  await becomes(order, 'waiting');
  await approve(order);
  await becomes(order, 'done');
  await faults({ movedButton: true });
  const moved = await ask('publish-notice', { kind: '风险提示' });
  await becomes(moved, 'waiting');
  await approve(moved);
  await becomes(moved, 'done');
  await faults({ movedButton: false });

  const doubtful = await ask('product-order', { offer: accepted[1] });
  await becomes(doubtful, 'waiting');
  const before = (await practice()).deeds.length;
  await faults({ dropAfter: 1, slowMs: 700 });
  await approve(doubtful);
  await until('the order to take effect', async () => ((await practice()).deeds.length > before ? true : undefined));
  await faults({ broken: 40 }); // nobody can read whether it did
  await becomes(doubtful, 'unknown');
  await faults({ broken: 0, slowMs: 0 });
  await becomes(await ask('publish-notice', { kind: '产品变更' }), 'waiting');
  return order;
}

async function newVersion(author: Sitter): Promise<void> {
  const { yaml } = BotVersionWhole.parse(await author.call('GET', '/v1/robots/bots/daily-extract/versions/1'));
  const draft = { yaml: yaml.replace("at: ['18:30']", "at: ['19:45']").replace('withinMs: 7200000', 'withinMs: 3600000') };
  const { number } = SavedBotDraft.parse(await author.call('PUT', '/v1/robots/bots/daily-extract/draft', draft));
  await author.call('POST', `/v1/robots/bots/daily-extract/versions/${number}/submit`, { note: '营业时间延长，改到 19:45' });
}

const beginning = [
  ['agent', '您好,江海银行,工号幺零二七为您服务,请问有什么可以帮您?'],
  ['customer', '喂你好,那个,我银行卡丢了,你帮我挂失一下。'],
  ['agent', '您先别着急。先跟您核实一下,请问您的姓名、身份证后四位,还有预留的手机号码是多少?'],
  ['customer', '我叫周明远,身份证后四位是零零幺六,手机号幺九九零零零零零零幺六。'],
  ['agent', '好的周先生,信息核实无误。请问您要挂失的是哪张卡,尾号还记得吗?'],
  ['customer', '尾号好像是四四幺七吧,就是发工资那张。'],
] as const;
const agreement = [
  ['agent', '电话办理的是口头挂失,有效期是五天,请您在五天之内带本人身份证到网点办理书面挂失或者补卡,逾期没有办理的话,口头挂失会自动失效。'],
  ['agent', '如果找到了卡片,您可以带身份证到网点,或者在手机银行上解除挂失,就可以正常使用了。'],
  ['agent', '挂失以后这张卡不能取款、消费和转出,转入不受影响,绑定的快捷支付和代扣也会扣不了款。'],
  ['agent', '以上内容您都清楚了吗?确认现在为您办理口头挂失,对吧?'],
  ['customer', '清楚了,办吧。'],
] as const;

/** The robot's card in a call about a lost card: locked, ready, done; each in both languages. */
export async function shootRobotCard(studio: Studio): Promise<void> {
  const agent = await signIn(studio, '1027');
  const started = TryStarted.parse(await agent.call('POST', '/v1/try', { lang: 'zh' }));
  const say = async (lines: readonly (readonly [string, string])[]) => {
    for (const [speaker, text] of lines) await agent.call('POST', `/v1/try/${started.externalId}/say`, { speaker, text });
  };
  const shoot = async (state: string) => {
    for (const lang of languages) {
      await agent.speak(lang);
      const page = await agent.open(`/desk/${started.conversation}`, 380);
      await page.locator('.robot-chip').first().click();
      await page.locator(`[data-testid="robot-card"][data-state="${state}"]`).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(500);
      await keep(studio, page, `desk-robot-${state}-380-${lang}`);
      await page.close();
    }
  };
  await say(beginning);
  await shoot('locked');
  await say(agreement);
  await shoot('ready');
  const page = await agent.open(`/desk/${started.conversation}`, 380);
  await page.locator('.robot-chip').first().click();
  await page.locator('[data-testid="robot-card"][data-state="ready"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await until('the card to be lost', async () => {
    const { runs } = RobotRunList.parse(await operatorSees(studio, 'card-loss'));
    return runs.some(({ state }) => state === 'done') ? true : undefined;
  });
  await page.close();
  await shoot('done');
  await agent.context.close();
}

async function operatorSees(studio: Studio, bot: string): Promise<unknown> {
  const operator = await signIn(studio, '5001');
  const runs = await operator.call('GET', `/v1/robots/runs?bot=${bot}`);
  await operator.context.close();
  return runs;
}

/** Waits until every picture on a page is there. */
async function loaded(page: Awaited<ReturnType<Sitter['open']>>, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  await until(`pictures of ${page.url()}`, async () => {
    const there = await page.locator(selector).evaluateAll(all => all.every(one => 'naturalWidth' in one && one.naturalWidth !== 0));
    return there ? true : undefined;
  });
}
