import type { Plan } from '#engine/process/plan.ts';
import type { ProcessBook } from '#engine/process/process-book.ts';
import { type ProcessMemory, type Trial, trackOf } from '#engine/process/process-memory.ts';
import type { NodeRecord, Track } from '#engine/process/track.ts';

/** The trial a process begins with: none where it is urgent or sensitive, or where nothing was done yet for the one before. */
export function trialOf(plan: Plan, before: ProcessMemory, kept: ProcessMemory, turn: number, { plans }: ProcessBook): Trial | null {
  const { key, urgent, sensitive } = plan.process;
  const from = before.trial?.from ?? before.active;
  const track = from === null ? undefined : trackOf(kept, from);
  const left = from === null ? undefined : plans.get(from);
  if (urgent || sensitive || from === null || !track || !left) return null;
  const isWorked = left.steps.some(({ place, isAnyTime }) => isAnyTime && isTouched(track.nodes[place]));
  return isWorked ? { process: key, from, turn } : null;
}

function isTouched(record: NodeRecord | undefined): boolean {
  return record !== undefined && (record.turn ?? record.askedTurn) !== null;
}

/**
 * Whether something was done for it since the talk turned to it: a step of no particular moment, asked or done in words it knows, or two that
 * only resemble its examples.
 */
export function isEstablished(plan: Plan, track: Track, { turn }: Trial): boolean {
  let alike = 0;
  for (const { place, isAnyTime, likeness } of plan.steps) {
    const record = track.nodes[place];
    if (!isAnyTime || record === undefined || Math.max(record.turn ?? -1, record.askedTurn ?? -1) < turn) continue;
    const isLike = record.asked.length > 0 && record.asked.every(cue => cue === likeness);
    if (!isLike || ++alike === 2) return true;
  }
  return false;
}

/** The tracks that count: all but the one on trial. */
export function countingTracks({ tracks, trial }: ProcessMemory): readonly Track[] {
  return trial === null ? tracks : tracks.filter(({ process }) => process !== trial.process);
}
