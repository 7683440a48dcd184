import type { Hit } from '#domain/hit.ts';
import type { TopicIndex } from '#engine/topic/topic-index.ts';
import { activate, type TopicMemory } from '#engine/topic/topic-memory.ts';

/**
 * What the agent does next tells which of two businesses the customer's words were about: a step that is like those of the other one, and
 * less like any of this one.
 */
export function settleDoubt(memory: TopicMemory, index: TopicIndex, hits: readonly Hit[]): TopicMemory {
  const { doubt, active, ...rest } = memory;
  if (doubt === null || active === null || memory.held) return memory;
  const settled = { ...rest, active, doubt: null };
  if (memory.recalled.includes(`process/${doubt.process}`)) return settled;
  const there = likestStep(index, doubt.process, hits);
  return there >= sureStep && there > likestStep(index, active, hits) ? activate(settled, doubt) : settled;
}

/** So like a step of the other business that the talk is about that. */
const sureStep = 0.95;

/** How much what the agent says is like a step that nothing but this business brings. */
function likestStep({ stepLikeness }: TopicIndex, process: string, hits: readonly Hit[]): number {
  let most = 0;
  for (const { cue, confidence } of hits) if (confidence > most && stepLikeness.at(cue) === process) most = confidence;
  return most;
}
