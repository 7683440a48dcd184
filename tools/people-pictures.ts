import { setTimeout as wait } from 'node:timers/promises';
import { AnnouncementWhole, MadeAnnouncement, Reach } from '#protocol/announcements.ts';
import { keep, languages, type Studio, signIn, until } from './picture-maker.ts';

const desks = ['1027', '1702']; // the others of their teams miss it, by name
const reading = ['1027']; // who also confirm it

/** Who is here this hour, as a workforce system would export it. */
function roster(): string {
  const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const shift = `${local(Date.now() - 3_600_000)},${local(Date.now() + 3_600_000)}`;
  const here = ['1027,林晓雯,银行卡一班', '1533,陈志远,银行卡一班', '1702,Emma Clarke,English desk'];
  return ['工号,姓名,班组,上班,下班', ...here.map(one => `${one},${shift}`), ''].join('\n');
}

/** An announcement while it is written, and who of a team has seen it a moment later. */
export async function shootReach(studio: Studio): Promise<void> {
  const [editor, administrator] = [await signIn(studio, '4001'), await signIn(studio, '7001')];
  await administrator.call('POST', '/v1/roster', roster());
  const { id } = MadeAnnouncement.parse(await editor.call('POST', '/v1/announcements', {}));
  const { doc, revision } = AnnouncementWhole.parse(await editor.call('GET', `/v1/announcements/${id}`));
  const written = {
    ...doc,
    title: '挂失补卡免工本费，限 12 月',
    body: '12 月 1 日至 31 日，口头挂失后到网点补卡免收 10 元工本费。加急寄送仍收 20 元。',
    say: '您这个月到网点补卡，工本费是免的。',
    targets: { ...doc.targets, units: ['team-cards-a', 'team-loans-a', 'team-english'] },
    expiresAt: '2027-01-01T00:00:00+08:00',
  };
  await editor.call('PATCH', `/v1/announcements/${id}`, { revision, doc: written });
  for (const lang of languages) {
    await editor.speak(lang);
    for (const width of [1440, 380] as const) {
      const page = await editor.open(`/announcements/${id}`, width);
      await page.getByTestId('preview').getByText(written.title).waitFor();
      await until('the audience', async () => ((await page.getByTestId('audience').textContent()) === '0' ? undefined : true));
      await keep(studio, page, `announce-compose-${width}-${lang}`, 'whole');
      await page.close();
    }
  }
  const ready = AnnouncementWhole.parse(await editor.call('GET', `/v1/announcements/${id}`));
  await editor.call('POST', `/v1/announcements/${id}/send`, { revision: ready.revision });

  const agents = await Promise.all(desks.map(staffNo => signIn(studio, staffNo)));
  for (const [at, agent] of agents.entries()) {
    await agent.context.route('**/v1/demo/call', route => (route.request().method() === 'POST' ? route.abort() : route.continue())); // idle
    const desk = await agent.open('/desk', 380);
    const card = desk.getByTestId('announcement').filter({ hasText: written.title });
    await until(`${desks[at]} to see it`, async () => {
      if ((await card.count()) > 0) return true;
      await desk.keyboard.press('Enter'); // those of before come first
      return undefined;
    });
    await wait(1500); // seen is what stood there for a second
    if (reading.includes(desks[at] ?? '')) await desk.keyboard.press('Enter');
  }
  await until('the reach', async () => {
    const { counts } = Reach.parse(await editor.call('GET', `/v1/announcements/${id}/reach`));
    return counts.painted >= desks.length && counts.acknowledged >= reading.length ? true : undefined;
  });
  for (const lang of languages) {
    await editor.speak(lang);
    for (const width of [1440, 380] as const) {
      const page = await editor.open(`/announcements/${id}`, width);
      await page.getByTestId('reach').waitFor();
      await page.waitForTimeout(800);
      await keep(studio, page, `announce-reach-${width}-${lang}`, 'whole');
      await page.goto(`${studio.demo.url}/announcements`);
      await page.getByText(written.title).waitFor();
      await keep(studio, page, `announce-list-${width}-${lang}`);
      await page.close();
    }
  }
  for (const { context } of [editor, administrator, ...agents]) await context.close();
}

/** The value page, of the weeks the demo invents and says so. */
export async function shootValue(studio: Studio): Promise<void> {
  const leader = await signIn(studio, '7001');
  for (const lang of languages) {
    await leader.speak(lang);
    for (const width of [1440, 380] as const) {
      const page = await leader.open('/reports/value', width);
      await page.getByTestId('weeks').locator('svg').waitFor();
      await page.waitForTimeout(1000);
      await keep(studio, page, `value-${width}-${lang}`, 'whole');
      await page.close();
    }
  }
  await leader.context.close();
}
