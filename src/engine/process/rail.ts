import type { Advice } from '#domain/advice.ts';
import { isClaimed } from '#engine/process/claim.ts';
import type { Plan, Step } from '#engine/process/plan.ts';
import { isDone, type NodeRecord, type Track, unmet } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';

/** The rail at one moment: how far its process has got, and the node whose turn it is (null where another process is on top). */
export interface Rail {
  readonly track: Track;
  readonly current: number | null;
  /** On trial: what comes next is shown, what would be done is not claimed yet. */
  readonly isTried: boolean;
}

/** The nodes of the rail that say something else than before; all of them where there was none. */
export function railChanges(plan: Plan, before: Rail | null, now: Rail): Advice[] {
  const changed: Advice[] = [];
  for (const step of plan.steps) {
    if (isHidden(now, step)) continue;
    const isCurrent = isCurrentIn(plan, now, step);
    const wasShown = before !== null && !isHidden(before, step);
    const isSame = wasShown && isCurrent === isCurrentIn(plan, before, step) && isAsBefore(step, before.track, now.track);
    if (!isSame) changed.push(stepAdvice(plan, now.track, step, isCurrent));
  }
  return changed;
}

function isHidden({ isTried, track }: Rail, { place, node }: Step): boolean {
  return isTried && !node.once && isDone(track.nodes[place]);
}

function isAsBefore({ place, mustFollow }: Step, before: Track, now: Track): boolean {
  return before.nodes[place] === now.nodes[place] && mustFollow.every(first => before.nodes[first] === now.nodes[first]);
}

function isCurrentIn({ steps }: Plan, { track, current }: Rail, { place }: Step): boolean {
  if (current === null) return false;
  return place === current || (steps[current]?.mergeWith === place && !isDone(track.nodes[place]));
}

function stepAdvice(plan: Plan, track: Track, step: Step, isCurrent: boolean): Advice {
  const record = track.nodes[step.place] as NodeRecord;
  const { evidence, atMs } = record;
  const state = isClaimed(record) ? record.state : 'in-progress';
  const waits = state === 'pending' || state === 'in-progress' ? unmet(track, step).length : 0;
  const { where } = step.node;
  return {
    ...step.shown,
    evidence: [...evidence],
    state,
    current: isCurrent,
    ...(where && isCurrent ? { where } : {}),
    ...noteOf(plan, track, step, waits),
    ...(atMs === null ? {} : { atMs }),
  };
}

function noteOf(plan: Plan, { handedOver, nodes }: Track, { place }: Step, waits: number): { readonly note?: string } {
  const words = wording[plan.process.lang];
  if (handedOver?.includes(place) && nodes[place]?.state === 'not-applicable') return { note: words.handedOver };
  return waits > 0 ? { note: words.after(waits) } : {};
}
