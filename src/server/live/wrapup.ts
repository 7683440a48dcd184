import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';
import type { Wrapup } from '#server/live/write.ts';

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

type Kind<Name extends Advice['kind']> = Extract<Advice, { kind: Name }>;
