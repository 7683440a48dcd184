import type { Act } from '#domain/act.ts';
import type { Problem } from '#domain/problem.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Ledger } from '#server/live/ledger.ts';

type Also = Extract<Act, { kind: 'also' }>;

/** One more category of a call, or one less: only where the bank allows several, none twice, and no more than it allows. */
export function admitFurther(act: Also, { engine, board }: Pick<Ledger, 'engine' | 'board'>, lang: Lang): { readonly act: Also } | Problem {
  const invalid = (why: string): Problem => ({ kind: 'invalid', field: 'category', why });
  const standing = board.category?.kind === 'category' ? board.category : undefined;
  const further = standing?.further ?? [];
  if (!act.on) return further.some(({ code }) => code === act.category) ? { act } : invalid('is no further category of this call');
  const why = furtherWrong([...further.map(({ code }) => code), act.category], standing?.chosen, standing?.most, code =>
    engine.content(lang).leaves.has(code),
  );
  return why === null ? { act } : invalid(why);
}

/** What is wrong with the categories beside the main one; null when nothing is. */
export function furtherWrong(
  further: readonly string[],
  main: string | undefined,
  most: number | undefined,
  isLeaf: (code: string) => boolean,
): string | null {
  if (further.length === 0) return null;
  if (most === undefined) return 'this call may be filed under one category only';
  if (further.length > most - 1) return `this call may be filed under ${most} categories only`;
  if (further.some(code => !isLeaf(code))) return 'is no category of this call’s release';
  const isTwice = new Set(further).size < further.length || (main !== undefined && further.includes(main));
  return isTwice ? 'the call is filed under it already' : null;
}
