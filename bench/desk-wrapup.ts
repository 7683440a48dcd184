import { setTimeout as wait } from 'node:timers/promises';
import { DemoCall } from '#protocol/rest.ts';
import { startDemo } from '#test/kit/running-server.ts';
import { openBrowser, recordOf, signIn } from '../test/e2e/browser.ts';

/**
 * From the hang-up to the confirmed wrap-up, in a browser on the eight worked calls: `node bench/desk-wrapup.ts` (after `vite build`). The machine
 * presses what an agent would have to: 1 where no category stands, then Ctrl+Enter; what is missing is typed (—). It does not read, so the seconds are
 * those of the screens alone; the keystrokes are what an agent cannot save.
 */
const calls = ['D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'D07', 'D08'] as const;
const mostPresses = 20;

const demo = await startDemo({ speed: 20 });
const browser = await openBrowser();
try {
  const agent = await signIn(browser, demo.url, '1027');
  const rows: {
    readonly call: string;
    readonly confirmed: boolean;
    readonly keystrokes: number;
    readonly chosen: number;
    readonly typedFields: number;
    readonly screenMs: number;
    readonly hangUpToStoredMs: number | null;
  }[] = [];
  for (const call of calls) {
    const { conversation } = await agent.call('POST', '/v1/demo/call', DemoCall, { call });
    const page = await agent.open(`/desk/${conversation}`, 'column');
    await page.getByRole('button', { name: /确认小结/ }).waitFor({ timeout: 120_000 });
    await page.getByText('小结已写好').waitFor({ timeout: 30_000 });
    const shownAt = performance.now();
    let keys = 0;
    const press = async (key: string) => {
      keys++;
      await page.keyboard.press(key);
    };
    const isDone = async () => (await recordOf(agent, conversation)).head.wrapped;
    let chosen = 0;
    let typedFields = 0;
    let sentAt = performance.now();
    for (let turn = 0; turn < mostPresses; turn++) {
      sentAt = performance.now();
      await press('Control+Enter');
      await wait(150);
      const focused = await page.evaluate(`(() => {
        const at = document.activeElement;
        return at?.closest('[data-category]') ? 'category' : at?.getAttribute('data-missing') ? 'missing' : 'nothing';
      })()`);
      if (focused === 'category') {
        chosen++;
        await press('1');
      } else if (focused === 'missing') {
        typedFields++;
        await press('-');
        await press('Enter');
      } else if (await isDone()) break;
    }
    for (let tries = 0; tries < 100 && !(await isDone()); tries++) await wait(100);
    const { head, rows: log } = await recordOf(agent, conversation);
    const stored = (kind: string) =>
      log.findLast(({ event: { what } }) => what.kind === kind || (what.kind === 'acted' && what.act.kind === kind));
    const [closedAt, wrappedAt] = [stored('closed')?.stamps?.storedAt, stored('wrapped')?.stamps?.storedAt];
    rows.push({
      call,
      confirmed: head.wrapped,
      keystrokes: keys,
      chosen,
      typedFields,
      screenMs: Math.round(sentAt - shownAt),
      hangUpToStoredMs: closedAt !== undefined && wrappedAt !== undefined ? Math.round(wrappedAt - closedAt) : null,
    });
    console.log(JSON.stringify(rows.at(-1)));
    await page.close();
  }
  const of = (name: 'keystrokes' | 'hangUpToStoredMs') => rows.map(row => row[name] ?? 0).sort((a, b) => a - b);
  const middle = (values: readonly number[]) => {
    const [low = 0, high = 0] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
    return (low + high) / 2;
  };
  console.log(
    JSON.stringify({
      n: rows.length,
      confirmed: rows.filter(({ confirmed }) => confirmed).length,
      keystrokes: { median: middle(of('keystrokes')), max: of('keystrokes').at(-1) },
      hangUpToStoredMs: { median: middle(of('hangUpToStoredMs')), max: of('hangUpToStoredMs').at(-1) },
    }),
  );
} finally {
  await browser.close();
  await demo.stop();
}
