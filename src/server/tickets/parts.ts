import type { Clock } from '#ports/clock.ts';
import type { NamesFor } from '#server/content/english-names.ts';
import type { Db } from '#server/db/schema.ts';
import type { MayRead } from '#server/desk/may-read.ts';
import type { Engines } from '#server/live/engines.ts';
import type { Vault } from '#server/vault/vault.ts';

/** What tickets are made from; given by whoever puts the server together. */
export interface TicketParts {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly vault: Pick<Vault, 'keep' | 'reveal' | 'hold' | 'release'>;
  readonly engines: Pick<Engines, 'latest'>;
  readonly mayRead: MayRead;
  readonly namesFor: NamesFor;
}

/** The reason a ticket's values are held in the vault. */
export function holdOf(number: string): string {
  return `ticket ${number}`;
}
