import type { BotStep, Effect } from '#domain/bot-step.ts';
import type { Typed } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Scope } from '#robots/expression.ts';

type Step<Do extends BotStep['do']> = Extract<BotStep, { do: Do }>;

/** Where an order stands and how it is to be done. */
interface Placed {
  readonly path: string; // of this very instance: each:3/find
  readonly step: string;
  readonly bot: string; // whose targets and secrets it names: the called bot's within a call
  readonly title?: string;
  readonly titleEn?: string | undefined;
  readonly effect: Effect;
  readonly key?: string; // of a commit
  readonly tries: number;
  readonly timeoutMs?: number;
  readonly scope: Scope; // what the bot knows here
}

/** A file a step made, as a variable holds it. */
export interface FileValue {
  readonly file: string; // id
  readonly name: string;
}

/** Whether a variable holds a file. */
export function isFile(value: unknown): value is FileValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as FileValue).file === 'string' &&
    typeof (value as FileValue).name === 'string'
  );
}

/** A value whoever approves looks at, written out. */
interface ShownValue {
  readonly label: string;
  readonly labelEn?: string | undefined;
  readonly value: string;
  readonly valueEn?: string | undefined;
  readonly was?: string; // what it is compared with
}

/** One step to be done in the world, its templates written out but for those of actions, which see what the actions before them read. */
export type Order = Placed &
  (
    | Pick<Step<'browser'>, 'do' | 'target' | 'actions' | 'verify'>
    | (Pick<Step<'http'>, 'do' | 'target' | 'method' | 'status' | 'into' | 'verify'> & {
        readonly address: string; // path and query
        readonly headers: Readonly<Record<string, Typed>>;
        readonly json?: unknown;
      })
    | Pick<Step<'extract'>, 'do' | 'target' | 'at' | 'frame' | 'page' | 'columns' | 'next' | 'atMost' | 'into'>
    | { readonly do: 'save'; readonly rows: readonly (readonly string[])[]; readonly file: string; readonly into: string } // the first row: headings
    | {
        readonly do: 'mail';
        readonly to: readonly string[];
        readonly subject: string;
        readonly text: string;
        readonly files: readonly FileValue[];
      }
    | { readonly do: 'wait'; readonly ms: number }
    | (Pick<Step<'announce'>, 'do' | 'kind' | 'queues' | 'teams'> & { readonly says: string; readonly text: string })
    | {
        readonly do: 'ticket';
        readonly kind: string;
        readonly says: string;
        readonly text: string;
        readonly leaf?: string;
        readonly fields?: Readonly<Record<string, string>>;
        readonly into?: string;
      }
    | {
        readonly do: 'approve';
        readonly says: string;
        readonly show: readonly ShownValue[];
        readonly withinMs: number;
        readonly otherwise: 'abort' | 'hand-over';
      }
    | { readonly do: 'hand-over'; readonly why: string; readonly whyEn?: string | undefined; readonly into: readonly string[] }
    | {
        readonly do: 'ask';
        readonly question: string;
        readonly questionEn?: string | undefined;
        readonly options: readonly string[];
        readonly optionsEn?: readonly string[] | undefined;
        readonly withinMs: number;
        readonly into: string;
      }
  );

/** What became of an order. A business error is the bank's answer, and a loop may go on after it; any other trouble ends the run. */
export type Answer =
  | { readonly kind: 'done'; readonly found: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly trouble: RobotTrouble }
  | { readonly kind: 'rehearsed' }; // a dry run stopped before it: what comes after relies on it

/** How a walk ended. */
export type Ending =
  | { readonly kind: 'done'; readonly outputs: Readonly<Record<string, unknown>>; readonly refused: readonly Refused[] }
  | { readonly kind: 'rehearsed'; readonly refused: readonly Refused[] }
  | { readonly kind: 'failed'; readonly trouble: RobotTrouble; readonly path: string };

/** An element of a loop the bank said no to. */
export interface Refused {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
