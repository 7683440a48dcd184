import type { ConversationId } from '#domain/ids.ts';
import type { Mark } from '#domain/mark.ts';
import type { Trx } from '#server/db/schema.ts';
import type { Sealable } from '#server/live/write.ts';

/** What live conversations need of the vault. */
export interface Seals {
  /** Seals values in the transaction that stores the words they were taken from. */
  keep(trx: Trx, values: readonly Sealable[]): Promise<void>;
  /** The conversation was wrapped up: its values end some time afterwards. */
  endAfter(trx: Trx, conversation: ConversationId, wrappedUpAt: Date): Promise<void>;
  /** Seals the door's memory of a conversation, which holds digits. */
  close(conversation: ConversationId, memory: string): Uint8Array;
  open(conversation: ConversationId, sealed: Uint8Array): string;
  /** One sealed value, or null when there is none (any more). */
  reveal(conversation: ConversationId, mark: Pick<Mark, 'class' | 'number'>): Promise<string | null>;
}
