import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';
import type { Wrapup, WrapupPart } from '#server/live/write.ts';

/** The wrap-up as it stands on the board when the agent confirms it. */
export function wrapupOf(board: Board, position: number, by: string): Wrapup {
  const all = Object.values(board);
  const slots = all
    .filter((advice): advice is Kind<'slot'> => advice.kind === 'slot' && advice.value !== undefined && !advice.shadow)
    .map(({ slot, label, value, status }) => ({ slot, label, value: value as string, status }));
  const category = all.find((advice): advice is Kind<'category'> => advice.kind === 'category' && !advice.shadow);
  const summary = all.find((advice): advice is Kind<'summary'> => advice.kind === 'summary' && !advice.shadow);
  return {
    position,
    by,
    slots: slots.sort((a, b) => (a.slot < b.slot ? -1 : 1)),
    category: category?.chosen ?? category?.ranking[0]?.code ?? null,
    summary: (summary?.clauses ?? []).map(({ part, text }) => ({ part, text })),
  };
}

/** The same when the call goes on to another agent; null where there is nothing of it yet. */
export function partOf(board: Board, position: number, by: string, handedTo: string): WrapupPart | null {
  const wrapup = wrapupOf(board, position, by);
  if (wrapup.category === null && wrapup.slots.length + wrapup.summary.length === 0) return null;
  const ranking = Object.values(board).flatMap(advice => (advice.kind === 'category' && !advice.shadow ? advice.ranking : []));
  return { ...wrapup, path: ranking.find(({ code }) => code === wrapup.category)?.path ?? [], handedTo };
}

type Kind<Name extends Advice['kind']> = Extract<Advice, { kind: Name }>;
