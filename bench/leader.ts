import { z } from 'zod';
import { startDemo } from '#test/kit/running-server.ts';
import { openBrowser, recordOf, signIn, typed } from '../test/e2e/browser.ts';

/**
 * How soon a leader sees that a customer named the regulator: `node bench/leader.ts [rounds]` (after `vite build`). An agent hears 12378 in one call
 * after the other; a time runs from the moment the words were stored (the record's stamp) to the frame after the one in which that agent's row was
 * painted on top of 需要你. One machine, so one clock.
 */
const rounds = Number(process.argv[2] ?? 20);
const agents = ['1027'] as const; // others are played by the demo itself

/** In the page: when the first row was painted as this agent's. */
const watch = (agent: string) => `new Promise((resolve, reject) => {
  const late = setTimeout(reject, 20_000, new Error('the row never came on top'));
  const look = () => {
    const top = document.querySelector('[data-need]');
    if (top?.getAttribute('data-need') === '${agent}') {
      clearTimeout(late);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
    } else requestAnimationFrame(look);
  };
  look();
})`;

const demo = await startDemo();
const browser = await openBrowser();
try {
  const leader = await signIn(browser, demo.url, '2001');
  const page = await leader.open('/supervisor');
  await page.locator('.tile').first().waitFor();
  const tookMs: number[] = [];
  const signed = await Promise.all(agents.map(staffNo => signIn(browser, demo.url, staffNo)));
  for (let round = 0; round < rounds; round++) {
    const at = round % agents.length;
    const [agent, staffNo] = [signed[at], agents[at]];
    if (!agent || !staffNo) throw new Error('nobody signed in');
    const painted = page.evaluate(watch(staffNo));
    const call = await typed(agent, [['customer', '再不处理我就打12378投诉你们']]);
    const paintedAt = z.number().parse(await painted);
    const { rows } = await recordOf(agent, call.conversation);
    const heard = rows.find(({ event }) => event.what.kind === 'heard');
    const storedAt = heard?.stamps?.storedAt;
    if (storedAt !== undefined) tookMs.push(paintedAt - storedAt);
    await agent.call('DELETE', `/v1/try/${call.externalId}`, z.unknown());
    await page.locator(`[data-need="${staffNo}"]`).waitFor({ state: 'detached' });
  }
  tookMs.sort((a, b) => a - b);
  const of = (share: number) => tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))];
  console.log(
    JSON.stringify({ what: 'stored → row on top painted', n: tookMs.length, medianMs: of(0.5), p95Ms: of(0.95), maxMs: tookMs.at(-1) }),
  );
} finally {
  await browser.close();
  await demo.stop();
}
