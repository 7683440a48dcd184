import { markPattern } from '#domain/mark.ts';
import type { Board } from '#engine/board.ts';
import { ratio as share } from '#eval/ratio.ts';
import { sameValue } from '#eval/same-value.ts';

/** A played conversation's last board, and the slots it should have filled. */
export interface SlotRun {
  readonly id?: string;
  readonly board: Board;
  readonly slots?: Readonly<Record<string, { readonly value: string }>>;
}

/** Slots with a value against slots wanted. n: wanted slots. */
export interface SlotShares {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly n: number;
}

/**
 * Values that say the same (sameValue); `exact`: letter for letter, a mark with the right class and tail; `secret`: wanted values
 * that are a phone, card or ID number, by class and tail; `bySlot`: wanted, filled and right for each slot.
 */
export interface SlotFigures extends SlotShares {
  readonly exact: SlotShares;
  readonly secret: { readonly right: number; readonly n: number };
  readonly bySlot: Readonly<Record<string, SlotCount>>;
  readonly wrong: readonly string[];
}

/** Counts of one slot over all calls. */
export interface SlotCount {
  readonly wanted: number;
  readonly filled: number;
  readonly right: number;
  readonly exact: number;
}

/** A slot counts when key and value agree. Unsure values count: the desk shows them. Runs without slots are left out. */
export function scoreSlots(runs: readonly SlotRun[]): SlotFigures {
  const pairs = runs.flatMap(({ id = '', board, slots }) => (slots ? pairsOn(id, board, slots) : []));
  const secrets = pairs.filter(({ theirs }) => theirs !== undefined && secretClass(theirs) !== null);
  const slots = [...new Set(pairs.map(({ slot }) => slot))].toSorted();
  return {
    ...sharesOf(pairs, isRight),
    exact: sharesOf(pairs, isExact),
    secret: { right: secrets.filter(isExact).length, n: secrets.length },
    bySlot: Object.fromEntries(slots.map(slot => [slot, countOf(pairs.filter(pair => pair.slot === slot))])),
    wrong: pairs.filter(pair => !isRight(pair)).map(({ id, slot, ours = '-', theirs = '-' }) => `${id} ${slot}: ${ours} for ${theirs}`),
  };
}

interface Pair {
  readonly id: string;
  readonly slot: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

function pairsOn(id: string, board: Board, slots: NonNullable<SlotRun['slots']>): readonly Pair[] {
  const filled = filledSlots(board);
  const names = new Set([...Object.keys(slots), ...Object.keys(filled)]);
  return [...names].map(slot => ({ id, slot, ours: filled[slot], theirs: slots[slot]?.value }));
}

function isRight({ ours, theirs }: Pair): boolean {
  return ours !== undefined && theirs !== undefined && sameValue(ours, theirs);
}

function isExact({ ours, theirs }: Pair): boolean {
  if (ours === undefined || theirs === undefined) return false;
  const mark = new RegExp(markPattern.source, 'u').exec(ours);
  if (mark) return mark[1] === secretClass(theirs) && mark[3] !== undefined && theirs.endsWith(mark[3]);
  return ours === theirs;
}

/** What kind of secret a true value is, by its shape. */
function secretClass(value: string): string | null {
  if (/^1\d{10}$/.test(value)) return 'phone';
  if (/^\d{17}[\dX]$/.test(value)) return 'id';
  return /^\d{16,19}$/.test(value) ? 'card' : null;
}

function sharesOf(pairs: readonly Pair[], agrees: (pair: Pair) => boolean): SlotShares {
  const right = pairs.filter(agrees).length;
  const { wanted, filled } = countOf(pairs);
  return { precision: share(right, filled), recall: share(right, wanted), f1: share(2 * right, wanted + filled), n: wanted };
}

function countOf(pairs: readonly Pair[]): SlotCount {
  return {
    wanted: pairs.filter(({ theirs }) => theirs !== undefined).length,
    filled: pairs.filter(({ ours }) => ours !== undefined).length,
    right: pairs.filter(isRight).length,
    exact: pairs.filter(isExact).length,
  };
}

/** The values on a board, by slot. */
export function filledSlots(board: Board): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(board).flatMap(advice => (advice.kind === 'slot' && advice.value !== undefined ? [[advice.slot, advice.value]] : [])),
  );
}
