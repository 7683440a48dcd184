import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DraftList } from '#protocol/content.ts';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { looks, recordOf, type SignedIn } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { endedCall } from './ended-call.ts';

/** The way of a category the agent changed: to an example the editor takes, in a draft for somebody else to approve. */
describe.skipIf(!hasBrowser())('what wrap-ups teach', () => {
  const here = demoInBrowser();
  let agent: SignedIn;
  let editor: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
    editor = await here.signIn('4001');
  });

  test('the customer’s words for the leaf the agent chose are taken into a draft, with what it changes; nobody’s name is among them', async () => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('2');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    await page.close();

    const offered = async () => JSON.stringify(await editor.call('GET', '/v1/content/examples', z.unknown()));
    await expect.poll(offered, { timeout: 30_000 }).toContain('我银行卡丢了');
    expect(await offered()).not.toMatch(/周明远|0016|⟦/);
    const content = await editor.open('/content');
    const zone = content.getByRole('region', { name: '从小结学到的说法' });
    await zone.getByRole('button', { name: /^采纳 我银行卡丢了/ }).waitFor();
    await content.setViewportSize(looks.column);
    expect(await zone.locator('.example').evaluateAll(onTwoLines)).toEqual([]);
    await zone.getByRole('button', { name: /^采纳 我银行卡丢了/ }).click();
    await zone.getByRole('button', { name: '采纳 1 句，生成草稿' }).click();
    await zone.getByText(/采纳 1，不用 0。 草稿 \d+ 已交审批。/).waitFor();
    await zone.getByText(/原有例句抽查 \d+ 句：排第一 \d+ → \d+/).waitFor();
    await zone.getByRole('button', { name: /^采纳 我银行卡丢了/ }).waitFor({ state: 'detached' });
    const { drafts } = await editor.call('GET', '/v1/content/drafts', DraftList);
    expect(drafts.map(({ state, counts, changes }) => ({ state, counts, fields: changes[0]?.fields }))).toEqual([
      { state: 'in-review', counts: { added: 0, changed: 1, removed: 0 }, fields: ['examples'] },
    ]);
    await content.close();
  });
});

/** Sentences whose two choices do not stand side by side. */
function onTwoLines(rows: readonly Element[]): readonly string[] {
  return rows.flatMap(row => {
    const [take, leave] = [...row.querySelectorAll('button')].map(button => button.getBoundingClientRect().top);
    return take === leave ? [] : [row.textContent ?? ''];
  });
}
