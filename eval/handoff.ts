import type { Board } from '#engine/board.ts';

/** A played bot chat: boards[i] is the board after turn i; whether and when it should have been handed over. */
export interface HandoffRun {
  readonly boards: readonly Board[];
  readonly truth: { readonly should: boolean; readonly acceptable: readonly [number, number] | null };
}

/** precision and recall of handing over at all; onTime: of those rightly handed over, inside the acceptable turns. n: chats. */
export interface HandoffFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly onTime: number | null;
  readonly n: number;
}

/** The moment of a hand-off is the turn after which its advice first stands on the board. */
export function scoreHandoff(runs: readonly HandoffRun[]): HandoffFigures {
  let right = 0;
  let raised = 0;
  let wanted = 0;
  let onTime = 0;
  for (const { boards, truth } of runs) {
    const turn = boards.findIndex(board => board.handoff !== undefined);
    if (truth.should) wanted++;
    if (turn < 0) continue;
    raised++;
    if (!truth.should) continue;
    right++;
    if (truth.acceptable && truth.acceptable[0] <= turn && turn <= truth.acceptable[1]) onTime++;
  }
  return { precision: share(right, raised), recall: share(right, wanted), onTime: share(onTime, right), n: runs.length };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1000 * part) / whole) / 1000;
}
