import type { Content } from '#engine/content.ts';
import { judgeTold } from '#engine/process/judge.ts';
import { type Plan, planFor } from '#engine/process/plan.ts';
import { bookOf } from '#engine/process/process-book.ts';
import { type ProcessMemory, trackOf, withTrack } from '#engine/process/process-memory.ts';
import { isDone, type Track, type Words, withNode } from '#engine/process/track.ts';
import { inSoManyWords, toldTo } from '#engine/process/words.ts';

/**
 * What was said after the talk turned elsewhere still counts for the process it belongs to. The words that did something for the active
 * process are its own; the others are judged against those that wait, as far as the active one has no such step. A goodbye is said once for all
 * of them. The process left for one on trial is judged as if it were active.
 */
export function judgeWaiting(memory: ProcessMemory, words: Words, before: Track, after: Track, content: Content): ProcessMemory {
  if (memory.tracks.length < 2) return memory;
  const { plans } = bookOf(content);
  const active = memory.active === null ? undefined : plans.get(memory.active);
  if (!active || active.process.urgent) return memory; // what an urgent one broke off is not taken up beside it
  const isOnTrial = memory.trial !== null;
  const rest = isOnTrial ? words : withoutTaken(words, before, after);
  let next = memory;
  for (const { process, handedOver } of memory.tracks) {
    const plan = plans.get(process);
    if (!plan || handedOver || process === memory.active) continue;
    const counting = isOnTrial && memory.trial?.from === process ? plan : besides(plan, active, content);
    const track = sameGoodbye(plan, trackOf(next, process) as Track, active, before, after);
    next = withTrack(next, judgeTold(counting, track, toldTo(counting, counting === plan ? rest : inSoManyWords(plan, rest))));
  }
  return next;
}

/** The goodbye that ended the active process just now ends this one too. */
function sameGoodbye({ goodbye: own }: Plan, track: Track, { goodbye }: Plan, before: Track, after: Track): Track {
  const said = goodbye && after.nodes[goodbye.place];
  if (!own || !said || !isDone(said) || isDone(before.nodes[goodbye.place]) || isDone(track.nodes[own.place])) return track;
  return withNode(track, own.place, { ...said, said: {} });
}

/** An utterance without the hits that lie where it did something for a process. */
function withoutTaken(words: Words, before: Track, after: Track): Words {
  const taken = after.nodes.flatMap((record, place) =>
    record === before.nodes[place] ? [] : record.evidence.filter(({ position }) => position === words.position),
  );
  if (taken.length === 0) return words;
  return { ...words, hits: words.hits.filter(({ span }) => !taken.some(other => span[0] < other.span[1] && other.span[0] < span[1])) };
}

const plansBeside = new WeakMap<Plan, Map<string, Plan>>();

/** A process with only the steps of no particular moment that another one does not have. */
function besides(plan: Plan, active: Plan, content: Content): Plan {
  const known = plansBeside.get(plan) ?? new Map<string, Plan>();
  plansBeside.set(plan, known);
  const found = known.get(active.process.key);
  if (found) return found;
  const has = new Set(active.process.nodes.map(({ key }) => key));
  const made = planFor(plan.process, content, ({ key, done }) => done.within === 'any' && !has.has(key));
  known.set(active.process.key, made);
  return made;
}
