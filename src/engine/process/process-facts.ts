import type { StepState } from '#domain/advice.ts';
import type { ProcessFact } from '#domain/facts.ts';
import type { Plan } from '#engine/process/plan.ts';
import type { ProcessBook } from '#engine/process/process-book.ts';
import type { ProcessMemory } from '#engine/process/process-memory.ts';
import { isDone, type Track } from '#engine/process/track.ts';
import { countingTracks } from '#engine/process/trial.ts';

/** What this aide tells the others; the very same fact when nothing in it changed. */
export function factsOf(
  old: ProcessFact,
  before: ProcessMemory,
  memory: ProcessMemory,
  book: ProcessBook,
  active: { readonly plan: Plan; readonly track: Track } | null,
): ProcessFact {
  const { steps, changed } = stepsOf(old.steps, before, memory, book);
  const verifiedAtMs = memory.verified?.atMs ?? null;
  const consented = active?.plan.consenting.some(place => isDone(active.track.nodes[place])) ?? false;
  const current = active && memory.current !== null ? (active.plan.steps[memory.current]?.fact ?? null) : null;
  const isSame =
    steps === old.steps &&
    old.changed.length === 0 &&
    verifiedAtMs === old.verifiedAtMs &&
    (memory.verified !== null) === old.verified &&
    consented === old.consented &&
    current === old.current;
  return isSame ? old : { verified: memory.verified !== null, verifiedAtMs, consented, steps, current, changed };
}

type Steps = ProcessFact['steps'];

function stepsOf(
  old: Steps,
  before: ProcessMemory,
  memory: ProcessMemory,
  book: ProcessBook,
): { steps: Steps; changed: readonly string[] } {
  if (!areSameProcesses(before, memory)) {
    const steps = statesOf(memory, book);
    return { steps, changed: Object.keys(steps).filter(fact => steps[fact] !== old[fact]) };
  }
  const moved: Record<string, StepState> = {};
  const changed: string[] = [];
  const counted = countingTracks(before);
  for (const [at, track] of countingTracks(memory).entries()) {
    const was = counted[at];
    if (track === was) continue;
    for (const { place, fact } of book.plans.get(track.process)?.steps ?? []) {
      const state = track.nodes[place]?.state;
      if (state === undefined || state === was?.nodes[place]?.state) continue;
      moved[fact] = state;
      changed.push(fact);
    }
  }
  return changed.length === 0 ? { steps: old, changed } : { steps: { ...old, ...moved }, changed };
}

function areSameProcesses(before: ProcessMemory, memory: ProcessMemory): boolean {
  const tracks = countingTracks(memory);
  const old = countingTracks(before);
  return tracks.length === old.length && tracks.every(({ process }, at) => process === old[at]?.process);
}

function statesOf(memory: ProcessMemory, { plans }: ProcessBook): Record<string, StepState> {
  const states: Record<string, StepState> = {};
  for (const track of countingTracks(memory)) {
    for (const { place, fact } of plans.get(track.process)?.steps ?? []) states[fact] = track.nodes[place]?.state ?? 'pending';
  }
  return states;
}
