import type { Plan, Step } from '#engine/process/plan.ts';
import { type NodeRecord, type Track, type Words, withRecord } from '#engine/process/track.ts';
import { evidenceOf } from '#engine/process/words.ts';

/**
 * Whether a step that was done is claimed already. Words that resemble what agents say at it, but hardly, are often its beginning, an
 * announcement or another thing of the same name: it shows as in progress until it is said clearly, or some turns have passed without that.
 * For what has to come before what, it counts as done.
 */
export function isClaimed({ doubtedAt }: NodeRecord): boolean {
  return doubtedAt === null;
}

/** The agent's turn from which a step done by these words waits to be claimed; null: it is claimed at once. */
export function doubtOf({ isLearned, node }: Step, likeness: number, { agentTurn }: Words): number | null {
  return isLearned && node.done.confirm.length === 0 && likeness < hardlyLike ? agentTurn : null;
}

/** Said clearly now: this is where it is done. Who asks clearly waits for the answer once more, and it stays done without. */
export function saidClearly(record: NodeRecord, { node, likeness }: Step, words: Words): NodeRecord {
  if (isClaimed(record)) return record;
  const hit = words.hits.find(({ concept }) => concept === likeness);
  if (!hit || hit.confidence < clearlyLike) return record;
  return node.done.by === 'agent'
    ? { ...record, evidence: [evidenceOf(words, hit)], turn: words.turn, atMs: words.atMs, doubtedAt: null }
    : { ...record, askedTurn: words.turn };
}

/** Claims what nobody has said more clearly for some turns of the agent. */
export function claimDue(plan: Plan, track: Track, { agentTurn }: Words): Track {
  return claimWhere(plan, track, doubtedAt => agentTurn >= doubtedAt + turnsInDoubt);
}

/** Claims all that was done: the conversation is over. */
export function claimAll(plan: Plan, track: Track): Track {
  return claimWhere(plan, track, () => true);
}

function claimWhere({ steps }: Plan, before: Track, isDue: (doubtedAt: number) => boolean): Track {
  let track = before;
  for (const { place } of steps) {
    const record = track.nodes[place];
    if (record && record.doubtedAt !== null && isDue(record.doubtedAt)) track = withRecord(track, place, { ...record, doubtedAt: null });
  }
  return track;
}

/** How much the agent's words are like those of a step: 0 where that is not enough to be heard. */
export function likenessIn({ hits }: Words, { likeness }: Step): number {
  return hits.find(({ concept }) => concept === likeness)?.confidence ?? 0;
}

// Of 74 steps of sets 16 to 20 that were claimed too early 46 were less than 0.95 like their examples and at least 0.97 later on; of 703 claimed in time none.
const hardlyLike = 0.95;
const clearlyLike = 0.97;
const turnsInDoubt = 4;
