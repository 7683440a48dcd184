import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Problem } from '#domain/problem.ts';
import type { Board } from '#engine/board.ts';
import type { WrapupSlot, WrapupSuggested } from '#server/db/tables/live.ts';
import type { Wrapup, WrapupPart } from '#server/live/write.ts';

/** The wrap-up as it stands on the board when the agent confirms it. */
export function wrapupOf(board: Board, position: number, by: string): Wrapup {
  const slots = shown(board, 'slot').toSorted((a, b) => (a.slot < b.slot ? -1 : 1));
  const [category] = shown(board, 'category');
  const [summary] = shown(board, 'summary');
  return {
    position,
    by,
    slots: slots.flatMap(slotOf),
    category: category?.chosen ?? null,
    further: category?.further ?? [],
    summary: (summary?.clauses ?? []).map(({ part, text, evidence }) => ({ part, text, evidence: turnsOf(evidence) })),
    suggested: suggestedIn(slots, category),
  };
}

function slotOf({ slot, label, value, status, on, evidence, source }: Kind<'slot'>): readonly WrapupSlot[] {
  if (value === undefined) return [];
  return [
    {
      slot,
      label,
      value,
      status,
      ...(on === undefined ? {} : { on }),
      evidence: turnsOf(evidence),
      ...(source === undefined ? {} : { source }),
    },
  ];
}

function turnsOf(evidence: readonly Evidence[]): readonly number[] {
  return [...new Set(evidence.map(({ position }) => position as number))].sort((a, b) => a - b);
}

/** What was suggested where the agent put something else: the leaf that stood first, further ones not taken, values, and values taken out. */
function suggestedIn(slots: readonly Kind<'slot'>[], category: Kind<'category'> | undefined): WrapupSuggested {
  const first = category?.by === 'agent' ? category.ranking.find(({ confidence }) => confidence > 0) : undefined;
  const offered = category?.offered ?? []; // those taken are offered no more
  const others = slots.flatMap(({ slot, label, suggested }) => (suggested === undefined ? [] : [{ slot, label, value: suggested }]));
  return {
    ...(first && first.code !== category?.chosen ? { category: { code: first.code, path: first.path } } : {}),
    ...(offered.length > 0 ? { further: offered.map(({ code, path }) => ({ code, path })) } : {}),
    ...(others.length > 0 ? { slots: others } : {}),
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
  const [category] = shown(board, 'category');
  const ranking = category?.ranking ?? [];
  const leaf = ranking.find(({ code }) => code === wrapup.category) ?? ranking[0];
  if (!leaf && wrapup.slots.length + wrapup.summary.length === 0) return null;
  return {
    ...wrapup,
    category: leaf?.code ?? null,
    path: leaf?.path ?? [],
    most: category?.most ?? 1,
    settled: wrapup.category !== null,
    handedTo,
  };
}

/** What stands on a board of one kind and is shown to people. */
function shown<Name extends Advice['kind']>(board: Board, kind: Name): readonly Kind<Name>[] {
  return Object.values(board).filter((advice): advice is Kind<Name> => advice.kind === kind && advice.shadow !== true);
}

type Kind<Name extends Advice['kind']> = Extract<Advice, { kind: Name }>;
