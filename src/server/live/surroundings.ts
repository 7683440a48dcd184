import type { Bus } from '#ports/bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { Flush } from '#server/live/flush.ts';
import type { Limits } from '#server/live/limits.ts';
import type { Seals } from '#server/live/seals.ts';
import type { Write } from '#server/live/write.ts';
import type { Log } from '#server/log.ts';

/** What is known of a 工号; null when nobody has it, which the one who looks it up keeps a list of. */
export type FindAgent = (staffNo: string) => Promise<{ readonly hiredOn?: string } | null>;

/** What all conversations of a node share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly bus: Bus;
  readonly flush: Pick<Flush<Write>, 'add'>;
  readonly seals: Seals;
  readonly findAgent: FindAgent;
  readonly limits: Limits;
}

/** Where committed rows and partials of a conversation are published. */
export const rowsOf = (conversation: string): string => `rows.${conversation}`;

/** Where it is said that an agent's list of conversations changed. */
export const inboxOf = (staffNo: string): string => `inbox.${staffNo}`;

/** Where it is said that an agent's screen has something to decide: whoever owns it takes it up. */
export const screenCalls = 'screens';

/** Where the state of an agent's screen is published. */
export const screenOf = (staffNo: string): string => `screen.${staffNo}`;

/** Where it is said that a whisper waits for an agent, or what the agent's desk did with one. */
export const whisperCalls = 'whispers';

/** What is said there. */
export type WhisperCall =
  | { readonly agent: string; readonly did: 'sent' }
  | { readonly agent: string; readonly did: 'seen' | 'said'; readonly id: string };

/** Where it is said that an agent has a conversation more or less, whoever the agent is. */
export const floorCalls = 'floor';
