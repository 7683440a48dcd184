import type { Process, ProcessNode } from '#domain/process.ts';
import { judge } from '#engine/process/judge.ts';
import type { ProcessMemory } from '#engine/process/process-memory.ts';
import { isDone, isSettled, startTrack, type Track, withNode } from '#engine/process/track.ts';

/**
 * A process as it stands when it is recognised: the greeting, and what was said shortly before, count for it. After
 * another process only the last words do, for what was done there was done for that one.
 */
export function begin(process: Process, memory: ProcessMemory, processes: ReadonlyMap<string, Process>): Track {
  const isFirst = Object.keys(memory.tracks).length === 0;
  const looked = isFirst ? memory.recent : memory.recent.slice(-lookBack);
  const opening = memory.opening.filter(({ position }) => !looked.some(words => words.position === position));
  const spoke = looked.findIndex(({ speaker }) => speaker === 'customer');
  const greeting = [...opening, ...(isFirst ? looked.slice(0, Math.max(spoke, 0)) : [])]; // before the customer said anything

  const kept = settledOnce(process, carryOver(process, startTrack(process), memory, processes), memory);
  const greeted = shorn(process, ({ done }) => done.within === 'first-agent-turn');
  const told = shorn(process, ({ done }) => isFirst || done.within !== 'last-agent-turns');
  return [...opening, ...looked].reduce((track, words) => judge(greeting.includes(words) ? greeted : told, track, words), kept);
}

const lookBack = 4; // the customer's words that changed the topic, and the question that brought them

/** The process with only the nodes that words of the past may still count for. */
function shorn(process: Process, mayCount: (node: ProcessNode) => boolean): Process {
  return { ...process, nodes: process.nodes.filter(mayCount) };
}

/** Who was verified stays verified for a process that asks for no more. */
function carryOver(process: Process, track: Track, memory: ProcessMemory, processes: ReadonlyMap<string, Process>): Track {
  const { verified } = memory;
  const before = verified ? processes.get(verified.process) : undefined;
  const record = verified ? memory.tracks[verified.process]?.nodes[verified.node] : undefined;
  if (!before || !record || !isDone(record) || strictness[before.identity] < strictness[process.identity]) return track;

  return process.nodes
    .filter(({ establishes }) => establishes === 'verified')
    .reduce((now, { key }) => withNode(now, key, { ...record, state: 'done', said: {} }), track);
}

/** Steps settled once a call stand as another process left them. */
function settledOnce(process: Process, track: Track, memory: ProcessMemory): Track {
  const others = Object.values(memory.tracks);
  return process.nodes.reduce((now, { key, once }) => {
    if (!once || isDone(now.nodes[key])) return now;
    const records = others.flatMap(({ nodes }) => nodes[key] ?? []);
    const settled = records.find(isDone) ?? records.find(record => isSettled(record));
    return settled ? withNode(now, key, { ...settled, said: {} }) : now;
  }, track);
}

const strictness = { none: 0, basic: 1, strong: 2 } as const;
