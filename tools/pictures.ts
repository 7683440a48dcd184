import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '#test/kit/browser-setup.ts';
import { startDemo } from '#test/kit/running-server.ts';
import { shootConversations, shootIntegrations } from './office-pictures.ts';
import { shootReach, shootValue } from './people-pictures.ts';
import { convert, folder, keep as keepPicture, sizes } from './picture-maker.ts';
import { shootRobotCard, shootRobots } from './robot-pictures.ts';

/**
 * Makes docs/pictures: the desk at the moments of the golden call and of its English sister, in both widths, the sign-in, the try-out,
 * tickets, the leader's page, robots and their card, announcements and the reach of one, the value page, conversations, integrations, and
 * the moving picture of the README. `node tools/pictures.ts` takes ten minutes and needs ImageMagick's `convert`; `… tickets`, `leader`,
 * `robots`, `card`, `reach`, `value`, `conversations`, `integrations` make those alone.
 */
const only = process.argv.slice(2); // the names above: just those
const pace = 2; // of the call: it stands still for every picture
const frameWidth = 960;
const frameHundredths = 170;

interface Shooting {
  readonly lang: 'zh' | 'en';
  readonly staffNo: string;
  readonly call: string;
  readonly moments: readonly { readonly atMs: number; readonly name: string }[];
  readonly frames: readonly number[]; // of the moving picture
  readonly sentences: readonly [customer: string, agent: string]; // for the try-out
}

const shootings: readonly Shooting[] = [
  {
    lang: 'zh',
    staffNo: '1027',
    call: 'D01',
    moments: [
      { atMs: 11_500, name: '1-lost' },
      { atMs: 77_500, name: '2-validity' },
      { atMs: 91_800, name: '3-undo' },
      { atMs: 176_000, name: '4-wrap-up' },
    ],
    frames: [3_000, 9_000, 12_500, 22_000, 31_900, 40_000, 60_000, 69_500, 79_500, 87_000, 94_000, 101_500, 135_000, 160_000, 177_500],
    sentences: ['我想问一下那个理财产品安全吗?', '您放心,这款理财保本保收益,绝对不会亏的。'],
  },
  {
    lang: 'en',
    staffNo: '1702',
    call: 'E01',
    moments: [
      { atMs: 10_600, name: '1-lost' },
      { atMs: 65_000, name: '2-validity' },
      { atMs: 73_400, name: '3-undo' },
      { atMs: 126_000, name: '4-wrap-up' },
    ],
    frames: [],
    sentences: ['Somebody took my money, will I get it back?', 'You will definitely get your money back.'],
  },
];

if (spawnSync('convert', ['-version']).status !== 0) throw new Error('ImageMagick is missing: apt-get install imagemagick');
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'deskside-pictures-'));
const demo = await startDemo();
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium' });
const studio = { demo, browser, scratch };
const wants = (name: string) => only.length === 0 || only.includes(name);
try {
  await Promise.all([...(only.length === 0 ? shootings.map(shoot) : []), ...(wants('tickets') ? [shootTickets()] : [])]);
  if (wants('leader')) await shootLeader();
  if (wants('card')) await shootRobotCard(studio);
  if (wants('reach')) await shootReach(studio);
  if (wants('robots')) await shootRobots(studio);
  if (wants('value')) await shootValue(studio);
  if (wants('conversations')) await shootConversations(studio);
  if (wants('integrations')) await shootIntegrations(studio);
} finally {
  await browser.close();
  await demo.stop();
  rmSync(scratch, { recursive: true, force: true });
}

async function shoot({ lang, staffNo, call, moments, frames, sentences }: Shooting): Promise<void> {
  const context = await browser.newContext({ deviceScaleFactor: 2 });
  const signIn = await open(context, `/signin?lang=${lang}`, 1440);
  await signIn.getByRole('button').nth(3).waitFor();
  await keep(signIn, `signin-1440-${lang}`);
  await signIn.close();

  const headers = { origin: demo.url, 'x-csrf': '' };
  const session = await context.request.post(`${demo.url}/v1/demo/sign-in`, { data: { staffNo }, headers });
  headers['x-csrf'] = ((await session.json()) as { csrf: string }).csrf;
  const pages = { 380: await open(context, '/conversations', 380), 1440: await open(context, '/conversations', 1440) };

  await context.request.post(`${demo.url}/v1/demo/call`, { data: { call, speed: pace }, headers });
  let startedAt = performance.now();
  await Promise.all(Object.values(pages).map(page => page.goto(`${demo.url}/desk`)));
  await pages[1440].getByRole('button', { name: `×${pace}` }).click();
  const due = [...moments, ...frames.map(atMs => ({ atMs, name: '' }))].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, name } of due) {
    await wait(Math.max(0, startedAt + atMs / pace - performance.now()));
    if (name === '') await pages[1440].screenshot({ path: join(scratch, `${String(atMs).padStart(6, '0')}.png`) });
    else {
      const stoppedAt = performance.now();
      const pause = pages[1440].getByRole('button', { name: /^(暂停|Pause)$/ });
      if (!name.endsWith('wrap-up')) await pause.click();
      await pages[1440].mouse.move(0, 0);
      await keep(pages[380], `desk-380-${name}-${lang}`);
      await keep(pages[1440], `desk-1440-${name}-${lang}`);
      if (name === '3-undo') await keepDark(pages[1440], `desk-1440-${name}-${lang}-dark`);
      if (!name.endsWith('wrap-up')) await goOn(pages[1440]).click();
      startedAt += performance.now() - stoppedAt;
    }
  }
  if (frames.length > 0) move();
  await shootTry(pages[1440], lang, sentences);
  await context.close();
}

/** The list of whoever leads those who handle tickets, and the first of them; one person has one language at a time. */
async function shootTickets(): Promise<void> {
  for (const lang of ['zh', 'en'] as const) await shootTicketsIn(lang);
}

async function shootTicketsIn(lang: 'zh' | 'en'): Promise<void> {
  const context = await browser.newContext({ deviceScaleFactor: 2, timezoneId: 'Asia/Shanghai' });
  const headers = { origin: demo.url, 'x-csrf': '' };
  const session = await context.request.post(`${demo.url}/v1/demo/sign-in`, { data: { staffNo: '8003' }, headers });
  headers['x-csrf'] = ((await session.json()) as { csrf: string }).csrf;
  await context.request.patch(`${demo.url}/v1/session`, { data: { lang }, headers });
  for (const width of [1440, 380] as const) {
    const page = await open(context, '/tickets', width);
    await page.getByRole('listitem').nth(6).waitFor();
    await keep(page, `tickets-${width}-${lang}`);
    await page.getByRole('listitem').first().getByRole('link').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await keep(page, `ticket-${width}-${lang}`);
  }
  await context.close();
}

/** The leader's page when a customer of the team names the regulator, with a whisper about to be sent. */
async function shootLeader(): Promise<void> {
  const [agent, leader] = [await browser.newContext(), await browser.newContext({ deviceScaleFactor: 2 })];
  const headers = { origin: demo.url, 'x-csrf': '' };
  const signIn = (context: BrowserContext, staffNo: string) =>
    context.request.post(`${demo.url}/v1/demo/sign-in`, { data: { staffNo }, headers: { ...headers, 'x-csrf': '' } });
  headers['x-csrf'] = ((await (await signIn(agent, '1027')).json()) as { csrf: string }).csrf;
  await signIn(leader, '2001');
  const started = await agent.request.post(`${demo.url}/v1/demo/call`, { data: { call: 'D07', speed: 4 }, headers });
  const { externalId } = (await started.json()) as { externalId: string };
  const page = await open(leader, '/supervisor', 1440);
  await page.locator('[data-need="1027"]').getByText('客户提到监管投诉').first().waitFor({ timeout: 60_000 });
  await agent.request.patch(`${demo.url}/v1/demo/call/${externalId}`, { data: { paused: true }, headers });
  await page.locator('[data-need="1027"] .ny-open').click();
  await page.locator('.turns .wu').first().waitFor();
  for (const lang of ['zh', 'en'] as const) {
    await page.keyboard.press('w');
    await page.locator('.tpl').first().waitFor();
    await keep(page, `supervisor-1440-${lang}`);
    await page.keyboard.press('Escape');
    await page.setViewportSize(sizes[380]);
    await page.evaluate('scrollTo(0, 0)');
    await keep(page, `supervisor-380-${lang}`);
    await page.setViewportSize(sizes[1440]);
    if (lang === 'zh') await page.getByRole('button', { name: 'English' }).click();
  }
  await agent.close();
  await leader.close();
}

async function shootTry(page: Page, lang: string, [customer, agent]: Shooting['sentences']): Promise<void> {
  await page.goto(`${demo.url}/try`);
  const field = page.getByRole('main').getByRole('textbox').first();
  for (const [words, speaker] of [
    [customer, 0],
    [agent, 1],
  ] as const) {
    await page.locator('form').getByRole('group').getByRole('button').nth(speaker).click();
    await field.fill(words);
    await field.press('Enter');
    await page.getByRole('log').first().getByText(words.slice(0, 3)).waitFor();
  }
  await page.getByRole('alertdialog').waitFor({ timeout: 5000 });
  await keep(page, `try-1440-${lang}`);
}

async function open(context: BrowserContext, path: string, width: keyof typeof sizes): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(sizes[width]);
  await page.goto(demo.url + path);
  return page;
}

function goOn(page: Page): Locator {
  return page.getByRole('button', { name: /^(继续|Go on|Resume|Continue)$/ });
}

async function keepDark(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep(page, name);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function keep(page: Page, name: string): Promise<void> {
  await keepPicture(studio, page, name);
}

/** Makes the moving picture of the frames. */
function move(): void {
  const file = join(folder, 'desk.gif');
  const still = ['-delay', String(frameHundredths), join(scratch, '[0-9]*.png'), '-resize', `${frameWidth}x`, '-dither', 'none'];
  convert([...still, '-colors', '64', '-layers', 'OptimizeFrame', '-loop', '0', file]);
  console.log(`desk.gif ${Math.round(statSync(file).size / 1000)} kB`);
}
