import type { Happening } from '#domain/event.ts';
import type { Speaker } from '#domain/speaker.ts';
import { lettersIn } from '#engine/letters.ts';

/** How many turns the agent of a conversation has had, and whose turn it is. */
export interface AgentTurns {
  readonly turns: number;
  readonly speaker: Speaker | null;
  readonly isCounted: boolean; // the turn that is going on
}

export const noTurns: AgentTurns = { turns: 0, speaker: null, isCounted: false };

/** Counts as the engine does where it takes prompts down. */
export function countTurn(before: AgentTurns, what: Happening): AgentTurns {
  if (what.kind !== 'heard') return before;
  const { speaker, text } = what.utterance;
  const wasCounted = speaker === before.speaker && before.isCounted;
  const isTurn = speaker === 'agent' && !wasCounted && lettersIn(text, shortest) >= shortest;
  return { turns: before.turns + (isTurn ? 1 : 0), speaker, isCounted: wasCounted || isTurn };
}

const shortest = 4; // 嗯嗯 and 好的 are no turn
