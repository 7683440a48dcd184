import type { Process, ProcessNode } from '#domain/process.ts';
import { isDone, type NodeRecord, type Track, unmet } from '#engine/process/track.ts';

/** What to do now and after it. The node that answers the customer's question comes before the one whose turn it is. */
export interface Next {
  readonly asked: ProcessNode | null;
  readonly current: ProcessNode | null;
  readonly following: ProcessNode | null;
}

/** Reads from a track what comes next. */
export function nextOf(process: Process, track: Track): Next {
  const open = process.nodes.filter((node, index) => isWaiting(process, track, node, index));
  const question = track.question;
  const asked = process.nodes.find(({ key }) => key === question?.node && isPending(track.nodes[key])) ?? null;
  const jumped = open.find(({ key }) => key === track.jump);
  const current = asked ?? jumped ?? open[0] ?? null;
  const merged = current?.mergeWith;
  const rest = open.filter(node => node !== current && node.key !== merged);
  const following = rest.find(node => process.nodes.indexOf(node) > (current ? process.nodes.indexOf(current) : -1)) ?? rest[0] ?? null;
  // What only waits for the sentence being read now is what comes after it.
  const isBlocked = following !== null && unmet(track, following).some(key => key !== current?.key && key !== merged);
  return { asked, current, following: isBlocked ? null : following };
}

/** Still to be done: applies, has not been done, its moment is not over, and no later step shows that it was left out on purpose. */
function isWaiting(process: Process, track: Track, node: ProcessNode, index: number): boolean {
  if (!isPending(track.nodes[node.key]) || node.done.within === 'first-agent-turn') return false;
  if (node.done.within === 'last-agent-turns')
    return process.nodes.every(
      other => other === node || !other.required || !isPending(track.nodes[other.key]) || other.done.within !== 'any',
    );
  return node.required || !process.nodes.slice(index + 1).some(({ key, done }) => done.within === 'any' && isDone(track.nodes[key]));
}

function isPending(record: NodeRecord | undefined): boolean {
  return record?.open === true && (record.state === 'pending' || record.state === 'in-progress' || record.state === 'skipped');
}
