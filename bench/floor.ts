import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startDemo } from '#test/kit/running-server.ts';
import { openBrowser, signIn } from '../test/e2e/browser.ts';

/**
 * The duty supervisor over 300 open calls in one node: `node bench/floor.ts` (after `vite build`). Opens them through ingest, lets people talk in
 * all of them for ten seconds, and prints how long the browser's frames took meanwhile, and while somebody searches and pages.
 */
const calls = 300;
const countFrames = `globalThis.frames = []; globalThis.last = performance.now();
  if (!globalThis.next) { globalThis.next = () => { const now = performance.now(); frames.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next); }`;
const seconds = 10;
const demo = await startDemo();
const browser = await openBrowser();
try {
  const administrator = await signIn(browser, demo.url, '7001');
  const staff = Array.from({ length: calls }, (_, at) => `6${String(at).padStart(4, '0')}`);
  const csv = [
    'staffNo,name,unit,queues,hiredOn,lang,roles',
    ...staff.map(each => `${each},坐席${each},team-loans-a,loan,2024-01-02,zh,agent`),
  ].join('\n');
  const headers = { origin: demo.url, 'x-csrf': administrator.session.csrf, 'content-type': 'text/csv' };
  const roster = await administrator.context.request.post(`${demo.url}/v1/roster`, { headers, data: csv });
  if (!roster.ok()) throw new Error(`roster: ${roster.status()} ${await roster.text()}`);

  const key = (await readFile(join(demo.folder, 'keys', 'demo-ingest.key'), 'utf8')).trim();
  const send = async (messages: readonly object[]) => {
    const answer = await fetch(`${demo.url}/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(messages),
    });
    if (!answer.ok) throw new Error(`ingest: ${answer.status} ${await answer.text()}`);
  };
  const openedAt = new Date().toISOString();
  const open = (agent: string) => ({
    type: 'open',
    protocol: 1,
    conversation: `floor-${agent}`,
    source: 'asr',
    channel: 'voice',
    lang: 'zh',
    openedAt,
    agent,
  });
  const seqs = new Map<string, number>();
  const says = (agent: string, text: string) => {
    const seq = (seqs.get(agent) ?? 0) + 1;
    seqs.set(agent, seq);
    const startMs = seq * 3000;
    const event = { kind: 'heard', speaker: 'customer', text, startMs, endMs: startMs + 2000 };
    return { type: 'event', conversation: `floor-${agent}`, source: 'asr', seq, event };
  };
  await send(staff.map(open));

  const duty = await signIn(browser, demo.url, '2009');
  const page = await duty.open('/supervisor');
  await page.locator('.tile').nth(59).waitFor({ timeout: 60_000 });
  const lines = ['我银行卡丢了', '我要打12378投诉你们', '转账没到账怎么办', '账单分期怎么收费', '请问年费是多少'];
  let isOver = false;
  let heard = 0;
  const talk = (async () => {
    for (let round = 0; !isOver; round++) {
      const some = staff.filter((_, at) => at % 5 === round % 5);
      // An HTTP sender opens again with each list: the open joins.
      await send(some.flatMap(agent => [open(agent), says(agent, lines[(Number(agent) + round) % lines.length] ?? '')]));
      heard += some.length;
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  })();
  const measure = (what: string, during: () => Promise<void>) =>
    (async () => {
      await page.evaluate(countFrames);
      await during();
      const frames = z.array(z.number()).parse(await page.evaluate('frames'));
      frames.sort((a, b) => a - b);
      const at = (share: number) => Math.round((frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0) * 10) / 10;
      console.log(JSON.stringify({ what, n: frames.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) }));
    })();
  await measure('everybody talks', () => page.waitForTimeout(seconds * 1000));
  await measure('search and page', async () => {
    for (const word of ['60', '6010', '坐席6', '挂失', '']) {
      await page.locator('.finder input').first().fill(word);
      await page.waitForTimeout(600);
    }
    for (let turn = 0; turn < 4; turn++) {
      await page.locator('.pager button').last().click();
      await page.waitForTimeout(600);
    }
  });
  isOver = true;
  await talk;
  const head = await page.locator('.team-col .ph').first().textContent();
  console.log(JSON.stringify({ calls, heard, head }));
  if (process.env.DESKSIDE_TEST_PICTURES) await page.screenshot({ path: join(process.env.DESKSIDE_TEST_PICTURES, 'floor-1440.png') });
} finally {
  await browser.close();
  await demo.stop();
}
