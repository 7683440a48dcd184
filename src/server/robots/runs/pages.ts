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
    const hosts = [...this.#targets.values()].flatMap(({ origin, hosts: others }) => [new URL(origin).host, ...others]);
    const opened = await this.#browser.open({ hosts, hide: this.#hide });
    if (!opened.ok) return opened;
    this.#context = opened.context;
    return { ok: true, context: opened.context, again: wayBack(this.#been, order, first) };
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

/**
 * The readings that lead to where a run stood: signing in, then everything since the last step that began by opening a page. Writes and
 * commits are never among them: what they did stands.
 */
export function wayBack(been: readonly Been[], order: PageOrder, first: BrowserAction | null): readonly Been[] {
  const reads = been.filter(
    one => one.order.target === order.target && one.order.bot === order.bot && one.order.do === 'browser' && one.order.effect === 'read',
  );
  const from = first?.act === 'open' ? reads.length : reads.findLastIndex(one => opens(one.order));
  const since = from < 0 ? reads : reads.slice(from);
  const signIn = reads.slice(0, reads.length - since.length).findLast(one => signsIn(one.order));
  return signIn && !since.some(one => signsIn(one.order)) ? [signIn, ...since] : since;
}

function opens(order: PageOrder): boolean {
  return order.do === 'browser' && order.actions[0]?.act === 'open' && order.actions[0].page === 'main';
}

function signsIn(order: PageOrder): boolean {
  return order.do === 'browser' && order.actions.some(action => action.act === 'fill' && typeof action.value !== 'string');
}
