import type { ColumnType, Generated } from 'kysely';
import type { AdviceChange, FiledLeaf } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { Happening } from '#domain/event.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Stamps } from '#protocol/down.ts';

/** Tables of live conversations. Everything with a `day` (opening day, yyyymmdd) is partitioned by it. */
export interface LiveTables {
  nodes: {
    node: string;
    beat_at: Generated<Date>; // the database's clock, so that nodes need not agree on theirs
    started_at: Generated<Date>;
  };
  /** Who owns which share of the conversations. A move raises the epoch, under the row lock of the node it is taken from. */
  partitions: {
    partition: number;
    node: string | null;
    epoch: number;
  };
  /** The sender's name for a conversation: the same name finds the same conversation on any day. */
  external_ids: {
    client: string;
    external_id: string;
    day: number;
    conversation: string;
  };
  conversations: {
    day: number;
    id: string;
    client: string;
    external_id: string;
    partition: number;
    meta: ColumnType<ConversationMeta, string, string>;
    ext: ColumnType<unknown, string | null, never>;
    clock: 'wall' | 'source';
    demo: boolean;
    release: string;
    artefact: string;
    agent: string | null; // 工号
    status: 'open' | 'closed' | 'wrapped';
    opened_at: Date;
    closed_at: Date | null;
    wrapped_at: Date | null;
    last_position: number;
    last_ms: number;
    advice_hash: string; // over the advice of all rows so far
    door: Buffer | null; // the door's memory, sealed; gone once wrapped up
    topic: string | null;
  };
  sources: {
    day: number;
    conversation: string;
    source: string;
    legs: ColumnType<Speaker[], string, string>; // what it recognises live
  };
  /** The log: one row per event with the advice it led to. Also the outbox: consumers keep a cursor over (written, …). */
  events: {
    day: number;
    conversation: string;
    position: number;
    source: string;
    seq: number;
    at_ms: number;
    what: ColumnType<Happening, string, never>;
    advice: ColumnType<AdviceChange[], string, never>;
    stamps: ColumnType<Stamps, string, never>;
    ext: ColumnType<unknown, string | null, never>; // the sender's own fields, not interpreted
    epoch: number;
    ref: string | null; // the desk's name for an act, so that it is done once
    written: Generated<number>; // transaction id
    stored_at: Generated<Date>;
  };
  consumers: {
    name: string;
    written: number;
    conversation: string;
    position: number;
    last_at: Date | null;
  };
  /** A confirmed wrap-up, and one row more for each time it was corrected. */
  wrapups: {
    day: number;
    conversation: string;
    position: number; // of the event that confirmed or corrected it
    category: string | null; // the main one
    further: ColumnType<FiledLeaf[], string | undefined, never>; // where the bank allows several
    slots: ColumnType<WrapupSlot[], string, never>;
    summary: ColumnType<WrapupClause[], string, never>;
    suggested: ColumnType<WrapupSuggested, string | undefined, never>;
    by: string; // 工号
    at: Generated<Date>;
  };
  /** What stood of a wrap-up when the call went on to another agent. */
  wrapup_parts: {
    day: number;
    conversation: string;
    position: number; // of the event that named the next agent
    by: string; // 工号 of the agent before
    handed_to: string;
    category: string | null;
    path: ColumnType<string[], string, never>;
    further: ColumnType<FiledLeaf[], string | undefined, never>;
    most: Generated<number>; // categories it may be filed under
    settled: Generated<boolean>; // false: the category is only the likeliest, its agent has to choose
    slots: ColumnType<WrapupSlot[], string, never>;
    summary: ColumnType<WrapupClause[], string, never>;
    at: Generated<Date>;
    confirmed_at: Date | null;
    suggested: ColumnType<WrapupSuggested, string | undefined, never>; // before the call went on
    edits: ColumnType<WrapupPartEdits, never, string>;
  };
}

/** What the agent changed of a part: fields by slot, another category, other words. */
export interface WrapupPartEdits {
  readonly slots?: Readonly<Record<string, string>>;
  readonly category?: { readonly code: string; readonly path: readonly string[] };
  readonly further?: readonly FiledLeaf[];
  readonly summary?: Readonly<Record<string, string>>;
}

/** A field of the confirmed wrap-up; secret types hold the mark. Those from before say neither when it is nor what it rests on. */
export interface WrapupSlot {
  readonly slot: string;
  readonly label: string;
  readonly value: string;
  readonly status: string;
  readonly on?: string; // a date or time: ISO 8601
  readonly evidence?: readonly number[]; // positions of turns
  readonly source?: 'profile'; // it came with the call, no turn said it
}

/** One clause of the confirmed summary. */
export interface WrapupClause {
  readonly part: 'reason' | 'process' | 'result';
  readonly text: string;
  readonly evidence?: readonly number[];
}

/** What was suggested where the agent confirmed something else: another leaf, another value, or none; `further` were offered and not taken. */
export interface WrapupSuggested {
  readonly category?: { readonly code: string; readonly path: readonly string[] };
  readonly further?: readonly FiledLeaf[];
  readonly slots?: readonly { readonly slot: string; readonly label: string; readonly value: string }[];
}
