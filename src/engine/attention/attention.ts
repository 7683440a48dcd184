import { type AttentionMemory, attentionStart, type Loud } from '#engine/attention/attention-memory.ts';
import { freshTurns, visibleCards } from '#engine/attention/cards.ts';
import { dress } from '#engine/attention/dress.ts';
import { isStanding, type Louder, louden } from '#engine/attention/interrupts.ts';
import { interruptMs, recoveredMs } from '#engine/attention/loud.ts';
import { mergeInto } from '#engine/attention/merge.ts';
import { telling } from '#engine/attention/role.ts';
import { around, isWithin } from '#engine/attention/span.ts';
import { bandOf } from '#engine/attention/tenure.ts';
import { tellingOf } from '#engine/attention/told.ts';
import { noAdvice, type Shelves } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';

export { type AttentionMemory, attentionStart };

/** A board and how it is shown. */
export interface Arranged {
  readonly memory: AttentionMemory;
  readonly board: Shelves;
  readonly shown: Shelves;
}

/** Nothing said yet, nothing shown. */
export const nothingArranged: Arranged = { memory: attentionStart, board: noAdvice, shown: noAdvice };

/**
 * Ranks, merges across kinds and sets loudness: what one sentence would satisfy is shown once. Violations and obligations always
 * stay. Where nothing that matters changed and no deadline passed, what was arranged before stands.
 */
export function arrange(before: Arranged, moment: Moment, board: Shelves): Arranged {
  const memory = absorb(before.memory, moment);
  if (memory !== before.memory || !stands(before, moment, board)) return arrangeAgain(before, memory, moment, board);
  return board === before.board ? before : { memory, board, shown: passOn(before, board) };
}

/** When attention wants to be woken: an interrupt folds, something put right fades. */
export function attentionWakeAtMs(memory: AttentionMemory): number | undefined {
  return memory.wakeAtMs ?? undefined;
}

function absorb(memory: AttentionMemory, { event, content, meta }: Moment): AttentionMemory {
  const { what } = event;
  if (what.kind === 'opened') return { ...memory, openedAt: meta.openedAt };
  if (what.kind === 'assigned') return { ...memory, band: bandOf(what.hiredOn, memory.openedAt, content.settings) };
  if (what.kind === 'informed') return { ...memory, told: tellingOf(memory.told, what) };
  if (what.kind !== 'acted') return memory;

  const { act } = what;
  switch (act.kind) {
    case 'muted':
      return { ...memory, muted: act.on };
    case 'pinned':
      return { ...memory, pinned: keep(memory.pinned, act.key) };
    case 'dismissed':
      return { ...answered(memory, act.key), dismissed: keep(memory.dismissed, act.key) };
    case 'acknowledged':
    case 'contested':
      return answered(memory, act.key);
    case 'flagged':
      return { ...memory, dismissed: keep(memory.dismissed, act.key) };
    case 'used':
    case 'copied':
    case 'ticked':
    case 'switched':
    case 'edited':
    case 'chose':
    case 'also':
    case 'looked-up':
    case 'reverify':
    case 'wrapped':
    case 'amended':
      return memory;
  }
}

const mostKeys = 200;

function keep(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys : [...keys, key].slice(-mostKeys);
}

function answered(memory: AttentionMemory, key: string): AttentionMemory {
  const loud = memory.loud[key];
  return loud ? { ...memory, loud: { ...memory.loud, [key]: { ...loud, answered: true } } } : memory;
}

/** Whether what was arranged before still is how this board is shown. */
function stands({ memory, board: old }: Arranged, moment: Moment, board: Shelves): boolean {
  const { nowMs, turn, heard } = moment;
  if (!heard && board === old) return memory.wakeAtMs === null || nowMs < memory.wakeAtMs;
  if (!isWithin(memory.steady, nowMs, latestMs(moment))) return false;
  if (heard) for (const card of memory.cards) if (turn - card.turn === freshTurns) return false;
  return telling.every(kind => board[kind] === old[kind]);
}

/** The new board, with what is dressed as it was. */
function passOn({ shown }: Arranged, board: Shelves): Shelves {
  const { card, prompt, warning, violation, handoff, offer } = shown;
  return { ...board, card, prompt, warning, violation, handoff, offer };
}

function arrangeAgain(before: Arranged, absorbed: AttentionMemory, moment: Moment, board: Shelves): Arranged {
  const { nowMs, content } = moment;
  const recovered = noteRecovered(absorbed, board, nowMs);
  const memory = recovered === absorbed.recoveredMs ? absorbed : { ...absorbed, recoveredMs: recovered };
  const into = mergeInto(board, content);
  const louder = louden(memory, moment, board, into);
  carry(louder.loud, board, into);
  const cards = visibleCards(memory, moment, board, into);
  const shown = dress(before, board, {
    loudness: louder.loudness,
    into,
    ranks: cards.ranks,
    isMuted: memory.muted,
    told: memory.told,
  });
  const { loud, lastInterruptMs } = louder;
  const { wakeAtMs, steady } = deadlines(memory, louder, nowMs, latestMs(moment));
  return { memory: { ...memory, loud, lastInterruptMs, cards: cards.turns, wakeAtMs, steady }, board, shown };
}

function noteRecovered(
  { recoveredMs: before }: AttentionMemory,
  { violation: violations }: Shelves,
  nowMs: number,
): AttentionMemory['recoveredMs'] {
  if (violations.length === 0 && isEmpty(before)) return before;
  const now: Record<string, number> = {};
  for (const { key, recovered, shadow } of violations) if (recovered && !shadow) now[key] = before[key] ?? nowMs;
  return now;
}

/** What came in the same moment as something graver is shown inside it, for as long as that is there. */
function carry(loud: AttentionMemory['loud'], board: Shelves, into: Map<string, string>): void {
  for (const key in loud) {
    const carrier = loud[key]?.into ?? null;
    if (carrier !== null && isStanding(board, carrier)) into.set(key, carrier);
  }
}

/** When to look again: the next fold, fade or end of a gap; and the time around now in which none falls. */
function deadlines({ recoveredMs: recovered }: AttentionMemory, louder: Louder, nowMs: number, latest: number) {
  const { loudness, loud, gapEndsMs, isNews } = louder;
  if (gapEndsMs === null && !isNews && isEmpty(recovered) && isEmpty(loud)) return noDeadlines;
  const fades = Object.values(recovered).map(atMs => atMs + recoveredMs);
  const gap = gapEndsMs === null ? [] : [gapEndsMs];
  const folds: number[] = [];
  const due = [...fades, ...gap];
  for (const key in loud) {
    const { sinceMs, answered } = loud[key] as Loud;
    folds.push(sinceMs + interruptMs);
    if (!answered && loudness.get(key) === 'interrupt') due.push(sinceMs + interruptMs);
  }
  const later = due.filter(atMs => atMs > latest);
  return {
    wakeAtMs: later.length > 0 ? Math.min(...later) : null,
    steady: isNews ? null : around(nowMs, latest, [...folds, ...fades, ...gap]),
  };
}

const noDeadlines = { wakeAtMs: null, steady: { fromMs: null, toMs: null } };

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  for (const _ in record) return false;
  return true;
}

/** Speech is judged at its end, but the clock may have gone on since. */
function latestMs({ nowMs, event }: Moment): number {
  return Math.max(nowMs, event.atMs);
}
