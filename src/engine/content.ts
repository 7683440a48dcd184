import type { Article } from '#domain/article.ts';
import type { HandoffReason } from '#domain/handoff-reason.ts';
import type { Leaf } from '#domain/leaf.ts';
import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import type { Rule } from '#domain/rule.ts';
import type { Settings } from '#domain/settings.ts';
import type { Slot } from '#domain/slot.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { Lookup } from '#engine/knowledge/lookup.ts';
import type { OwnCues } from '#engine/own-cues.ts';
import type { LeafWords } from '#engine/wrapup/category/leaf-words.ts';

/** A release as aides read it, in the conversation's language, by key. */
export interface Content {
  readonly bank: Release['bank'];
  readonly settings: Settings;
  readonly articles: ReadonlyMap<string, Article>;
  readonly processes: ReadonlyMap<string, Process>;
  readonly rules: readonly Rule[];
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly handoffReasons: readonly HandoffReason[];
  readonly versions: Readonly<Record<string, number>>; // kind/key → version
  readonly shadow: ReadonlySet<string>; // kind/key of what runs unseen
  readonly lookup: Lookup;
  /** Keys of the processes of which it was learned how customers come for them. */
  readonly openings: ReadonlySet<string>;
  /** Cues of the steps of which it was learned how agents say them. */
  readonly steps: ReadonlySet<string>;
  /** What was learned of the leaves' examples; null where there are none. */
  readonly leafWords: LeafWords | null;
  /** The numbers of all cues that are heard. */
  readonly cues: CueNumbers;
  /** Those that aides ask for by themselves. */
  readonly own: OwnCues;
}
