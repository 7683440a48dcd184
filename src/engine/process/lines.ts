import type { Advice, Chip } from '#domain/advice.ts';
import type { Duty, Obligations } from '#engine/process/obligations.ts';
import type { Plan } from '#engine/process/plan.ts';
import { type ProcessMemory, trackOf } from '#engine/process/process-memory.ts';
import { isDone, type Track } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';

type Line = Extract<Advice, { kind: 'prompt' }>;

/** How long a fulfilled line stays, green, before it is taken down. */
export const fulfilledMs = 5000;

/** The lines of what has to be said before a moment of the process: which stand, and those that say something else than before. */
export interface Lines {
  /** Whether there is anything at all to be said before some moment, said already or not. */
  readonly areDue: boolean;
  readonly keys: readonly string[];
  readonly put: readonly Line[];
  readonly fulfilled: ProcessMemory['fulfilled'];
}

/** One line a moment; gone when that moment has passed, or a little after all of it was said. */
export function linesOf(plan: Plan, before: ProcessMemory, memory: ProcessMemory, track: Track, nowMs: number): Lines {
  if (plan.obligations.length === 0) return noLines;
  const old = trackOf(before, plan.process.key);
  const keys: string[] = [];
  const put: Line[] = [];
  const fulfilled: Record<string, number> = {};
  let areDue = false;
  for (const group of plan.obligations) {
    if (isOver(group, track)) continue;
    areDue = true;
    const { key } = group;
    const wasShown = before.raised.includes(key);
    if (isFulfilled(group, track)) {
      if (!wasShown || !(key in memory.fulfilled || !(key in before.fulfilled))) continue;
      fulfilled[key] = memory.fulfilled[key] ?? nowMs;
    }
    keys.push(key);
    if (!wasShown || !old || !isAsBefore(group, old, track)) put.push(lineOf(plan, group, track));
  }
  return { areDue, keys, put, fulfilled };
}

const noLines: Lines = { areDue: false, keys: [], put: [], fulfilled: {} };

/** The moment has passed, or nothing is to be said before it in this conversation. */
function isOver({ before, duties }: Obligations, track: Track): boolean {
  return (before !== null && isDone(track.nodes[before])) || !duties.some(({ place }) => track.nodes[place]?.open);
}

function isFulfilled({ duties }: Obligations, track: Track): boolean {
  return duties.every(({ place, labels }) => {
    const record = track.nodes[place];
    return !record?.open || labels.every(label => record.said[label]);
  });
}

function isAsBefore({ duties }: Obligations, old: Track, track: Track): boolean {
  return duties.every(({ place }) => old.nodes[place] === track.nodes[place]);
}

function lineOf({ process, from }: Plan, { key, duties }: Obligations, track: Track): Line {
  const words = wording[process.lang];
  const open = duties.filter(({ place }) => track.nodes[place]?.open);
  const chips = open.flatMap(duty => chipsOf(duty, track));
  const rules = open.flatMap(({ rule }) => rule ?? []).sort((a, b) => a.rank - b.rank);
  const { title = '', deadline = '' } = open[0] ?? {};
  return {
    kind: 'prompt',
    key,
    evidence: [],
    from: rules[0] ? { kind: 'rule', key: rules[0].rule.key, version: rules[0].version } : from,
    loudness: 'line',
    title,
    sentence: `${title}${words.colon}${chips.map(({ label }) => label).join(words.between)}`,
    deadline,
    chips,
    severity: rules[0]?.rule.severity ?? 'general',
  };
}

function chipsOf({ place, labels }: Duty, track: Track): Chip[] {
  const said = track.nodes[place]?.said ?? {};
  return labels.map(label => {
    const evidence = said[label];
    return evidence ? { label, said: true, evidence } : { label, said: false };
  });
}
