import type { ConversationId } from '#domain/ids.ts';
import type { Mark } from '#domain/mark.ts';
import type { Vaulted } from '#server/live/store.ts';

/** What live conversations need of the vault. */
export interface Seals {
  /** Seals values in the transaction that stores the words they were taken from. */
  readonly keep: Vaulted;
  /** Seals the door's memory of a conversation, which holds digits. */
  close(conversation: ConversationId, memory: string): Uint8Array;
  open(conversation: ConversationId, sealed: Uint8Array): string;
  /** One sealed value, or null when there is none (any more). */
  reveal(conversation: ConversationId, mark: Pick<Mark, 'class' | 'number'>): Promise<string | null>;
}
