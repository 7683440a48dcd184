import { z } from 'zod';
import { AlertList } from '#protocol/alerts.ts';
import { startDemo } from '#test/kit/running-server.ts';
import { openBrowser, signIn, typed } from '../test/e2e/browser.ts';

/**
 * How soon the next alert is painted at /quality: `node bench/quality.ts` (after `vite build`). An inspector of the demo bank steps through
 * alerts with ↓ and confirms them with Y; a time runs from the key, as the page hears it, to the frame after the one that painted the next claim.
 */
const conversations = 16;
const told = [
  ['agent', '您好,江海银行,工号1027为您服务。'],
  ['customer', '帮我看下卡里还有多少钱。'],
  ['agent', '您卡里现在还有三万二千六百块。'],
] as const;

/** In the page: another alert is chosen and another claim stands (a claim's header is never reused). */
const watch = `
  addEventListener('keydown', () => {
    const from = performance.now();
    const [claim, row] = ['section.claim > header', '.qa.on'].map(where => document.querySelector(where));
    const look = () => {
      const [next, other] = ['section.claim > header', '.qa.on'].map(where => document.querySelector(where));
      if (next && next !== claim && other && other !== row)
        requestAnimationFrame(() => requestAnimationFrame(() => give(performance.now() - from)));
      else requestAnimationFrame(look);
    };
    look();
  }, { capture: true });`;

const listen = `globalThis.took = new Promise((resolve, reject) => {
  globalThis.give = resolve;
  setTimeout(reject, 20_000, new Error('no other alert was painted'));
}); null`;

const demo = await startDemo({ speed: 20 });
const browser = await openBrowser();
try {
  const agent = await signIn(browser, demo.url, '1027');
  for (let count = 0; count < conversations; count++) await typed(agent, told);
  const inspector = await signIn(browser, demo.url, '3001');
  const waiting = async () => (await inspector.call('GET', '/v1/alerts?limit=100', AlertList)).alerts.length;
  for (let last = -1, now = await waiting(); now < conversations || now !== last; now = await waiting()) {
    last = now; // until all claims are read from the log
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  const page = await inspector.open('/quality');
  await page.locator('section.claim > header').waitFor();
  await page.evaluate(watch);
  const rows = await page.locator('.qa').count();

  const measure = async (what: string, key: string, times: number) => {
    const tookMs: number[] = [];
    for (let count = 0; count < times; count++) {
      await page.evaluate(listen);
      await page.keyboard.press(key);
      tookMs.push(z.number().parse(await page.evaluate('took')));
    }
    tookMs.sort((a, b) => a - b);
    const at = (share: number) => Math.round(tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))] ?? 0);
    console.log(JSON.stringify({ what, n: tookMs.length, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1), alerts: rows }));
  };
  await measure('next', 'ArrowDown', rows - 1);
  await measure('previous', 'ArrowUp', rows - 1);
  await measure('confirm and next', 'y', Math.floor(rows / 2));
} finally {
  await browser.close();
  await demo.stop();
}
