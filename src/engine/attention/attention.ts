import type { Board } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';

/** What attention remembers of one conversation. */
export interface AttentionMemory {
  readonly lastInterruptMs: number | null;
}

export const attentionStart: AttentionMemory = { lastInterruptMs: null };

/** Ranks, merges across kinds and sets loudness: what one sentence would satisfy is shown once. */
export function arrange(
  memory: AttentionMemory,
  _moment: Moment,
  board: Board,
): { readonly memory: AttentionMemory; readonly shown: Board } {
  return { memory, shown: board };
}

/** When attention wants to be woken: something expires or its turn to be shown comes. */
export function attentionWakeAtMs(_memory: AttentionMemory): number | undefined {
  return undefined;
}
