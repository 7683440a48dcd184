import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Clock } from '#ports/clock.ts';
import type { Mail } from '#ports/mail.ts';
import type { RobotBrowser } from '#ports/robot-browser.ts';
import type { Order } from '#robots/orders.ts';
import type { Db } from '#server/db/schema.ts';
import type { Log } from '#server/log.ts';
import type { Credential, CredentialAsked } from '#server/robots/bots/credential-for.ts';
import type { KeyRing } from '#server/vault/seal.ts';

/** On whose behalf a robot makes something in Deskside itself. */
export interface Behalf {
  readonly run: string;
  readonly bot: string;
  readonly path: string;
  readonly staffNo: string | null; // null: nobody asked, a schedule did
  readonly conversation: string | null;
}

/** What came of making something in Deskside: `made` is kept with the deed, so that asking again makes nothing twice. */
export type Made =
  | { readonly kind: 'made'; readonly made: Readonly<Record<string, unknown>>; readonly found: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly trouble: RobotTrouble };

/** What runs of robots need; given by whoever puts the server together. */
export interface RunnerParts {
  readonly db: Db;
  readonly databaseUrl: string; // for the connection that listens
  readonly clock: Clock;
  readonly log: Log;
  readonly ring: KeyRing;
  readonly node: string; // a process that starts again on the same data folder has the same name, and takes its runs up at once
  readonly timeZone: string;
  readonly browser: RobotBrowser | null;
  readonly mail: Mail | null;
  readonly credential: (asked: CredentialAsked) => Promise<Credential>;
  readonly announce: (order: Extract<Order, { do: 'announce' }>, behalf: Behalf, made: unknown) => Promise<Made>;
  readonly ticket: (order: Extract<Order, { do: 'ticket' }>, behalf: Behalf) => Promise<Made>;
  readonly atOnce?: number; // runs of this node
  readonly readAfterMs?: readonly number[]; // what became of a commit is read after these pauses, until it can be told
}
