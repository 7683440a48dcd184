import type { Locator, Page } from 'playwright-core';

/** What somebody who sees, or hears a screen reader, is told by the desk during a call. */
export interface Read {
  readonly cards: readonly string[]; // titles in the card zone
  readonly script: string;
  readonly lines: readonly string[]; // the pinned line's groups, by accessible name
  readonly chips: readonly string[];
  readonly alarms: number; // interrupting dialogs
  readonly shield: string;
  readonly zones: Readonly<Record<string, string>>; // where every region is
}

/** Reads a desk by roles and names, in one go. */
export function readDesk(page: Page): Promise<Read> {
  return page.evaluate(() => {
    const all = (selector: string, within: ParentNode | null | undefined = document) => [
      ...(within?.querySelectorAll<HTMLElement>(selector) ?? []),
    ];
    const region = (name: string) => all(`section[aria-label="${name}"]`)[0];
    const names = (elements: readonly HTMLElement[]) => elements.map(element => element.getAttribute('aria-label') ?? '');
    const text = (element: HTMLElement | undefined) => (element?.textContent ?? '').trim();
    const card = region('现在说');
    const line = region('必说与提示');
    const box = (element: HTMLElement) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    };
    return {
      cards: all('article h2', card).map(text),
      script: text(all('article p', card)[0]),
      lines: names(all('[role=group]', line)),
      chips: names(all('[role=img]', line)),
      alarms: all('[role=alertdialog]').length,
      shield:
        all('main header [role=status]')
          .map(text)
          .find(words => words.endsWith('核实')) ?? '',
      zones: Object.fromEntries(all('main section[aria-label]').map(element => [element.getAttribute('aria-label') ?? '', box(element)])),
    };
  });
}

/** Reads the wrap-up written at hang-up: its category, its sentences, its fields and those nobody spoke of. */
export async function readWrapUp(page: Page) {
  const form = page.getByRole('region', { name: '小结', exact: true }).first();
  const category = form.getByRole('button').first();
  const path = await category.locator('span.m.el').textContent();
  const leaf = await category.locator('span.b').textContent();
  const labels = await form.locator('label').allTextContents();
  const values = await Promise.all(labels.map(async label => [label, await fieldOf(form.getByLabel(label, { exact: true }))] as const));
  const clauses = await form.getByRole('term').allTextContents();
  const sentences = await form.getByRole('definition').allTextContents();
  return {
    category: `${path} / ${leaf}`,
    clauses: clauses.filter((_, at) => (sentences[at] ?? '').trim().length > 1),
    empty: values.filter(([, value]) => value === '还没说到' || value === '请补充').map(([label]) => label),
    fields: Object.fromEntries(values.filter(([, value]) => value !== '还没说到' && value !== '请补充')),
  };
}

/** A field's value without the numbers of the turns it rests on. */
function fieldOf(field: Locator): Promise<string> {
  return field.evaluate(element => (element.firstElementChild?.textContent ?? '').trim());
}
