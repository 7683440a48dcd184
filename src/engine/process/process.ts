import type { Advice } from '#domain/advice.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import type { Moment } from '#engine/moment.ts';
import { begin, resume } from '#engine/process/begin.ts';
import { scriptCards } from '#engine/process/cards.ts';
import { claimAll } from '#engine/process/claim.ts';
import { judgeTold } from '#engine/process/judge.ts';
import { fulfilledMs, type Lines, linesOf } from '#engine/process/lines.ts';
import { nextOf } from '#engine/process/next.ts';
import type { Plan } from '#engine/process/plan.ts';
import { bookOf, type ProcessBook } from '#engine/process/process-book.ts';
import { factsOf } from '#engine/process/process-facts.ts';
import { type ProcessMemory, processStart, remember, trackOf, withTrack } from '#engine/process/process-memory.ts';
import { questionFor } from '#engine/process/question.ts';
import { type Rail, railChanges } from '#engine/process/rail.ts';
import { reminder } from '#engine/process/reminder.ts';
import { isDone, type Track, type Words } from '#engine/process/track.ts';
import { countingTracks, isEstablished, trialOf } from '#engine/process/trial.ts';
import { atEnd, handOver, tick, whileDeaf } from '#engine/process/unheard.ts';
import { attendAgents, verifyAgainPrompt } from '#engine/process/verify-again.ts';
import { judgeWaiting } from '#engine/process/waiting.ts';
import { said, toldTo, wordsOf } from '#engine/process/words.ts';

/** Walks the active process: what is done, what comes next, what has to be said before it is too late. */
export const process: Aide<ProcessMemory> = {
  name: 'process',
  start: processStart,
  attend(memory, moment) {
    const next = follow(memory, moment);
    return next === memory ? unchanged(memory) : answer(memory, next, moment);
  },
  wakeAtMs({ fulfilled }) {
    let firstMs = Number.POSITIVE_INFINITY;
    for (const key in fulfilled) firstMs = Math.min(firstMs, fulfilled[key] as number);
    return firstMs === Number.POSITIVE_INFINITY ? undefined : firstMs + fulfilledMs;
  },
};

function follow(before: ProcessMemory, moment: Moment): ProcessMemory {
  const { what } = moment.event;
  const book = bookOf(moment.content);
  let memory = before;
  const words = wordsOf(moment, memory.agentTurns);
  if (words) memory = remember(memory, words, isClosing(memory, words, book));
  const switched = moment.facts.topic.process !== memory.active;
  if (switched) memory = enter(words ? leave(memory, words, book) : memory, moment, book);

  memory = attendAgents(memory, what, moment);
  if (what.kind === 'passed') return takeDown(memory, moment.nowMs);
  if (what.kind === 'acted' && what.act.kind === 'ticked') {
    const track = trackOf(memory, what.act.process);
    const plan = book.plans.get(what.act.process);
    if (!track || !plan) return memory;
    const ticked = withTrack(memory, tick(plan, track, what.act.node, what.act.as, moment.turn, moment.nowMs));
    return established(ticked, plan, moment.nowMs);
  }
  if (what.kind === 'closed') memory = claimed(memory, book);
  const active = activeOf(memory, book);
  if (!active || active.track.handedOver) return memory;
  if (what.kind === 'transferred') return what.outside ? withTrack(memory, handOver(active.plan, active.track)) : memory;
  if (what.kind === 'deaf' && what.leg !== 'bot') return withTrack(memory, whileDeaf(active.plan, active.track, what.leg));
  if (what.kind === 'closed') return end(memory, active, book);
  if (!words) return memory;

  const isNew = switched && trackOf(before, active.plan.process.key) === undefined; // begun with these words already
  const told = toldTo(active.plan, words);
  const judged = isNew ? active.track : judgeTold(active.plan, active.track, told);
  const followed = withTrack(memory, questionFor(active.plan, judged, told, moment));
  const now = tried(followed, active.plan, judged);
  const waited = switched ? now : judgeWaiting(now, words, active.track, judged, moment.content);
  return established(waited, active.plan, words.atMs);
}

/** What was done of any process counts, however it was said: nobody will say it more clearly now. */
function claimed(memory: ProcessMemory, { plans }: ProcessBook): ProcessMemory {
  return memory.tracks.reduce((now, track) => {
    const plan = plans.get(track.process);
    return plan ? withTrack(now, claimAll(plan, track)) : now;
  }, memory);
}

/** The words that lead to another process may answer what the one that is left has asked. */
function leave(memory: ProcessMemory, words: Words, book: ProcessBook): ProcessMemory {
  const left = activeOf(memory, book);
  return left && !left.track.handedOver ? withTrack(memory, judgeTold(left.plan, left.track, toldTo(left.plan, words))) : memory;
}

/** The trial is over as soon as something has been done. */
function tried(memory: ProcessMemory, plan: Plan, track: Track): ProcessMemory {
  return memory.trial && isEstablished(plan, track, memory.trial) ? { ...memory, trial: null } : memory;
}

/** The conversation is over; so is what was left behind for something that remained a question in passing. */
function end(memory: ProcessMemory, { plan, track }: { plan: Plan; track: Track }, { plans }: ProcessBook): ProcessMemory {
  const closed = withTrack({ ...memory, closing: true }, atEnd(plan, track));
  const left = memory.trial ? plans.get(memory.trial.from) : undefined;
  const known = left && trackOf(closed, left.process.key);
  return left && known ? withTrack(closed, atEnd(left, known)) : closed;
}

function enter(before: ProcessMemory, moment: Moment, book: ProcessBook): ProcessMemory {
  const { process: key, suspended } = moment.facts.topic;
  const tracks = countingTracks(before).filter(({ process: known }) => known === key || suspended.includes(known));
  const memory = { ...before, tracks, trial: null }; // what the topic forgot is forgotten, and what remained a question in passing
  const plan = key === null ? undefined : book.plans.get(key);
  if (!plan) return { ...memory, active: null };
  const known = trackOf(memory, plan.process.key);
  const trial = known || moment.event.what.kind === 'acted' ? null : trialOf(plan, before, memory, moment.turn, book);
  const entered = { ...memory, active: plan.process.key, trial, closing: false };
  if (known) return withTrack(entered, resume(plan, known, memory, moment.content));
  return withTrack(entered, { ...begin(plan, memory, moment.content), because: moment.facts.topic.because });
}

/** Identity is a state: it holds from the step that established it, heard or ticked, until that step is taken back. */
function established(memory: ProcessMemory, plan: Plan, nowMs: number): ProcessMemory {
  const { verified } = memory;
  const holder = verified ? trackOf(memory, verified.process)?.nodes[verified.place] : undefined;
  if (verified && isDone(holder)) return memory;
  const nodes = trackOf(memory, plan.process.key)?.nodes;
  const place = plan.verifying.find(each => isDone(nodes?.[each]));
  if (place === undefined) return verified === null ? memory : { ...memory, verified: null };
  return {
    ...memory,
    verified: { process: plan.process.key, place, atMs: nodes?.[place]?.atMs ?? nowMs, by: memory.agent },
    asksAgain: false,
  };
}

function isClosing(memory: ProcessMemory, words: Words, { plans, closing }: ProcessBook): boolean {
  if (memory.closing || words.hits.some(({ cue }) => closing.includes(cue))) return true;
  const goodbye = memory.active === null || words.speaker !== 'agent' ? undefined : plans.get(memory.active)?.goodbye;
  return goodbye !== undefined && said(words, goodbye.cues.says) !== null;
}

function takeDown(memory: ProcessMemory, nowMs: number): ProcessMemory {
  const all = Object.entries(memory.fulfilled);
  const kept = all.filter(([, atMs]) => atMs + fulfilledMs > nowMs);
  return kept.length === all.length ? memory : { ...memory, fulfilled: Object.fromEntries(kept) };
}

function activeOf(memory: ProcessMemory, { plans }: ProcessBook): { plan: Plan; track: Track } | null {
  const plan = memory.active === null ? undefined : plans.get(memory.active);
  const track = memory.active === null ? undefined : trackOf(memory, memory.active);
  return plan && track ? { plan, track } : null;
}

function answer(before: ProcessMemory, followed: ProcessMemory, moment: Moment): Answer<ProcessMemory> {
  const isClosed = moment.event.what.kind === 'closed';
  if (isSame(before, followed) && !isClosed) return unchanged(followed);

  const book = bookOf(moment.content);
  const active = activeOf(followed, book);
  const live = active?.track.handedOver ? null : active;
  const next = live && nextOf(live.plan, live.track);
  const lines: Lines | null = live && linesOf(live.plan, before, followed, live.track, moment.nowMs);
  const cards = live && next && !isClosed ? scriptCards(live.plan, live.track, next) : [];
  const reminded = live && lines && !isClosed ? remindOf(followed, live, lines, book) : null;

  const asked = verifyAgainPrompt(followed, moment);
  const single = [reminded, asked].filter(prompt => prompt !== null);
  const prompts = [...(lines?.put ?? []), ...single];
  const raised = [...cards.map(({ key }) => key), ...(lines?.keys ?? []), ...single.map(({ key }) => key)];
  const memory: ProcessMemory = {
    ...followed,
    current: next?.current?.place ?? null,
    fulfilled: lines ? lines.fulfilled : followed.fulfilled,
    raised,
  };
  const { process: old } = moment.facts;
  const facts = factsOf(old, before, memory, book, active);
  return {
    memory,
    ...(facts === old ? {} : { facts: { process: facts } }),
    put: [...railsNow(before, memory, book), ...cards, ...prompts],
    drop: [...before.raised.filter(key => !raised.includes(key)), ...forgottenSteps(before, memory, book)],
  };
}

/** On trial, nothing is missing yet; what is missing is missing of the process left behind. */
function remindOf(memory: ProcessMemory, live: { plan: Plan; track: Track }, { areDue }: Lines, { plans }: ProcessBook): Advice | null {
  const { trial, closing } = memory;
  if (!trial) return reminder(live.plan, live.track, areDue, closing);
  const plan = plans.get(trial.from);
  const track = trackOf(memory, trial.from);
  return plan && track ? reminder(plan, track, false, closing) : null;
}

/** Nothing the desk or the other aides would see has changed. */
function isSame(a: ProcessMemory, b: ProcessMemory): boolean {
  if (a.active !== b.active || a.closing !== b.closing || a.verified !== b.verified || a.fulfilled !== b.fulfilled) return false;
  if (a.asksAgain !== b.asksAgain || a.trial !== b.trial) return false;
  if (a.tracks === b.tracks) return true;
  return a.tracks.length === b.tracks.length && a.tracks.every((track, at) => track === b.tracks[at]);
}

function forgottenSteps(before: ProcessMemory, memory: ProcessMemory, { plans }: ProcessBook): string[] {
  if (before.tracks === memory.tracks) return [];
  const gone = before.tracks.filter(({ process }) => trackOf(memory, process) === undefined);
  return gone.flatMap(({ process }) => plans.get(process)?.steps.map(({ shown }) => shown.key) ?? []);
}

/** What changed on the rails of all processes. */
function railsNow(before: ProcessMemory, memory: ProcessMemory, { plans }: ProcessBook): Advice[] {
  const changes: Advice[] = [];
  for (const { process } of memory.tracks) {
    const plan = plans.get(process);
    const was = railIn(before, process);
    const now = railIn(memory, process);
    if (plan && now && (was?.track !== now.track || was.current !== now.current || was.isTried !== now.isTried))
      changes.push(...railChanges(plan, was, now));
  }
  return changes;
}

function railIn(memory: ProcessMemory, process: string): Rail | null {
  const track = trackOf(memory, process);
  const isTried = memory.trial?.process === process;
  return track ? { track, current: memory.active === process ? memory.current : null, isTried } : null;
}
