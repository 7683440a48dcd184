import type { Locator } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import { frameAt } from '#adapters/playwright/find-frame.ts';
import { placesOf } from '#adapters/playwright/locate.ts';
import { type Done, find, refuse, type Stage } from '#adapters/playwright/stage.ts';
import { mishapOf } from '#adapters/playwright/trouble.ts';
import { oneLine, says } from '#adapters/playwright/wildcard.ts';
import type { BrowserAction } from '#domain/browser-action.ts';

type Of<Act extends BrowserAction['act']> = Extract<BrowserAction, { readonly act: Act }>;

const longestText = 20_000;
const everyMs = 100;
const restMs = 1200;

/** What an element says: its text, a field's value, the choice of a list, an attribute. A password is never read. */
export async function readText(element: Locator, attribute: string | undefined, deadline: Deadline): Promise<Done> {
  const read = await deadline.within(element.evaluate(textOf, attribute ?? null));
  if (read === 'password') return refuse('BAD_INPUT', 'a password field is not read');
  if (read.text === null) return refuse('NOT_FOUND', `the element has no ${attribute}`);
  if (read.text.length > longestText) return refuse('FAILED', `the element says more than ${longestText} characters`);
  return { ok: true, read: read.text };
}

/** Waits until the one element says what it must. A page at rest that says something else is the bank's answer. */
export async function expectText(stage: Stage, action: Of<'expect'>, wanted: string): Promise<Done> {
  const { deadline, pages, page, mark } = stage;
  const found = await find(stage, action, 'look');
  if (!found.ok) return found;
  let text = '';
  let since = performance.now();
  do {
    const interruption = pages.interruption(page);
    if (interruption) return { ok: false, trouble: interruption };
    const now = await readText(found.element, undefined, deadline).catch(error => notGone(error));
    if (now?.ok === false) return now;
    const said = oneLine(now?.read ?? '');
    if (says(wanted, said)) return { ok: true, selector: found.rank };
    if (said !== text) since = performance.now();
    text = said;
    if (text !== '' && performance.now() - since >= restMs && pages.isQuiet(page, restMs, mark)) break;
  } while (await deadline.pause(everyMs));
  const { else: message, elseEn } = action;
  if (message !== undefined) return { ok: false, trouble: { kind: 'business', code: 'NOT_AS_EXPECTED', message, messageEn: elseEn } };
  return refuse('WRONG_TEXT', `the page says "${text.slice(0, 120)}", not "${wanted.slice(0, 120)}"`);
}

/** Waits until so many elements are there. To wait for few or none, no selector may match more; else the first that matches enough will do. */
export async function waitFor(stage: Stage, action: Of<'wait-for'>): Promise<Done> {
  const { page, pages, on, deadline } = stage;
  const { count, operator, visible } = action;
  const fits = (seen: number) => (operator === '>=' ? seen >= count : operator === '<=' ? seen <= count : seen === count);
  const needsAll = fits(0);
  let matches: readonly number[] = [];
  do {
    const interruption = pages.interruption(page);
    if (interruption) return { ok: false, trouble: interruption };
    const frame = frameAt(page, action.frame, on.origin);
    if ('kind' in frame) {
      if (needsAll) return { ok: true };
      continue;
    }
    const counts: number[] = [];
    for (const [rank, selector] of action.at.entries()) {
      const places = placesOf(frame, selector, 'look');
      if ('problem' in places) return refuse('BAD_INPUT', `selector ${rank + 1}: ${places.problem}`);
      const all = places.reduce((one, other) => one.or(other));
      const seen = await deadline.within((visible ? all.filter({ visible: true }) : all).count()).catch(error => notGone(error) ?? null);
      if (seen === null) break;
      counts.push(seen);
      if (!needsAll && fits(seen)) return { ok: true, selector: rank };
    }
    if (counts.length === action.at.length) matches = counts;
    if (needsAll && counts.length === action.at.length && counts.every(fits)) return { ok: true };
  } while (await deadline.pause(everyMs));
  return { ...refuse('TIME_OUT', `waited for ${operator} ${count} elements and saw ${matches.join(', ') || 'none'}`), matches };
}

/** A page that is changing is looked at again; one that is gone is trouble. */
function notGone(error: unknown): null {
  if (mishapOf(error) === 'gone') throw error;
  return null;
}

interface PageElement {
  readonly tagName: string;
  readonly type?: string;
  readonly value?: string;
  readonly checked?: boolean;
  readonly innerText?: string;
  readonly textContent: string | null;
  readonly selectedOptions?: ArrayLike<{ readonly label: string }>;
  getAttribute(name: string): string | null;
}

// Runs in the page.
function textOf(element: PageElement, attribute: string | null): 'password' | { readonly text: string | null } {
  const tag = element.tagName.toLowerCase();
  if (tag === 'input' && element.type === 'password') return 'password';
  if (attribute !== null) return { text: element.getAttribute(attribute) };
  if (tag === 'input' && (element.type === 'checkbox' || element.type === 'radio')) return { text: String(element.checked) };
  if (tag === 'input' || tag === 'textarea') return { text: element.value ?? '' };
  if (tag === 'select')
    return {
      text: Array.from(element.selectedOptions ?? [])
        .map(option => option.label)
        .join(', '),
    };
  // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, without what is hidden
  return { text: (element.innerText ?? element.textContent ?? '').replace(/\u00a0/g, ' ').trim() };
}
