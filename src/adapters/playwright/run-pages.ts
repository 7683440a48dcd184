import type { BrowserContext, Page } from 'playwright-core';
import { act } from '#adapters/playwright/act.ts';
import { Deadline } from '#adapters/playwright/deadline.ts';
import type { Gate } from '#adapters/playwright/gate.ts';
import { lookAt } from '#adapters/playwright/look.ts';
import { redact } from '#adapters/playwright/redact.ts';
import { SignIn } from '#adapters/playwright/sign-in.ts';
import type { Done, Stage } from '#adapters/playwright/stage.ts';
import { type Extracted, extract } from '#adapters/playwright/table.ts';
import { mishapOf, trouble } from '#adapters/playwright/trouble.ts';
import { WatchedPages } from '#adapters/playwright/watched-pages.ts';
import type { BrowserAction } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Acted, Fence, Given, Look, On, RobotContext, Stop, TableOnPage } from '#ports/robot-browser.ts';

type Failed = Extract<Done, { readonly ok: false }>;

const usualMs = 10_000;
const longestMessage = 500;

/** One run's pages in a browser profile of their own, behind their own gate. */
export class RunPages implements RobotContext {
  readonly #context: BrowserContext;
  readonly #gate: Gate;
  readonly #fence: Fence;
  readonly #pages: WatchedPages;
  readonly #signIn = new SignIn();
  readonly #whenClosed: () => void;
  readonly #values = new Set<string>(); // typed as hidden, whether or not the fence names them
  #isClosed = false;

  constructor(context: BrowserContext, gate: Gate, fence: Fence, whenClosed: () => void) {
    this.#context = context;
    this.#gate = gate;
    this.#fence = fence;
    this.#pages = new WatchedPages(context, gate);
    this.#whenClosed = whenClosed;
  }

  async act(on: On, action: BrowserAction, given: Given, signal: Stop): Promise<Acted> {
    const began = performance.now();
    this.#gate.mend();
    if (given.hidden && given.text !== undefined) this.#values.add(given.text);
    const deadline = new Deadline(action.timeoutMs ?? usualMs, signal);
    const mark = this.#pages.begin(action);
    const done = await this.#guard(deadline, async () => {
      const page = await this.#page(action.page);
      if (!page) return { ok: false, trouble: noPage(action.page) };
      return act({ pages: this.#pages, on, given, deadline, page, mark }, this.#signIn, action);
    });
    this.#pages.end();
    deadline.close();
    const tookMs = Math.round(performance.now() - began);
    return done.ok ? { ...done, tookMs } : { ...done, trouble: this.#clean(done.trouble), tookMs };
  }

  async extract(on: On, table: TableOnPage, signal: Stop): Promise<Extracted> {
    this.#gate.mend();
    const deadlines: Deadline[] = [];
    const nothing: BrowserAction = {
      act: 'wait-for',
      page: table.page,
      at: [...table.at],
      frame: [...table.frame],
      count: 1,
      operator: '>=',
      visible: true,
    };
    const all = new Deadline(24 * 3_600_000, signal);
    const done = await this.#guard(all, async (): Promise<Extracted> => {
      const page = await this.#page(table.page);
      if (!page) return { ok: false, trouble: noPage(table.page) };
      const stageOf = (): Stage => {
        const deadline = new Deadline(table.timeoutMs ?? usualMs, signal);
        deadlines.push(deadline);
        return { pages: this.#pages, on, given: { hidden: false }, deadline, page, mark: this.#pages.begin(nothing) };
      };
      return extract(table, stageOf);
    });
    this.#pages.end();
    for (const deadline of [...deadlines, all]) deadline.close();
    return done.ok ? done : { ok: false, trouble: this.#clean(done.trouble) };
  }

  async look(name: string): Promise<Look | null> {
    const page = this.#pages.page(name);
    return page ? lookAt(page, this.#hidden()) : null;
  }

  refused(): readonly string[] {
    return this.#gate.refused();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.#context.close().catch(() => {}); // with a browser that is gone there is nothing to close
      await this.#gate.close();
    } finally {
      this.#whenClosed();
    }
  }

  async #page(name: string): Promise<Page | null> {
    return name === 'main' ? this.#pages.main() : this.#pages.page(name);
  }

  /** Whatever is thrown on a page is an answer. Its text is not: it may quote the page. */
  async #guard<Answer extends Done | Extracted>(deadline: Deadline, work: () => Promise<Answer>): Promise<Answer | Failed> {
    const stopped: Failed = { ok: false, trouble: trouble('STOPPED', 'the run was stopped') };
    try {
      const done = await work();
      return deadline.isStopped && !done.ok ? stopped : done;
    } catch (error) {
      if (deadline.isStopped) return stopped;
      const mishap = mishapOf(error);
      const isGone = this.#isClosed || this.#context.browser()?.isConnected() !== true;
      if (isGone) return { ok: false, trouble: trouble('BROWSER_GONE', 'the browser ended while it worked') };
      if (mishap === 'gone') return { ok: false, trouble: trouble('NOT_FOUND', 'the window closed while it was worked on') };
      if (mishap === 'slow') return { ok: false, trouble: trouble('TIME_OUT', 'the page took too long') };
      const isUnclear = mishap === 'several';
      return {
        ok: false,
        trouble: isUnclear ? trouble('AMBIGUOUS', 'more than one element matches') : trouble('FAILED', 'the browser could not do it'),
      };
    }
  }

  #hidden(): readonly string[] {
    return [...this.#fence.hide(), ...this.#values];
  }

  #clean(met: RobotTrouble): RobotTrouble {
    return met.kind === 'busy' ? met : { ...met, message: redact(met.message, this.#hidden()).slice(0, longestMessage) };
  }
}

function noPage(name: string): RobotTrouble {
  return trouble('NOT_FOUND', `the window ${name} is not open`);
}
