import type { BrowserAction } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Look, RobotBrowser, RobotContext } from '#ports/robot-browser.ts';
import type { Order } from '#robots/orders.ts';
import type { RideTarget } from '#server/robots/runs/ride-target.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** Steps that happen on a page. */
export type PageOrder = Extract<Order, { do: 'browser' | 'extract' }>;

/** A step done on a page in this run, now or before a crash. */
export interface Been {
  readonly order: PageOrder;
  readonly found: Readonly<Record<string, unknown>>;
}

/** A run's pages: opened when the first step needs them, in a browser session of its own, gone when the run waits or ends. */
export class Pages {
  readonly #browser: RobotBrowser | null;
  readonly #targets: ReadonlyMap<string, RideTarget>;
  readonly #hide: () => readonly string[];
  readonly #been: Been[] = [];
  #context: RobotContext | null = null;
  last: string | null = null; // the picture of how the page was left

  constructor(browser: RobotBrowser | null, targets: ReadonlyMap<string, RideTarget>, hide: () => readonly string[]) {
    this.#browser = browser;
    this.#targets = targets;
    this.#hide = hide;
  }

  /** A step was done on these pages. */
  note(been: Been): void {
    this.#been.push(been);
  }

  /** The session, and what has to be read again in it first, because the steps before were done in another one. */
  async ready(
    order: PageOrder,
    first: BrowserAction | null,
  ): Promise<
    | { readonly ok: true; readonly context: RobotContext; readonly again: readonly Been[] }
    | { readonly ok: false; readonly trouble: RobotTrouble }
  > {
    if (this.#context) return { ok: true, context: this.#context, again: [] };
    if (!this.#browser) return { ok: false, trouble: systemTrouble('BROWSER_GONE', 'no browser is configured on this node') };
    const way = wayBack(this.#been, order.target, first);
    if (way.kind === 'lost')
      return {
        ok: false,
        trouble: systemTrouble('BAD_INPUT', `no way back to the page that ${way.after.order.path} left: let the step begin with open`),
      };
    const hosts = [...this.#targets.values()].flatMap(({ origin, hosts: others }) => [new URL(origin).host, ...others]);
    const opened = await this.#browser.open({ hosts, hide: this.#hide });
    if (!opened.ok) return opened;
    this.#context = opened.context;
    return { ok: true, context: opened.context, again: way.steps };
  }

  /** The last step done on pages, while no session is open: how they looked can only be seen by going back to them. */
  get left(): PageOrder | null {
    const last = this.#been.at(-1);
    if (this.#context || !last) return null;
    return wayBack(this.#been, last.order.target, null).kind === 'again' ? last.order : null;
  }

  /** The page that was worked on last. */
  get front(): string {
    const last = this.#been.at(-1)?.order;
    return (last?.do === 'browser' ? last.actions.at(-1)?.page : last?.page) ?? 'main';
  }

  /** How the page looks; null while there is none. */
  async look(page = 'main'): Promise<Look | null> {
    return (await this.#context?.look(page)) ?? null;
  }

  refused(): readonly string[] {
    return this.#context?.refused() ?? [];
  }

  /** Ends the session. What comes later opens a new one. */
  async close(): Promise<void> {
    const context = this.#context;
    this.#context = null;
    this.last = null;
    await context?.close();
  }
}

/** The way back to where a run stood: readings to do again, or the write or commit that left a page nothing leads back to. */
export type WayBack = { readonly kind: 'again'; readonly steps: readonly Been[] } | { readonly kind: 'lost'; readonly after: Been };

/**
 * The readings that lead to where a run stood: signing in, then everything since the last step that began by opening a page, in whichever
 * bot of the run it was. Writes and commits are never among them: what they did stands, and where the page they left is needed there is
 * no way back. `first`: what is done next; opening a page asks for the sign-in alone.
 */
export function wayBack(been: readonly Been[], target: string, first: BrowserAction | null): WayBack {
  const steps = been.filter(({ order }) => order.target === target && leavesItsMark(order));
  const isOpening = first?.act === 'open' && first.page === 'main';
  const from = isOpening
    ? steps.length
    : Math.max(
        0,
        steps.findLastIndex(({ order }) => opens(order)),
      );
  const since = steps.slice(from);
  const after = since.findLast(({ order }) => order.effect !== 'read');
  if (after) return { kind: 'lost', after };
  const signIn = steps.slice(0, from).findLast(({ order }) => signsIn(order));
  return { kind: 'again', steps: signIn && !since.some(({ order }) => signsIn(order)) ? [signIn, ...since] : since };
}

/** Reading a table changes nothing on the page, unless it was turned to the last one. */
function leavesItsMark(order: PageOrder): boolean {
  return order.do === 'browser' || order.next.length > 0;
}

function opens(order: PageOrder): boolean {
  return order.do === 'browser' && order.actions[0]?.act === 'open' && order.actions[0].page === 'main';
}

function signsIn(order: PageOrder): boolean {
  return (
    order.do === 'browser' &&
    order.effect === 'read' &&
    order.actions.some(action => action.act === 'fill' && typeof action.value !== 'string')
  );
}
