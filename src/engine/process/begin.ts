import type { ProcessNode } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import { judge } from '#engine/process/judge.ts';
import { type Plan, planFor } from '#engine/process/plan.ts';
import { bookOf } from '#engine/process/process-book.ts';
import { type ProcessMemory, trackOf } from '#engine/process/process-memory.ts';
import { isDone, isSettled, type NodeRecord, startTrack, type Track, type Words, withNode } from '#engine/process/track.ts';
import { inSoManyWords } from '#engine/process/words.ts';

/**
 * A process as it stands when it is recognised: the greeting, and what was said shortly before, count for it. After
 * another process only the last words do, for what was done there was done for that one.
 */
export function begin(plan: Plan, memory: ProcessMemory, content: Content): Track {
  const isFirst = memory.tracks.length === 0;
  const looked = isFirst ? memory.recent : memory.recent.slice(-lookBack);
  const opening = memory.opening.filter(({ position }) => !looked.some(words => words.position === position));
  const spoke = looked.findIndex(({ speaker }) => speaker === 'customer');
  const greeting = [...opening, ...(isFirst ? looked.slice(0, Math.max(spoke, 0)) : [])]; // before the customer said anything

  const kept = settledOnce(plan, carryOver(plan, startTrack(plan), memory, content), memory, content);
  const { greeted, later } = pastOf(plan, content);
  const judgePast = (track: Track, words: Words): Track => {
    if (greeting.includes(words)) return judge(greeted, track, words);
    return isFirst ? judge(plan, track, words) : judge(later, track, words === looked.at(-1) ? words : inSoManyWords(plan, words));
  };
  return [...opening, ...looked].reduce(judgePast, kept);
}

/** A process that is returned to, with what has been settled in the others since. */
export function resume(plan: Plan, track: Track, memory: ProcessMemory, content: Content): Track {
  return settledOnce(plan, carryOver(plan, track, memory, content), memory, content);
}

const lookBack = 4; // the customer's words that changed the topic, and the question that brought them

/** A process with only the nodes that words of the past may still count for. */
interface Past {
  readonly greeted: Plan;
  readonly later: Plan;
}

const pasts = new WeakMap<Plan, Past>();

function pastOf(plan: Plan, content: Content): Past {
  const known = pasts.get(plan);
  if (known) return known;
  const only = (mayCount: (node: ProcessNode) => boolean) => planFor(plan.process, content, mayCount);
  const made: Past = {
    greeted: only(({ done }) => done.within === 'first-agent-turn'),
    later: only(({ done }) => done.within !== 'last-agent-turns'),
  };
  pasts.set(plan, made);
  return made;
}

/** Who was verified stays verified for a process that asks for no more: of a lower level, or for the same things in the same number. */
function carryOver(plan: Plan, track: Track, memory: ProcessMemory, content: Content): Track {
  const { verified } = memory;
  const before = verified ? bookOf(content).plans.get(verified.process) : undefined;
  const record = verified ? trackOf(memory, verified.process)?.nodes[verified.place] : undefined;
  const asked = verified ? before?.steps[verified.place]?.node : undefined;
  if (!before || !asked || !record || !isDone(record)) return track;
  const isEnough = strictness[before.process.identity] >= strictness[plan.process.identity];
  const kept = plan.verifying.filter(place => !isDone(track.nodes[place]) && (isEnough || asksTheSame(asked, plan.steps[place]?.node)));
  return kept.reduce((now, place) => withNode(now, place, { ...record, state: 'done', said: {} }), track);
}

function asksTheSame(asked: ProcessNode, node: ProcessNode | undefined): boolean {
  return node !== undefined && node.done.atLeast <= asked.done.atLeast && node.done.says.every(cue => asked.done.says.includes(cue));
}

/** Steps settled once a call stand as another process left them. */
function settledOnce(plan: Plan, track: Track, memory: ProcessMemory, content: Content): Track {
  const { plans } = bookOf(content);
  const recordsOf = (key: string): NodeRecord[] =>
    memory.tracks.flatMap(({ process, nodes }) => {
      const place = plans.get(process)?.steps.find(({ node }) => node.key === key)?.place;
      return place === undefined ? [] : (nodes[place] ?? []);
    });
  return plan.steps.reduce((now, { node, place }) => {
    if (!node.once || isDone(now.nodes[place])) return now;
    const records = recordsOf(node.key);
    const settled = records.find(isDone) ?? records.find(isSettled);
    return settled ? withNode(now, place, { ...settled, said: {} }) : now;
  }, track);
}

const strictness = { none: 0, basic: 1, strong: 2 } as const;
