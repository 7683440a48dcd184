import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '#test/kit/browser-setup.ts';
import { recordOf, type SignedIn } from './browser.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { endedCall } from './ended-call.ts';

/** After the call: what the agent checks, files and confirms, with the keyboard alone and in a low window. */
describe.skipIf(!hasBrowser())('the wrap-up', () => {
  const here = demoInBrowser();
  let agent: SignedIn;

  beforeAll(async () => {
    agent = await here.signIn('1027');
  });

  const ways = [
    { by: 'words of two levels', types: '账户 三类户', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
    { by: 'pinyin initials', types: 'slhxskl', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
    { by: 'code', types: '010103', path: '账户与存款 / 账户开立', leaf: '三类户线上开立', code: '010103' },
  ] as const;

  test.each(ways)('another category is found by $by, and confirmed, all by keys', async ({ types, path, leaf, code }) => {
    const { conversation, page } = await endedCall(agent);
    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially(types);
    await page.getByRole('option', { selected: true }).getByText(leaf).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');

    await expect.poll(async () => (await recordOf(agent, conversation)).head.wrapped).toBe(true);
    const { rows } = await recordOf(agent, conversation);
    const acts = rows.flatMap(({ event: { what } }) => (what.kind === 'acted' ? [what.act] : []));
    expect(acts).toEqual([{ kind: 'chose', category: code, searchedMs: expect.any(Number) }, { kind: 'wrapped' }]);
    const filed = rows.flatMap(({ advice }) => advice).findLast(change => change.op !== 'withdrawn' && change.advice.kind === 'category');
    expect(filed).toMatchObject({
      advice: {
        chosen: code,
        by: 'agent',
        ranking: expect.arrayContaining([expect.objectContaining({ path: [...path.split(' / '), leaf] })]),
      },
    });
    await page.close();
  });

  test('the category found stands on the form at once; Esc leaves the search without a choice', async () => {
    const { page } = await endedCall(agent);
    const form = page.getByRole('region', { name: '小结', exact: true });
    const first = await form.getByRole('button').first().textContent();
    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially('三类户');
    await page.keyboard.press('Escape');
    expect(await form.getByRole('button').first().textContent()).toBe(first);

    await page.keyboard.press('4');
    await page.getByRole('combobox').pressSequentially('三类户');
    await page.getByRole('option', { selected: true }).getByText('三类户线上开立').waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: /三类户线上开立.*账户与存款/ }).waitFor();
    await page.keyboard.press('2');
    await form.getByRole('button', { name: /三类户线上开立/ }).waitFor({ state: 'detached' });
    await page.close();
  });

  const windows = [
    { width: 380, height: 860, hides: false },
    { width: 380, height: 640, hides: true },
    { width: 1440, height: 900, hides: false },
  ] as const;

  test.each(windows)('$width×$height: every field can be seen, and what lies below says so: $hides', async ({ width, height, hides }) => {
    const { page } = await endedCall(agent, { width, height });
    const form = page.getByRole('region', { name: '小结', exact: true });
    const fields = form.locator('.field');
    expect(await fields.count()).toBe(9);
    const below = page.getByRole('button', { name: /下面还有 \d 项/ });
    if (hides) await below.click();
    await below.waitFor({ state: 'detached' });
    const edge = await form.evaluate(element => element.getBoundingClientRect().bottom);
    const bottoms = await fields.evaluateAll(all => all.map(field => field.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(edge);
    await page.close();
  });
});
