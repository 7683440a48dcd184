import type { Advice, StepState } from '#domain/advice.ts';
import type { ProcessFact } from '#domain/facts.ts';
import type { Process } from '#domain/process.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import type { Moment } from '#engine/moment.ts';
import { scriptCards, stepAdvice } from '#engine/process/advise.ts';
import { begin } from '#engine/process/begin.ts';
import { atEnd, judge, tick, whileDeaf } from '#engine/process/judge.ts';
import { fulfilledMs, isFulfilled, obligationLines, reminder } from '#engine/process/lines.ts';
import { nextOf } from '#engine/process/next.ts';
import { type ProcessMemory, processStart, remember, withTrack } from '#engine/process/process-memory.ts';
import { questionFor } from '#engine/process/question.ts';
import { isDone, type Track, type Words } from '#engine/process/track.ts';
import { said, wordsOf } from '#engine/process/words.ts';

/** Walks the active process: what is done, what comes next, what has to be said before it is too late. */
export const process: Aide<ProcessMemory> = {
  name: 'process',
  start: processStart,
  attend(memory, moment) {
    const next = follow(memory, moment);
    return next === memory ? unchanged(memory) : answer(memory, next, moment);
  },
  wakeAtMs(memory) {
    const times = Object.values(memory.fulfilled);
    return times.length === 0 ? undefined : Math.min(...times) + fulfilledMs;
  },
};

function follow(before: ProcessMemory, moment: Moment): ProcessMemory {
  const { what } = moment.event;
  let memory = before;
  const words = wordsOf(moment, memory.agentTurns);
  if (words) memory = { ...remember(memory, words), closing: isClosing(memory, words, moment) };
  const switched = moment.facts.topic.process !== memory.active;
  if (switched) memory = enter(memory, moment);

  const active = activeOf(memory, moment);
  if (what.kind === 'passed') return takeDown(memory, moment.nowMs);
  if (what.kind === 'acted' && what.act.kind === 'ticked') {
    const track = memory.tracks[what.act.process];
    return track ? withTrack(memory, tick(track, what.act.node, what.act.as, moment.turn, moment.nowMs)) : memory;
  }
  if (!active) return memory;
  if (what.kind === 'deaf' && what.leg !== 'bot') return withTrack(memory, whileDeaf(active.process, active.track, what.leg));
  if (what.kind === 'closed') return withTrack({ ...memory, closing: true }, atEnd(active.process, active.track));
  if (!words) return memory;

  const isNew = switched && before.tracks[active.process.key] === undefined; // begun with these words already
  const judged = isNew ? active.track : judge(active.process, active.track, words);
  return established(withTrack(memory, questionFor(active.process, judged, words, moment)), active.process, words);
}

function enter(before: ProcessMemory, moment: Moment): ProcessMemory {
  const { process: key, suspended } = moment.facts.topic;
  const tracks = Object.entries(before.tracks).filter(([known]) => known === key || suspended.includes(known));
  const memory = { ...before, tracks: Object.fromEntries(tracks) }; // what the topic forgot is forgotten
  const process = key === null ? undefined : moment.content.processes.get(key);
  if (!process) return { ...memory, active: null };
  const known = memory.tracks[process.key];
  const entered = { ...memory, active: process.key, closing: false };
  return known ? entered : withTrack(entered, { ...begin(process, memory, moment.content.processes), because: moment.facts.topic.because });
}

/** Identity is a state: it holds from the step that established it until words take that step back. */
function established(memory: ProcessMemory, process: Process, words: Words): ProcessMemory {
  const { verified } = memory;
  const holder = verified ? memory.tracks[verified.process]?.nodes[verified.node] : undefined;
  const kept = verified && isDone(holder) ? verified : null;
  const node = process.nodes.find(({ key, establishes }) => establishes === 'verified' && isDone(memory.tracks[process.key]?.nodes[key]));
  if (kept || !node) return kept === verified ? memory : { ...memory, verified: kept };

  const atMs = memory.tracks[process.key]?.nodes[node.key]?.atMs ?? words.atMs;
  return { ...memory, verified: { process: process.key, node: node.key, atMs } };
}

function isClosing(memory: ProcessMemory, words: Words, moment: Moment): boolean {
  if (said(words, moment.content.settings.closing)) return true;
  const process = memory.active === null ? undefined : moment.content.processes.get(memory.active);
  const goodbye = process?.nodes.find(({ done }) => done.within === 'last-agent-turns');
  return memory.closing || (words.speaker === 'agent' && goodbye !== undefined && said(words, goodbye.done.says) !== null);
}

function takeDown(memory: ProcessMemory, nowMs: number): ProcessMemory {
  const kept = Object.entries(memory.fulfilled).filter(([, atMs]) => atMs + fulfilledMs > nowMs);
  return kept.length === Object.keys(memory.fulfilled).length ? memory : { ...memory, fulfilled: Object.fromEntries(kept) };
}

function activeOf(memory: ProcessMemory, { content }: Moment): { process: Process; track: Track } | null {
  const process = memory.active === null ? undefined : content.processes.get(memory.active);
  const track = memory.active === null ? undefined : memory.tracks[memory.active];
  return process && track ? { process, track } : null;
}

function answer(before: ProcessMemory, memory: ProcessMemory, moment: Moment): Answer<ProcessMemory> {
  if (isSame(before, memory) && moment.event.what.kind !== 'closed') return { memory };

  const active = activeOf(memory, moment);
  const lines = active ? linesNow(before, memory, active.process, active.track, moment) : { put: [], fulfilled: memory.fulfilled };
  const cards = active && moment.event.what.kind !== 'closed' ? scriptCards(active.process, active.track, moment.content) : [];
  const raised = [...cards, ...lines.put].map(({ key }) => key);
  return {
    memory: { ...memory, fulfilled: lines.fulfilled, raised },
    facts: { process: factsOf(before, memory, moment, active) },
    put: [...stepsNow(before, memory, moment), ...cards, ...lines.put],
    drop: [...before.raised.filter(key => !raised.includes(key)), ...forgottenSteps(before, memory)],
  };
}

/** Nothing the desk or the other aides would see has changed. */
function isSame(a: ProcessMemory, b: ProcessMemory): boolean {
  const tracks = Object.keys(b.tracks);
  return (
    a.active === b.active &&
    a.closing === b.closing &&
    a.verified === b.verified &&
    a.fulfilled === b.fulfilled &&
    tracks.length === Object.keys(a.tracks).length &&
    tracks.every(key => a.tracks[key] === b.tracks[key])
  );
}

function forgottenSteps(before: ProcessMemory, memory: ProcessMemory): string[] {
  const gone = Object.values(before.tracks).filter(({ process: key }) => !(key in memory.tracks));
  return gone.flatMap(track => Object.keys(track.nodes).map(node => `step:${track.process}/${node}`));
}

/** The rails that changed: another state, another process on top. */
function stepsNow(before: ProcessMemory, memory: ProcessMemory, { content }: Moment): Advice[] {
  return Object.values(memory.tracks).flatMap(track => {
    const process = content.processes.get(track.process);
    const isSame = before.tracks[track.process] === track && (before.active === track.process) === (memory.active === track.process);
    return !process || isSame ? [] : stepAdvice(process, track, content, memory.active === track.process);
  });
}

function linesNow(
  before: ProcessMemory,
  memory: ProcessMemory,
  process: Process,
  track: Track,
  moment: Moment,
): { put: Advice[]; fulfilled: ProcessMemory['fulfilled'] } {
  const put: Advice[] = [];
  const fulfilled: Record<string, number> = {};
  for (const line of obligationLines(process, track, moment.content)) {
    const wasShown = before.raised.includes(line.key);
    if (!isFulfilled(line)) {
      put.push(line);
    } else if (wasShown && (line.key in memory.fulfilled || !(line.key in before.fulfilled))) {
      fulfilled[line.key] = memory.fulfilled[line.key] ?? moment.nowMs;
      put.push(line);
    }
  }
  const reminded = moment.event.what.kind === 'closed' ? null : reminder(process, track, moment.content, memory);
  return { put: reminded ? [...put, reminded] : put, fulfilled };
}

function factsOf(before: ProcessMemory, memory: ProcessMemory, moment: Moment, active: ReturnType<typeof activeOf>): ProcessFact {
  const old = moment.facts.process.steps;
  const steps = memory.tracks === before.tracks ? old : statesOf(memory);
  const current = active && nextOf(active.process, active.track).current;
  const consents = active?.process.nodes.filter(({ establishes }) => establishes === 'consented') ?? [];
  return {
    verified: memory.verified !== null,
    verifiedAtMs: memory.verified?.atMs ?? null,
    consented: consents.some(({ key }) => isDone(active?.track.nodes[key])),
    steps,
    current: active && current ? `${active.process.key}/${current.key}` : null,
    changed: steps === old ? [] : Object.keys(steps).filter(key => steps[key] !== old[key]),
  };
}

function statesOf({ tracks }: ProcessMemory): Record<string, StepState> {
  return Object.fromEntries(
    Object.values(tracks).flatMap(track => Object.entries(track.nodes).map(([node, { state }]) => [`${track.process}/${node}`, state])),
  );
}
