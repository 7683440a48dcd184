import type { Loudness } from '#domain/loudness.ts';
import type { AttentionMemory, Loud } from '#engine/attention/attention-memory.ts';
import { isSerious, leads, mayInterrupt, stateOf, wish } from '#engine/attention/loud.ts';
import { type Dressed, dressedKinds } from '#engine/attention/role.ts';
import { looksOf } from '#engine/attention/tenure.ts';
import { placeOf, type Shelves } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';

/** How loud everything is that is not quiet, and what that leaves to be remembered. */
export interface Louder {
  readonly loudness: ReadonlyMap<string, Loudness>;
  readonly loud: AttentionMemory['loud'];
  readonly lastInterruptMs: number | null;
  /** When the gap ends that something waits for. */
  readonly gapEndsMs: number | null;
  /** Something interrupts that did not before. */
  readonly isNews: boolean;
}

/** Gives each its loudness. One interrupt at a time: the newest words win, and among those of one moment the gravest carries the others. */
export function louden(memory: AttentionMemory, moment: Moment, board: Shelves, into: ReadonlyMap<string, string>): Louder {
  const { nowMs, content } = moment;
  const loudness = new Map<string, Loudness>();
  const wanting: Dressed[] = [];
  for (const kind of dressedKinds) {
    for (const advice of board[kind]) {
      const { key } = advice;
      const wished = wish(advice, memory, nowMs);
      if (wished === 'quiet') continue;
      if (wished !== 'interrupt' || into.has(key) || !mayInterrupt(advice, memory.loud[key], nowMs)) loudness.set(key, 'line');
      else wanting.push(advice);
    }
  }

  const standing = stillStanding(memory.loud, board);
  if (wanting.length === 0) return { loudness, loud: standing, lastInterruptMs: memory.lastInterruptMs, gapEndsMs: null, isNews: false };

  const isNew = (advice: Dressed) => memory.loud[advice.key]?.state !== stateOf(advice);
  const sinceMs = (advice: Dressed) => memory.loud[advice.key]?.sinceMs ?? 0;
  const gapEndsMs =
    (memory.lastInterruptMs ?? Number.NEGATIVE_INFINITY) + looksOf(content.settings, memory.band, moment.meta.queue).interruptGapMs;
  const waiting = wanting.filter(advice => isNew(advice) && !isSerious(advice) && nowMs < gapEndsMs);
  const allowed = wanting.filter(advice => !waiting.includes(advice));
  const fresh = allowed.filter(isNew).sort(leads);
  const [leader] = fresh.length > 0 ? fresh : allowed.toSorted((a, b) => sinceMs(b) - sinceMs(a) || leads(a, b));
  for (const advice of wanting) loudness.set(advice.key, advice === leader ? 'interrupt' : 'line');

  const loud: Record<string, Loud> = { ...standing };
  for (const advice of fresh) {
    const carrier = advice !== leader && leader ? leader.key : null;
    loud[advice.key] = { sinceMs: nowMs, state: stateOf(advice), answered: carrier !== null, into: carrier };
  }
  return {
    loudness,
    loud,
    lastInterruptMs: fresh.length > 0 ? nowMs : memory.lastInterruptMs,
    gapEndsMs: waiting.length > 0 ? gapEndsMs : null,
    isNews: fresh.length > 0,
  };
}

/** Whether advice that attention dresses stands on a board. */
export function isStanding(board: Shelves, key: string): boolean {
  for (const kind of dressedKinds) if (placeOf(board[kind], key) >= 0) return true;
  return false;
}

function stillStanding(loud: AttentionMemory['loud'], board: Shelves): AttentionMemory['loud'] {
  const gone: string[] = [];
  for (const key in loud) if (!isStanding(board, key)) gone.push(key);
  return gone.length === 0 ? loud : Object.fromEntries(Object.entries(loud).filter(([key]) => !gone.includes(key)));
}
