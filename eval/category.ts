import type { Board } from '#engine/board.ts';
import { ratio } from '#eval/ratio.ts';

/** A played conversation's last board, the leaf it should have, and how a leaf is reached from the top. */
export interface CategoryRun {
  readonly id?: string;
  readonly board: Board;
  readonly category: string;
}

/** The wanted category first, or among the first three, at the end of the talk; and how far its path goes with the first one's. */
export interface CategoryFigures {
  readonly top1: number | null;
  readonly top3: number | null;
  readonly n: number;
  /** Of n, the share for which the engine itself chose a leaf (surer than `settings.preselectAbove`); and of those the share that is right. */
  readonly preselected: number | null;
  readonly preselectedRight: number | null;
  /** At level 1, 2, …: the share of calls whose wanted leaf is that deep and where the first proposal has the same code down to there. */
  readonly byDepth: readonly { readonly depth: number; readonly right: number | null; readonly n: number }[];
  readonly wrong: readonly string[];
}

const digitsPerLevel = 2;

/** Scores the category ranking on the last board. Codes have two digits a level. */
export function scoreCategory(runs: readonly CategoryRun[]): CategoryFigures {
  const judged = runs.map(({ id = '', board, category }) => ({ id, codes: codesOn(board), chosen: chosenOn(board), category }));
  const preselected = judged.filter(({ chosen }) => chosen !== undefined);
  const deepest = Math.max(0, ...judged.map(({ category }) => category.length / digitsPerLevel));
  return {
    top1: ratio(judged.filter(({ codes, category }) => codes[0] === category).length, judged.length),
    top3: ratio(judged.filter(({ codes, category }) => codes.slice(0, 3).includes(category)).length, judged.length),
    n: judged.length,
    preselected: ratio(preselected.length, judged.length),
    preselectedRight: ratio(preselected.filter(({ chosen, category }) => chosen === category).length, preselected.length),
    byDepth: Array.from({ length: deepest }, (_, index) => {
      const digits = (index + 1) * digitsPerLevel;
      const deepEnough = judged.filter(({ category }) => category.length >= digits);
      const right = deepEnough.filter(({ codes, category }) => codes[0]?.slice(0, digits) === category.slice(0, digits));
      return { depth: index + 1, right: ratio(right.length, deepEnough.length), n: deepEnough.length };
    }),
    wrong: judged
      .filter(({ codes, category }) => codes[0] !== category)
      .map(({ id, codes, category }) => `${id} ${category}: ${codes.slice(0, 3).join(' ') || '-'}`),
  };
}

function chosenOn({ category }: Board): string | undefined {
  return category?.kind === 'category' ? (category.chosen ?? undefined) : undefined;
}

function codesOn(board: Board): readonly string[] {
  const { category } = board;
  return category?.kind === 'category' ? category.ranking.map(({ code }) => code) : [];
}
