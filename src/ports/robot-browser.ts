import type { BrowserAction, FrameStep, Selector } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';

/** The robots' browser: pages of other systems, fenced, strict and careful with secrets. There may be none. */
export interface RobotBrowser {
  /** Whether one is there and starts; `why` is a sentence for an operator. */
  available(): Promise<BrowserThere>;
  /** The same as far as it is known: nothing is started to answer. */
  known(): BrowserThere;
  /** Pages for one run. No browser is system trouble, too many runs at once is busy. */
  open(
    fence: Fence,
  ): Promise<{ readonly ok: true; readonly context: RobotContext } | { readonly ok: false; readonly trouble: RobotTrouble }>;
  close(): Promise<void>;
}

/** A browser by its name, or why there is none. */
export type BrowserThere = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

/** What a run may reach and what it must not show. */
export interface Fence {
  /** `core.bank` or `core.bank:8080`; without a port, any port. Nothing else is resolved or connected to. */
  readonly hosts: readonly string[];
  /** Values that no picture, digest, address, title or message may show. Asked each time, since a run opens its secrets as it goes. */
  readonly hide: () => readonly string[];
}

/** Where a step works: its target's origin, `http://core.bank`. */
export interface On {
  readonly origin: string;
}

/** One run's pages. Never throws on what a page does: trouble is an answer. One action at a time. */
export interface RobotContext {
  /** Does one action within its `timeoutMs` (10 s when it says none); when it answers, nothing of it is under way any more. */
  act(on: On, action: BrowserAction, given: Given, signal: Stop): Promise<Acted>;
  /** A table into rows, page after page. More rows than `atMost` is trouble, never a silent cut. */
  extract(
    on: On,
    table: TableOnPage,
    signal: Stop,
  ): Promise<
    | { readonly ok: true; readonly rows: readonly Readonly<Record<string, string>>[] }
    | { readonly ok: false; readonly trouble: RobotTrouble }
  >;
  /** How a page looks now, with everything hidden that must be; null when it cannot be looked at. */
  look(page: string): Promise<Look | null>;
  /** Hosts that were asked for and refused, each once. */
  refused(): readonly string[];
  close(): Promise<void>;
}

/** The part of an AbortSignal that is needed; an AbortSignal is one. */
export interface Stop {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What an action is given: its templates written out, its secrets opened. */
export interface Given {
  readonly text?: string; // to fill
  readonly path?: string; // to open
  readonly says?: string; // to expect: the whole text, * for anything
  readonly file?: RobotFile; // to upload
  readonly hidden: boolean; // the text is a secret
}

/** A file that came from a page, or goes to one. */
export interface RobotFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The part of an extract step that a page needs. */
export interface TableOnPage {
  readonly at: readonly Selector[];
  readonly frame: readonly FrameStep[];
  readonly page: string;
  readonly columns: Readonly<Record<string, string>>; // variable: heading
  readonly next: readonly Selector[];
  readonly atMost: number;
  readonly timeoutMs?: number; // for each page of it; 10 s
}

/** What became of an action. */
export type Acted =
  | {
      readonly ok: true;
      readonly selector?: number; // the rank that won; above 0 is drift
      readonly read?: string;
      readonly file?: RobotFile;
      readonly signedIn?: boolean; // a password was typed and its form is gone
      readonly tookMs: number;
    }
  | {
      readonly ok: false;
      readonly trouble: RobotTrouble;
      readonly matches?: readonly number[]; // how many elements each selector matched
      readonly tookMs: number;
    };

/** A page as evidence: nothing of what the fence hides is in it. */
export interface Look {
  readonly picture: Uint8Array; // JPEG of the window, with secrets painted over
  readonly digest: string; // SHA-256 of the page's accessibility tree
  readonly address: string; // without query and fragment
  readonly title: string;
}
