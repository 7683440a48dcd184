import type { Advice } from '#domain/advice.ts';
import type { Problem } from '#domain/problem.ts';
import type { Board } from '#engine/board.ts';
import type { Wrapup, WrapupPart } from '#server/live/write.ts';

/** The wrap-up as it stands on the board when the agent confirms it. */
export function wrapupOf(board: Board, position: number, by: string): Wrapup {
  const slots = shown(board, 'slot')
    .filter(advice => advice.value !== undefined)
    .map(({ slot, label, value, status }) => ({ slot, label, value: value as string, status }));
  const [category] = shown(board, 'category');
  const [summary] = shown(board, 'summary');
  return {
    position,
    by,
    slots: slots.sort((a, b) => (a.slot < b.slot ? -1 : 1)),
    category: category?.chosen ?? null,
    summary: (summary?.clauses ?? []).map(({ part, text }) => ({ part, text })),
  };
}

/**
 * Why the wrap-up on this board may not be confirmed: no category is settled, or required fields are empty; null when it may. A leaf that
 * merely stands first is a proposal.
 */
export function lacking(board: Board, tree: 'category-wanted' | 'no-categories'): Problem | null {
  const isUnfiled = tree === 'category-wanted' && shown(board, 'category')[0]?.chosen === undefined;
  const empty = shown(board, 'slot').filter(({ required, status }) => required && status === 'empty');
  if (!isUnfiled && empty.length === 0) return null;
  return { kind: 'incomplete', category: isUnfiled, slots: empty.map(({ slot, label }) => ({ slot, label })) };
}

/** The same when the call goes on to another agent, with the likeliest leaf where none is settled; null where there is nothing of it yet. */
export function partOf(board: Board, position: number, by: string, handedTo: string): WrapupPart | null {
  const wrapup = wrapupOf(board, position, by);
  const ranking = shown(board, 'category')[0]?.ranking ?? [];
  const leaf = ranking.find(({ code }) => code === wrapup.category) ?? ranking[0];
  if (!leaf && wrapup.slots.length + wrapup.summary.length === 0) return null;
  return { ...wrapup, category: leaf?.code ?? null, path: leaf?.path ?? [], settled: wrapup.category !== null, handedTo };
}

/** What stands on a board of one kind and is shown to people. */
function shown<Name extends Advice['kind']>(board: Board, kind: Name): readonly Extract<Advice, { kind: Name }>[] {
  return Object.values(board).filter((advice): advice is Extract<Advice, { kind: Name }> => advice.kind === kind && advice.shadow !== true);
}
