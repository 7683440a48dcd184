import type { Span } from '#engine/attention/span.ts';

/** How long somebody has done this work, as the settings name it. */
export type Band = 'novice' | 'regular' | 'expert';

/** When something was first shown loudly, and which state of it: another state may be loud again. */
export interface Loud {
  readonly sinceMs: number;
  readonly state: string;
  readonly answered: boolean; // 知道了: folds to a line at once
  readonly into: string | null; // came in the same moment as something graver, which carries it
}

/** What became of what was shown, by kind and rule (or process, or article). */
export interface Count {
  readonly shown: number;
  readonly ignored: number;
  readonly dismissed: number;
  readonly used: number;
  readonly usedThenSaid: number;
}

/** Something on view by itself: its key, its kind and the key of its content. */
export interface Visible {
  readonly key: string;
  readonly kind: string;
  readonly from: string;
}

/** A card, and the turn it came or was asked for again. */
export interface CardTurn {
  readonly key: string;
  readonly turn: number;
}

/** Counts by `kind/key of its content`. */
export type Counts = Readonly<Record<string, Count>>;

/** What attention remembers of one conversation: plain JSON, bounded. */
export interface AttentionMemory {
  readonly openedAt: string | null;
  readonly band: Band;
  readonly muted: boolean;
  readonly lastInterruptMs: number | null;
  readonly loud: Readonly<Record<string, Loud>>;
  readonly recoveredMs: Readonly<Record<string, number>>;
  readonly dismissed: readonly string[];
  readonly pinned: readonly string[];
  readonly cards: readonly CardTurn[];
  readonly used: readonly string[];
  readonly visible: readonly Visible[]; // counted as shown and still there
  readonly counts: Counts;
  readonly told: Readonly<Record<string, string>>; // what robots found out, by the blank of a script it fills
  readonly wakeAtMs: number | null;
  readonly steady: Span | null; // no deadline falls in it: an unchanged board is shown as it is; null: look again
}

export const attentionStart: AttentionMemory = {
  openedAt: null,
  band: 'regular',
  muted: false,
  lastInterruptMs: null,
  loud: {},
  recoveredMs: {},
  dismissed: [],
  pinned: [],
  cards: [],
  used: [],
  visible: [],
  counts: {},
  told: {},
  wakeAtMs: null,
  steady: null,
};
