import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';

/** A played conversation with what it should have been shown: boards[i] is the board after turn i, as the desk shows it. */
export interface KnowledgeRun {
  readonly boards: readonly Board[];
  readonly truth: readonly { readonly article: string; readonly turn: number }[];
}

/** How well the right article stands on top when it is wanted. n: wanted articles; n = 0 gives null. */
export interface KnowledgeFigures {
  readonly hitAt1: number | null;
  readonly hitAt3: number | null;
  readonly wrongTopPerCall: number | null;
  readonly n: number;
}

/** A turn is right when it is this near to the wanted one. */
export const toleranceTurns = 2;

/**
 * A wanted article counts as hit at 1 (at 3) when it is the first (among the first three) of the article cards after a turn
 * within ±2 of the wanted one; a card merged into another counts as shown. A top card is wrong when it came up newly and no turn
 * within ±2 wanted its article, and no agent used it.
 */
export function scoreKnowledge(runs: readonly KnowledgeRun[]): KnowledgeFigures {
  let n = 0;
  let first = 0;
  let third = 0;
  let wrong = 0;
  for (const { boards, truth } of runs) {
    const ranked = boards.map(articlesOf);
    for (const { article, turn } of truth) {
      const near = ranked.slice(Math.max(0, turn - toleranceTurns), turn + toleranceTurns + 1);
      n++;
      if (near.some(articles => articles[0] === article)) first++;
      if (near.some(articles => articles.slice(0, 3).includes(article))) third++;
    }
    ranked.forEach((articles, turn) => {
      const top = articles[0];
      if (top === undefined || top === ranked[turn - 1]?.[0] || ranked[turn - 1]?.includes(top)) return;
      if (!truth.some(wanted => wanted.article === top && Math.abs(wanted.turn - turn) <= toleranceTurns)) wrong++;
    });
  }
  return { hitAt1: share(first, n), hitAt3: share(third, n), wrongTopPerCall: share(wrong, runs.length), n };
}

/** The articles on a board, best first. */
export function articlesOf(board: Board): readonly string[] {
  return Object.values(board)
    .filter((advice): advice is Extract<Advice, { kind: 'card' }> => advice.kind === 'card' && advice.card === 'article')
    .toSorted((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : 1))
    .map(card => card.key.replace('card:article:', ''));
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1000 * part) / whole) / 1000;
}
