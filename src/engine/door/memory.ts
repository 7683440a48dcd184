import type { MarkClass } from '#domain/mark.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Kind } from './cue.ts';

/**
 * What the door remembers of one conversation. Plain JSON. It holds C2 digits (of an open number, of numbers already marked),
 * so the server keeps it sealed and never logs it; of C3 it holds lengths only.
 */
export interface DoorMemory {
  readonly turn: number;
  readonly asked: readonly Asked[];
  readonly open: OpenNumber | null;
  readonly known: readonly KnownValue[];
  /** The highest mark number given out so far, by class. */
  readonly given: Readonly<Partial<Record<MarkClass, number>>>;
}

/** A number somebody is expected to say. certain: it was a request; otherwise it was only spoken of. */
export interface Asked {
  readonly kind: Kind;
  readonly certain: boolean;
  readonly of: Speaker | 'anyone';
  readonly turn: number;
  readonly atMs: number;
}

/** A number being said, or just said and perhaps repeated. */
export interface OpenNumber {
  readonly class: MarkClass;
  readonly number: number;
  readonly speaker: Speaker;
  /** The groups heard so far; always empty for C3. */
  readonly groups: readonly Group[];
  readonly length: number;
  readonly isClosed: boolean;
  /** Good as it is, yet of a length that often goes on (16 of 19 digits). */
  readonly mayGrow: boolean;
  readonly turn: number;
  readonly atMs: number;
}

/** One group of digits of a number; takesBack: it was introduced by a correction. */
export interface Group {
  readonly digits: string;
  readonly takesBack: boolean;
}

/** A C2 value and the number of its mark: two marks of one value are equal. */
export interface KnownValue {
  readonly class: MarkClass;
  readonly number: number;
  readonly value: string;
}

/** Before anything was said. */
export const doorStart: DoorMemory = { turn: 0, asked: [], open: null, known: [], given: {} };
