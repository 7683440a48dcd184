import type { FiledLeaf } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Mark } from '#domain/mark.ts';
import type { Problem } from '#domain/problem.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Stamps } from '#protocol/down.ts';
import type { WrapupClause, WrapupSlot, WrapupSuggested } from '#server/db/tables/live.ts';
import type { Entry } from '#server/live/ledger.ts';

/** A log entry with its times, ready to be stored and shown. */
export type Row = Entry & { readonly stamps: Stamps; readonly ext?: unknown };

/** What never changes about a conversation. */
export interface Birth {
  readonly id: ConversationId;
  readonly day: number;
  readonly partition: number;
  readonly client: string;
  readonly externalId: string;
  readonly meta: ConversationMeta;
  readonly ext: unknown;
  readonly clock: 'wall' | 'source';
  readonly demo: boolean;
  readonly release: string;
  readonly artefact: string;
}

/** Where a conversation stands: what its row says beside the log. */
export interface Head {
  readonly status: 'open' | 'closed' | 'wrapped';
  readonly agent: string | null;
  readonly position: number;
  readonly atMs: number;
  readonly hash: string;
  readonly door: Uint8Array | null;
  readonly topic: string | null;
}

/** The wrap-up as it was confirmed or corrected. */
export interface Wrapup {
  readonly position: number;
  readonly category: string | null; // the main one
  readonly further: readonly FiledLeaf[];
  readonly slots: readonly WrapupSlot[];
  readonly summary: readonly WrapupClause[];
  readonly suggested: WrapupSuggested;
  readonly by: string;
}

/** What stood when the call went on to another agent: a draft of the agent before. */
export interface WrapupPart extends Wrapup {
  readonly path: readonly string[]; // of the category
  readonly most: number; // categories it may be filed under
  readonly settled: boolean; // the category was chosen, not merely the likeliest
  readonly handedTo: string;
}

/** A value the door took out, to be sealed in the same transaction. */
export interface Sealable {
  readonly conversation: ConversationId;
  readonly mark: Mark;
  readonly value: string;
}

/** Everything one conversation wants stored with the next flush. */
export interface Write {
  readonly birth: Birth;
  readonly born: boolean; // its row is new
  readonly head: Head;
  readonly rows: readonly Row[];
  readonly joined: readonly { readonly source: string; readonly legs: readonly Speaker[] }[];
  readonly sealed: readonly Sealable[];
  readonly wrapups: readonly Wrapup[]; // as confirmed, then as corrected
  readonly parts: readonly WrapupPart[];
}

/** One who writes through the flush: gives what is pending, and is told what became of it. */
export interface Writer<Wanted = Write> {
  readonly partition: number;
  take(): Wanted | null;
  stored(write: Wanted, storedAt: number): void;
  failed(problem: Problem): void;
}
