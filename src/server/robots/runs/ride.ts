import type { Bot } from '#domain/bot.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Order } from '#robots/orders.ts';
import type { RunRow } from '#server/robots/runs/claim.ts';
import type { Holder } from '#server/robots/runs/journal.ts';
import type { Pages } from '#server/robots/runs/pages.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import type { Redactor } from '#server/robots/runs/redactor.ts';
import type { RideTarget } from '#server/robots/runs/ride-target.ts';

/** A run in the hands of a runner, from being claimed until it is over, waits or is lost. */
export interface Ride {
  readonly parts: RunnerParts;
  readonly run: RunRow;
  readonly holder: Holder;
  readonly bot: Bot;
  readonly bots: Readonly<Record<string, Bot>>; // it and those it calls, by name
  readonly targets: ReadonlyMap<string, RideTarget>;
  readonly hidden: Redactor;
  readonly pages: Pages;
  readonly secrets: Secrets;
  /** Ends what is under way: the run's time is over, or somebody stopped it. */
  readonly signal: AbortSignal;
}

/** The credentials of a run, each opened once and known to the redactor from then on. */
export interface Secrets {
  open(
    order: Order,
    name: string,
  ): Promise<{ readonly ok: true; readonly value: string } | { readonly ok: false; readonly trouble: RobotTrouble }>;
}

/** What became of a step. `touched`: something may have taken effect, so a commit is in doubt until it is read. */
export type Performed =
  | { readonly ok: true; readonly found: Readonly<Record<string, unknown>>; readonly details: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly trouble: RobotTrouble;
      readonly touched: boolean;
      readonly found: Readonly<Record<string, unknown>>;
      readonly details: Readonly<Record<string, unknown>>;
    };
