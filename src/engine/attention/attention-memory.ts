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

/** A card, and the turn it came or was asked for again. */
export interface CardTurn {
  readonly key: string;
  readonly turn: number;
}

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
  told: {},
  wakeAtMs: null,
  steady: null,
};
