import type { Plan, Step } from '#engine/process/plan.ts';
import { isDone, type NodeRecord, type Track, unmet } from '#engine/process/track.ts';

/** What to do now and after it. The node that answers the customer's question comes before the one whose turn it is. */
export interface Next {
  readonly asked: Step | null;
  readonly current: Step | null;
  readonly following: Step | null;
}

/** Reads from a track what comes next. */
export function nextOf({ steps }: Plan, track: Track): Next {
  const open = waitingIn(steps, track);
  const { question } = track;
  const asked = question && isPending(track.nodes[question.node]) ? (steps[question.node] ?? null) : null;
  const jumped = track.jump === null ? undefined : open.find(({ place }) => place === track.jump);
  const current = asked ?? jumped ?? open[0] ?? null;
  const merged = current?.mergeWith ?? null;
  const rest = open.filter(step => step !== current && step.place !== merged);
  const following = rest.find(({ place }) => place > (current ? current.place : -1)) ?? rest[0] ?? null;
  // What only waits for the sentence being read now is what comes after it.
  const isBlocked = following !== null && unmet(track, following).some(place => place !== current?.place && place !== merged);
  return { asked, current, following: isBlocked ? null : following };
}

/** Still to be done: applies, has not been done, its moment is not over, and no later step shows that it was left out on purpose. */
function waitingIn(steps: readonly Step[], track: Track): readonly Step[] {
  const waiting: Step[] = [];
  let lastDone = -1; // of the steps of no particular moment
  let isOwing = false; // one of them is required and pending
  for (const { place, node, isAnyTime } of steps) {
    if (!isAnyTime) continue;
    if (isDone(track.nodes[place])) lastDone = place;
    isOwing ||= node.required && isPending(track.nodes[place]);
  }
  for (const step of steps) {
    const { within } = step.node.done;
    if (within === 'first-agent-turn' || !isPending(track.nodes[step.place])) continue;
    if (within === 'last-agent-turns' ? !isOwing : step.node.required || step.place >= lastDone) waiting.push(step);
  }
  return waiting;
}

function isPending(record: NodeRecord | undefined): boolean {
  return record?.open === true && (record.state === 'pending' || record.state === 'in-progress' || record.state === 'skipped');
}
