import type { Frame, Locator, Page } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import { frameAt } from '#adapters/playwright/find-frame.ts';
import { type Purpose, placesOf } from '#adapters/playwright/locate.ts';
import { mishapOf, type SystemTrouble, trouble } from '#adapters/playwright/trouble.ts';
import type { FrameStep, Selector } from '#domain/browser-action.ts';

/** Where to look for an element. */
export interface Wanted {
  readonly page: Page;
  readonly frame: readonly FrameStep[];
  readonly at: readonly Selector[];
  readonly origin: string;
  readonly purpose: Purpose;
}

/** The one element that is meant, and by which selector; or why there is none, with what each selector matched. */
export type Found =
  | { readonly ok: true; readonly element: Locator; readonly frame: Frame; readonly rank: number }
  | { readonly ok: false; readonly trouble: SystemTrouble; readonly matches?: readonly number[] };

const everyMs = 50;
const betterMayComeMs = 500;
const staysAmbiguousMs = 2000;

/**
 * Looks until exactly one element matches. The best selector wins at once; a lower one only after the better ones had their time, since
 * a page builds itself piece by piece. What stays ambiguous is an answer before the time is over, and nothing is touched.
 */
export async function findElement(wanted: Wanted, deadline: Deadline, interrupted: () => SystemTrouble | null): Promise<Found> {
  const began = performance.now();
  let ambiguousSince: number | null = null;
  let last: Found | null = null;
  while (!deadline.isOver) {
    const interruption = interrupted();
    if (interruption) return { ok: false, trouble: interruption };
    const now = performance.now();
    const frame = frameAt(wanted.page, wanted.frame, wanted.origin);
    if ('kind' in frame) last = { ok: false, trouble: frame };
    else {
      const counted = await deadline.within(countIn(frame, wanted, now - began >= betterMayComeMs || deadline.isHalfOver)).catch(error => {
        if (last && deadline.isOver && mishapOf(error) === 'slow') return null;
        throw error;
      });
      if (counted === null) break;
      if (counted.kind === 'unreadable') return { ok: false, trouble: counted.trouble };
      if (counted.kind === 'one') return { ok: true, element: counted.element, frame, rank: counted.rank };
      if (counted.kind === 'none') {
        last = { ok: false, trouble: missing(wanted.at, counted.matches), matches: counted.matches };
        const isAmbiguous = counted.matches.some(matched => matched > 1);
        ambiguousSince = isAmbiguous ? (ambiguousSince ?? now) : null;
        if (ambiguousSince !== null && now - ambiguousSince >= staysAmbiguousMs) return last;
      }
    }
    await deadline.pause(everyMs);
  }
  return last ?? { ok: false, trouble: missing(wanted.at, []) };
}

/** The same at once, for what may just as well not be there. */
export async function elementNow(wanted: Wanted, deadline: Deadline): Promise<Found> {
  const frame = frameAt(wanted.page, wanted.frame, wanted.origin);
  if ('kind' in frame) return { ok: false, trouble: frame };
  const counted = await deadline.within(countIn(frame, wanted, true));
  if (counted.kind === 'one') return { ok: true, element: counted.element, frame, rank: counted.rank };
  if (counted.kind === 'unreadable') return { ok: false, trouble: counted.trouble };
  return { ok: false, trouble: missing(wanted.at, counted.kind === 'none' ? counted.matches : []) };
}

type Counted =
  | { readonly kind: 'one'; readonly element: Locator; readonly rank: number }
  | { readonly kind: 'none'; readonly matches: readonly number[] }
  | { readonly kind: 'wait' } // a lower rank matched and a better one may still come; or the page was changing
  | { readonly kind: 'unreadable'; readonly trouble: SystemTrouble };

async function countIn(frame: Frame, { at, purpose }: Wanted, mayTakeLower: boolean): Promise<Counted> {
  const matches: number[] = [];
  for (const [rank, selector] of at.entries()) {
    const places = placesOf(frame, selector, purpose);
    if ('problem' in places) return { kind: 'unreadable', trouble: trouble('BAD_INPUT', `selector ${rank + 1}: ${places.problem}`) };
    let matched = 0;
    for (const element of places) {
      const count = await countOf(element);
      if (count === 'changing') return { kind: 'wait' };
      if (count === 'unreadable')
        return {
          kind: 'unreadable',
          trouble: trouble('BAD_INPUT', `selector ${rank + 1}, ${JSON.stringify(selector)}, cannot be read by the browser`),
        };
      matched = count;
      if (count === 1) return rank === 0 || mayTakeLower ? { kind: 'one', element, rank } : { kind: 'wait' };
      if (count > 1) break;
    }
    matches.push(matched);
  }
  return { kind: 'none', matches };
}

async function countOf(element: Locator): Promise<number | 'changing' | 'unreadable'> {
  try {
    return await element.count();
  } catch (error) {
    if (mishapOf(error) === 'gone') throw error;
    const text = error instanceof Error ? error.message : '';
    return /not a valid|Unexpected token|Unsupported token|while parsing|Unknown engine|SyntaxError/i.test(text)
      ? 'unreadable'
      : 'changing';
  }
}

function missing(at: readonly Selector[], matches: readonly number[]): SystemTrouble {
  const best = JSON.stringify(at[0]);
  const several = matches.flatMap((matched, rank) => (matched > 1 ? [`${matched} match selector ${rank + 1}`] : []));
  return several.length > 0
    ? trouble('AMBIGUOUS', `more than one element is ${best}: ${several.join(', ')}; nothing was touched`)
    : trouble('NOT_FOUND', `nothing on the page is ${best}${at.length > 1 ? `, nor any of ${at.length - 1} other selectors` : ''}`);
}
