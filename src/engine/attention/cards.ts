import type { AttentionMemory, CardTurn } from '#engine/attention/attention-memory.ts';
import { looksOf } from '#engine/attention/tenure.ts';
import type { Shelves } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';

/** Which cards an agent sees, and since which turn each is there or was asked for again. */
export interface Cards {
  readonly turns: readonly CardTurn[];
  readonly ranks: ReadonlyMap<string, number>;
}

/** For so many turns an article is the answer to what was just asked. */
export const freshTurns = 3;

/** The cards of this agent's budget, nearest the top first: pinned, the answer to what was just asked, the process' sentence. */
export function visibleCards(memory: AttentionMemory, moment: Moment, board: Shelves, into: ReadonlyMap<string, string>): Cards {
  const turns: CardTurn[] = [];
  const candidates: { key: string; rank: number }[] = [];
  for (const card of board.card) {
    const { key } = card;
    if (card.shadow) continue;
    const came = memory.cards.find(known => known.key === key)?.turn ?? moment.turn;
    const turn = card.card === 'article' ? Math.max(came, Math.min(moment.turn, Math.floor(card.rank))) : came; // its rank begins with the turn that asked for it last
    turns.push({ key, turn });
    if (into.has(key) || memory.dismissed.includes(key)) continue;
    const isFresh = card.card === 'article' && moment.turn - turn < freshTurns;
    const rank = card.card === 'script' ? card.rank : (isFresh ? 70 : 40) + Math.min(card.rank, 99) / 10;
    candidates.push({ key, rank: memory.pinned.includes(key) ? rank + 100 : rank });
  }
  candidates.sort((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : 1));
  const budget = looksOf(moment.content.settings, memory.band, moment.meta.queue).visibleCards;
  return { turns, ranks: new Map(candidates.slice(0, budget).map(({ key, rank }) => [key, Math.round(rank * 1000) / 1000])) };
}
