import type { Advice } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import type { Moment } from '#engine/moment.ts';
import { bookOf, type ProcessBook } from '#engine/process/process-book.ts';
import { type ProcessMemory, trackOf, withTrack } from '#engine/process/process-memory.ts';
import { again, isDone, withRecord } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';

/** The question of the agent who takes over a verified customer. */
export const verifyAgainKey = 'prompt:reverify';

/** Who serves, and whether they have to decide about an identity that somebody else established. */
export function attendAgents(memory: ProcessMemory, what: Happening, { turn, content }: Moment): ProcessMemory {
  if (what.kind === 'closed') return memory.asksAgain ? { ...memory, asksAgain: false } : memory;
  if (what.kind === 'acted' && what.act.kind === 'acknowledged' && what.act.key === verifyAgainKey) return { ...memory, asksAgain: false };
  if (what.kind === 'acted' && what.act.kind === 'reverify') return verifyAgain(memory, turn, bookOf(content));
  if (what.kind !== 'assigned' || what.agent === memory.agent) return memory;
  const { agent: before, verified } = memory;
  return { ...memory, agent: what.agent, asksAgain: before !== null && verified !== null && verified.by !== what.agent };
}

/** What stands on the desk while that is undecided. */
export function verifyAgainPrompt({ asksAgain, verified, tracks }: ProcessMemory, { content, meta }: Moment): Advice | null {
  if (!asksAgain || !verified) return null;
  const words = wording[meta.lang];
  const record = tracks.find(({ process }) => process === verified.process)?.nodes[verified.place];
  const plan = bookOf(content).plans.get(verified.process);
  return {
    kind: 'prompt',
    key: verifyAgainKey,
    evidence: [...(record?.evidence ?? [])],
    ...(plan ? { from: plan.from } : {}),
    loudness: 'line',
    title: words.verifyAgain,
    sentence: words.verifiedBy(verified.by),
    chips: [],
    severity: 'general',
  };
}

/** Nobody is verified any more: the steps that did it are to be done once more. */
function verifyAgain(before: ProcessMemory, turn: number, { plans }: ProcessBook): ProcessMemory {
  let memory: ProcessMemory = { ...before, verified: null, asksAgain: false };
  for (const { process } of before.tracks) {
    for (const place of plans.get(process)?.verifying ?? []) {
      const track = trackOf(memory, process);
      const record = track?.nodes[place];
      if (track && record && isDone(record)) memory = withTrack(memory, withRecord(track, place, again(record, turn)));
    }
  }
  return memory;
}
