import type { Plan } from '#engine/process/plan.ts';
import { type NodeRecord, type Track, withNode } from '#engine/process/track.ts';

/** At the end of the conversation nothing that is missing can still be said. */
export function atEnd(plan: Plan, before: Track): Track {
  let track = before;
  for (const { place, node } of plan.steps)
    if (node.required && track.nodes[place]?.state === 'pending') track = withNode(track, place, { state: 'skipped' });
  return track;
}

/** What the agent or customer could have said while nobody listened is unknown: neither missing nor done. */
export function whileDeaf(plan: Plan, before: Track, leg: 'customer' | 'agent'): Track {
  let track = before;
  for (const { place, node } of plan.steps) {
    const state = track.nodes[place]?.state;
    const lost = leg === 'agent' ? state === 'pending' : (state === 'pending' && node.done.by === 'customer') || state === 'in-progress';
    if (lost) track = withNode(track, place, { state: 'unknown' });
  }
  return track;
}

/** The call went to somebody outside: what was required and still to be done is not this desk's any more. */
export function handOver(plan: Plan, before: Track): Track {
  const left = plan.steps.filter(({ place, node }) => node.required && isWaiting(before.nodes[place])).map(({ place }) => place);
  const track = left.reduce((now, place) => withNode(now, place, { state: 'not-applicable', open: false }), before);
  return { ...track, jump: null, question: null, handedOver: left };
}

function isWaiting(record: NodeRecord | undefined): boolean {
  return record?.state === 'pending' || record?.state === 'in-progress';
}

/** The agent ticked it: done whatever was heard, or not needed here. */
export function tick(plan: Plan, track: Track, node: string, as: 'done' | 'not-applicable', turn: number, atMs: number): Track {
  const step = plan.steps.find(each => each.node.key === node);
  return step ? withNode(track, step.place, { state: as, open: as === 'done', turn: Math.max(turn, 0), atMs, doubtedAt: null }) : track;
}
