import type { Locator } from 'playwright-core';
import { elementNow } from '#adapters/playwright/find-element.ts';
import { find, refuse, type Stage } from '#adapters/playwright/stage.ts';
import { trouble } from '#adapters/playwright/trouble.ts';
import { oneLine } from '#adapters/playwright/wildcard.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { TableOnPage } from '#ports/robot-browser.ts';

/** Rows of a table, or why there are none. */
export type Extracted =
  | { readonly ok: true; readonly rows: readonly Readonly<Record<string, string>>[] }
  | { readonly ok: false; readonly trouble: RobotTrouble };

const everyMs = 50;

/** Reads a table page after page. `stageOf` makes each page's own stage: its time and its mark in what happens. */
export async function extract(table: TableOnPage, stageOf: () => Stage): Promise<Extracted> {
  const rows: Readonly<Record<string, string>>[] = [];
  for (let stage = stageOf(); ; stage = stageOf()) {
    const read = await readPage(stage, table);
    if (!read.ok) return read;
    rows.push(...read.rows);
    if (rows.length > table.atMost) return refuse('FAILED', `the table has more than ${table.atMost} rows (atMost); none are used`);
    const turned = await turnPage(stage, table, read.seen);
    if (turned === 'end') return { ok: true, rows };
    if (turned !== 'turned') return { ok: false, trouble: turned };
  }
}

type PageOfTable =
  | { readonly ok: true; readonly rows: readonly Readonly<Record<string, string>>[]; readonly seen: string }
  | { readonly ok: false; readonly trouble: RobotTrouble };

async function readPage(stage: Stage, table: TableOnPage): Promise<PageOfTable> {
  const found = await find(stage, table, 'look');
  if (!found.ok) return found;
  const grid = await gridOf(found.element, stage);
  if (!grid) return refuse('BAD_INPUT', 'the element is no table and holds none, or more than one');
  const places = new Map<string, number>();
  for (const [variable, heading] of Object.entries(table.columns)) {
    const at = grid.headings.flatMap((text, index) => (oneLine(text) === oneLine(heading) ? [index] : []));
    if (at.length !== 1)
      return refuse(at.length > 1 ? 'AMBIGUOUS' : 'NOT_FOUND', `${at.length || 'no'} columns of the table are headed ${heading}`);
    places.set(variable, at[0] ?? 0);
  }
  const rows = grid.rows.map(cells => Object.fromEntries([...places].map(([variable, at]) => [variable, cells[at] ?? ''])));
  return { ok: true, rows, seen: JSON.stringify(grid.rows) };
}

async function turnPage(stage: Stage, table: TableOnPage, seen: string): Promise<'end' | 'turned' | RobotTrouble> {
  const { deadline, pages, page } = stage;
  if (table.next.length === 0) return 'end';
  const next = await presentNext(stage, table);
  if (next === null) return 'end';
  if ('kind' in next) return next;
  await next.click(deadline.options());
  while (await deadline.pause(everyMs)) {
    const interruption = pages.interruption(page);
    if (interruption) return interruption;
    const found = await find(stage, table, 'look');
    const grid = found.ok ? await gridOf(found.element, stage).catch(() => null) : null;
    if (grid && JSON.stringify(grid.rows) !== seen) return 'turned';
  }
  return trouble('TIME_OUT', 'the next page was pressed and the table stayed the same');
}

/** The way to the next page, if it can be pressed now. */
async function presentNext({ page, on, deadline }: Stage, { next, frame }: TableOnPage): Promise<Locator | null | RobotTrouble> {
  const found = await elementNow({ page, frame, at: next, origin: on.origin, purpose: 'click' }, deadline);
  if (!found.ok) return found.trouble.code === 'NOT_FOUND' ? null : found.trouble;
  const isThere = await deadline.within(found.element.evaluate(canPress));
  return isThere && (await found.element.isVisible()) ? found.element : null;
}

interface Grid {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

async function gridOf(element: Locator, { deadline }: Stage): Promise<Grid | null> {
  return deadline.within(element.evaluate(readGrid));
}

interface PageElement {
  readonly tagName: string;
  readonly innerText?: string;
  readonly textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly className: unknown;
  readonly disabled?: boolean;
  closest(selector: string): PageElement | null;
  matches(selector: string): boolean;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
}

// These two run in the page.

function canPress(element: PageElement): boolean {
  const off = (one: PageElement) =>
    one.disabled === true || one.getAttribute('aria-disabled') === 'true' || /(^|[\s_-])disabled($|[\s_-])/.test(String(one.className));
  return !off(element) && !(element.parentElement?.tagName === 'LI' && off(element.parentElement));
}

function readGrid(element: PageElement): Grid | null {
  const tables = 'table, [role=table], [role=grid], [role=treegrid]';
  const inside = Array.from(element.querySelectorAll(tables));
  const outer = inside.filter(one => !one.parentElement?.closest(tables) || one.parentElement.closest(tables) === element.closest(tables));
  const table = element.matches(tables) ? element : outer.length === 1 ? outer[0] : null;
  if (!table) return null;
  const text = (cell: PageElement) => {
    const field = cell.querySelectorAll(
      'input:not([type=hidden]):not([type=password]):not([type=checkbox]):not([type=radio]), textarea',
    )[0] as (PageElement & { readonly value?: string }) | undefined;
    // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, without what is hidden
    const said = (cell.innerText ?? cell.textContent ?? '').replace(/\s+/g, ' ').trim();
    return said === '' && field ? (field.value ?? '') : said;
  };
  const own = (one: PageElement) => one.parentElement?.closest(tables) === table;
  const lines = Array.from(table.querySelectorAll('tr, [role=row]')).filter(own);
  const carried: { left: number; text: string }[] = [];
  const read = lines.map(line => {
    const cells = Array.from(line.querySelectorAll('td, th, [role=cell], [role=gridcell], [role=columnheader], [role=rowheader]')).filter(
      cell => cell.closest('tr, [role=row]') === line,
    );
    const texts: string[] = [];
    let at = 0;
    const carry = () => {
      for (let over = carried[at]; over && over.left > 0; over = carried[at]) {
        over.left--;
        texts[at++] = over.text;
      }
    };
    for (const cell of cells) {
      carry();
      for (let span = 0; span < (cell.colSpan ?? 1); span++, at++) {
        texts[at] = text(cell);
        carried[at] = { left: (cell.rowSpan ?? 1) - 1, text: texts[at] ?? '' };
      }
    }
    carry();
    const isHead = cells.length > 0 && cells.every(cell => cell.tagName === 'TH' || cell.getAttribute('role') === 'columnheader');
    const isFoot = line.closest('tfoot') !== null;
    const isNotice = cells.length === 1 && texts.length > 1; // no data, a sum over the whole width
    return { texts, isHead, isFoot, isNotice, isEmpty: cells.length === 0 };
  });
  const heads = read.filter(line => line.isHead);
  const head = heads.at(-1) ?? read.find(line => !line.isEmpty);
  return {
    headings: head?.texts ?? [],
    rows: read.filter(line => line !== head && !line.isHead && !line.isFoot && !line.isNotice && !line.isEmpty).map(line => line.texts),
  };
}
