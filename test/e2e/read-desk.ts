import type { Page } from 'playwright-core';

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

/** Reads a desk by roles and names. */
export async function readDesk(page: Page): Promise<Read> {
  const card = page.getByRole('region', { name: '现在说' });
  const line = page.getByRole('region', { name: '必说与提示' });
  const [cards, script, lines, chips, alarms, shield, zones] = await Promise.all([
    card.getByRole('article').getByRole('heading').allTextContents(),
    card.getByRole('article').getByRole('paragraph').allTextContents(),
    line.getByRole('group').evaluateAll(labels),
    line.getByRole('img').evaluateAll(labels),
    page.getByRole('alertdialog').count(),
    page.getByRole('main').getByRole('status').filter({ hasText: /核实$/ }).allTextContents(),
    page.getByRole('main').getByRole('region').evaluateAll(boxes),
  ]);
  return { cards, script: script[0] ?? '', lines, chips, alarms, shield: shield.join(' '), zones };
}

function labels(elements: readonly Element[]): readonly string[] {
  return elements.map(element => element.getAttribute('aria-label') ?? '');
}

function boxes(elements: readonly Element[]): Readonly<Record<string, string>> {
  const boxOf = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].map(Math.round).join(' ');
  };
  return Object.fromEntries(elements.map(element => [element.getAttribute('aria-label') ?? '', boxOf(element)]));
}

/** What is read of the wrap-up at hang-up. */
export interface ReadWrapUp {
  readonly state: string;
  readonly category: string;
  readonly clauses: readonly string[]; // parts that have a sentence
  readonly fields: Readonly<Record<string, string>>;
  readonly empty: readonly string[];
}

/** Reads the wrap-up form, in one go. */
export function readWrapUp(page: Page): Promise<ReadWrapUp> {
  return page.evaluate(() => {
    const form = document.querySelector('main section[aria-label="小结"]');
    const all = (selector: string) => [...(form?.querySelectorAll<HTMLElement>(selector) ?? [])];
    const text = (element: Element | null | undefined) => (element?.textContent ?? '').trim();
    const [leaf, path] = [...(all('button')[0]?.children ?? [])];
    const fields = all('label').map(label => {
      const value = document.getElementById(label.getAttribute('for') ?? '');
      return [text(label), text(value?.firstElementChild)] as const; // the numbers of its turns come after
    });
    const isEmpty = ([, value]: readonly [string, string]) => value === '还没说到' || value === '请补充';
    return {
      state: text(form?.querySelector('span')),
      category: `${text(path)} / ${text(leaf?.querySelector('span'))}`,
      clauses: all('dt')
        .filter(term => text(term.nextElementSibling).length > 4)
        .map(text),
      fields: Object.fromEntries(fields.filter(field => !isEmpty(field))),
      empty: fields.filter(isEmpty).map(([label]) => label),
    };
  });
}
