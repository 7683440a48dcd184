import type { Advice, StepState } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { TopicFact } from '#domain/facts.ts';
import type { Hit } from '#domain/hit.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { type TopicIndex, topicIndex } from '#engine/topic/topic-index.ts';
import { activate, leaningTo, type TopicEntry, type TopicMemory, topicStart } from '#engine/topic/topic-memory.ts';
import { type Mentioned, strongestFirst, weigh } from '#engine/topic/topic-score.ts';

/** Keeps the stack of processes: which one the talk is about, which ones wait. */
export const topic: Aide<TopicMemory> = {
  name: 'topic',
  start: topicStart,
  attend(memory, moment) {
    const { what } = moment.event;
    if (what.kind === 'acted' && what.act.kind === 'switched') return answer(memory, pick(memory, what.act.process, moment), moment);
    if (what.kind === 'recalled' || what.kind === 'suspended') return { memory: { ...memory, recalled: [...memory.recalled, what.key] } };
    if (what.kind === 'transferred' && what.outside) return answer(memory, withEnded(memory), moment);
    if (what.kind !== 'heard' || !moment.heard || what.utterance.speaker === 'bot') return unchanged(memory);
    return answer(memory, listen(withFinished(memory, moment), moment, what.utterance, moment.heard.hits), moment);
  },
};

const fade = 0.5; // what earlier turns said counts half as much with each further turn of the customer
const clearlyMore = 0.15; // what another process needs over one that was only a guess
const namedTwice = 0.85; // asked for, and called by its name: enough to return to what waits, whatever else the words might answer
const learnedReplaces = 0.8; // so much like another process that a guess gives way
const learnedNext = 0.6; // so much like one that comes for it, once this is over or the customer says that there is another matter
const learnedAtMost = 0.65; // what only resembles examples is a guess, however much
const likeComing = 0.6; // in the middle of something words alone are no request: the whole sentence is like that of one who comes for it
const likeComingNext = 0.3; // less is enough once something is over, or who speaks says that this is another matter
const surelyTold = 0.98; // an agent who talks so much about another business has turned to it
const switchAbove = 0.7; // a single clear request; mentions alone do not reach it

function listen(memory: TopicMemory, moment: Moment, utterance: Utterance, hits: readonly Hit[]): TopicMemory {
  const speaker = utterance.speaker === 'customer' ? 'customer' : 'agent';
  const told = speaker === 'agent' && !memory.held ? matterIn(topicIndex(moment.content), hits) : null;
  if (told) return followAgent(memory, moment, told, utterance);
  if (speaker === 'agent' && memory.active !== null && !isGuess(memory, moment)) return memory; // the agent's words switch nothing
  const heard = weigh(topicIndex(moment.content), hits, speaker).filter(({ process }) => isInForce(memory, moment, process));
  const handed = speaker === 'customer' ? handedOver(memory, moment) : null;
  const leaning = lean(memory.leaning, heard, speaker);
  if (heard.length === 0 && handed === null) return leaning === memory.leaning ? memory : { ...memory, leaning };
  const sensitive = memory.sensitive || heard.some(({ process, strong }) => strong && moment.content.processes.get(process)?.sensitive);
  const now: TopicMemory = { ...memory, leaning, sensitive };

  const found = choose(now, moment, heard, speaker) ?? (now.held ? null : handed);
  if (!found || found.process === now.active) return now;
  const kept = isGuess(now, moment) ? now.stack.filter(({ process }) => process !== now.active) : now.stack; // a wrong guess leaves no trace
  const confidence = found.learned ? Math.min(found.strength, learnedAtMost) : Math.max(found.strength, leaningTo(now, found.process));
  return { ...turnTo({ ...now, stack: kept }, entryOf(found, confidence, utterance), moment.content), held: false };
}

/** The talk is about this now. What it touches once is not touched lightly afterwards. */
function turnTo(memory: TopicMemory, entry: TopicEntry, { processes }: Content): TopicMemory {
  const sensitive = memory.sensitive || (processes.get(entry.process)?.sensitive ?? false);
  return { ...activate(memory, entry), told: null, sensitive };
}

/**
 * What the agent talks about shows what the call is about: at once where nobody said it plainly, in the middle of something when it is
 * quite sure or the second time running.
 */
function followAgent(memory: TopicMemory, moment: Moment, { process, hit }: Told, utterance: Utterance): TopicMemory {
  const { active, stack, told } = memory;
  if (process === active || !isInForce(memory, moment, process)) return told === null ? memory : { ...memory, told: null };
  const isOpen = active === null || isGuess(memory, moment);
  if (!isOpen && told !== process && hit.confidence < surelyTold) return { ...memory, told: process };
  const kept = isOpen ? stack.filter(entry => entry.process !== active) : stack;
  const entry = { process, by: 'heard', confidence: learnedAtMost, evidence: [evidenceOf(utterance, hit)] } as const;
  return turnTo({ ...memory, stack: kept }, kept.find(known => known.process === process) ?? entry, moment.content);
}

/** The business an agent's words are about. */
interface Told {
  readonly process: string;
  readonly hit: Hit;
}

function matterIn({ matters }: TopicIndex, hits: readonly Hit[]): Told | null {
  for (const hit of hits) {
    const process = matters.at(hit.cue);
    if (process !== undefined) return { process, hit };
  }
  return null;
}

function entryOf({ process, hits }: Mentioned, confidence: number, utterance: Utterance): TopicEntry {
  return { process, by: 'heard', confidence: round(confidence), evidence: hits.map(hit => evidenceOf(utterance, hit)).slice(0, 3) };
}

/** Started on mentions or on likeness to examples alone, and since then nothing clearer was said and nothing of its own was done. */
function isGuess(memory: TopicMemory, moment: Moment): boolean {
  const { stack, active } = memory;
  const entry = stack.find(({ process }) => process === active);
  if (entry?.by !== 'heard' || entry.confidence >= switchAbove || leaningTo(memory, entry.process) >= switchAbove) return false;
  const { steps } = moment.facts.process;
  return !topicIndex(moment.content)
    .active.get(entry.process)
    ?.own.some(fact => isBegun(steps[fact]));
}

function isBegun(state: StepState | undefined): boolean {
  return state === 'in-progress' || state === 'done' || state === 'out-of-order';
}

/** The process to go to because of this utterance; null: stay. */
function choose(memory: TopicMemory, moment: Moment, heard: readonly Mentioned[], speaker: 'customer' | 'agent'): Mentioned | null {
  const { content } = moment;
  const ranked = heard.toSorted(strongestFirst);
  const urgent = ranked.find(
    found =>
      found.strong && content.processes.get(found.process)?.urgent && (memory.active === null || isLikeComing(found, content, likeComing)),
  );
  if (urgent && speaker === 'customer' && mayTakeOver(memory, content, urgent)) return urgent;
  if (memory.held) return null;

  if (memory.active === null || (isGuess(memory, moment) && !content.processes.get(memory.active)?.sensitive)) {
    const atLeast = memory.active === null ? 0 : leaningTo(memory, memory.active) + clearlyMore;
    const answers = memory.active !== null && isAnswer(memory.active, moment);
    const near = ranked
      .filter(
        found =>
          memory.active === null ||
          (isLikeComing(found, content, likeComing) && (!found.learned || (found.strength >= learnedReplaces && !answers))),
      )
      .map(found => ({ ...found, strength: Math.max(found.strength, leaningTo(memory, found.process)) }));
    const best = near.sort(strongestFirst)[0];
    if (best && best.strength >= Math.max(content.settings.topicSwitchAbove, atLeast)) return best;
    if (memory.active === null) return null;
  }
  const now = content.processes.get(memory.active);
  const isFinished = memory.finished.includes(memory.active);
  if (speaker === 'agent' || ((now?.urgent || now?.sensitive) && !isFinished)) return null; // a complaint is about something: it stays a complaint

  const isNext = isFinished || moment.hears(content.own.askAnother) !== null;
  const isAskedFor = (found: Mentioned) =>
    found.strong && found.strength >= switchAbove && isLikeComing(found, content, isNext ? likeComingNext : likeComing);
  const best = ranked.find(found => isAskedFor(found) || (isNext && found.likeness >= learnedNext));
  const active = heard.find(({ process }) => process === memory.active);
  if (!best || best.process === memory.active) return null;
  const isReturn = best.strength >= namedTwice && memory.stack.some(({ process }) => process === best.process);
  if (isAnswer(memory.active, moment)) return null;
  const isFollowUp = !isReturn && moment.hears(topicIndex(content).active.get(memory.active)?.asks ?? []) !== null;
  return isFollowUp || active?.strong || (active && active.strength >= best.strength) ? null : best;
}

/** Whether what was learned of how customers come for a process speaks for it, too; where nothing was learned, words are enough. */
function isLikeComing({ process, likeness }: Mentioned, { openings }: Content, atLeast: number): boolean {
  return likeness >= atLeast || !openings.has(process);
}

/** The active process asked something, and these words answer it: what else they resemble is no new request. */
function isAnswer(process: string, moment: Moment): boolean {
  const { steps } = moment.facts.process;
  const awaits = topicIndex(moment.content).active.get(process)?.awaits ?? [];
  return awaits.some(({ fact, replies }) => steps[fact] === 'in-progress' && moment.hears(replies) !== null);
}

/** An urgent process waits for nothing; only a choice of the agent that knew of it stands, and one urgent gives way to a clear other. */
function mayTakeOver(memory: TopicMemory, content: Content, urgent: Mentioned): boolean {
  const known = memory.stack.some(({ process }) => process === urgent.process);
  if (memory.held && known) return false;
  const active = memory.active === null ? undefined : content.processes.get(memory.active);
  return !active?.urgent || (!known && urgent.strength >= switchAbove && isLikeComing(urgent, content, learnedReplaces));
}

/** A branch of the active process that leads to another one, when the customer says its cue. */
function handedOver(memory: TopicMemory, moment: Moment): Mentioned | null {
  const active = memory.active === null ? undefined : topicIndex(moment.content).active.get(memory.active);
  if (!active) return null;
  for (const { when, process } of active.handsOver) {
    const hit = moment.hears(when);
    if (hit && isInForce(memory, moment, process))
      return { process, strength: 0.9, strong: true, learned: false, likeness: 1, hits: [hit] };
  }
  return null;
}

function pick(memory: TopicMemory, process: string | null, moment: Moment): TopicMemory {
  if (process === null) return { ...memory, active: null, held: true };
  if (!moment.content.processes.has(process)) return memory;
  return { ...turnTo(memory, { process, by: 'picked', confidence: 1, evidence: [] }, moment.content), held: true };
}

function lean(leaning: TopicMemory['leaning'], heard: readonly Mentioned[], speaker: 'customer' | 'agent'): TopicMemory['leaning'] {
  if (leaning.length + heard.length === 0 || (heard.length === 0 && speaker === 'agent')) return leaning;
  const next: { process: string; sum: number }[] = [];
  for (const { process, sum } of leaning) {
    const kept = speaker === 'customer' ? sum * fade : sum;
    if (kept >= 0.05) next.push({ process, sum: round(kept) });
  }
  for (const { process, strength } of heard) {
    const known = next.find(each => each.process === process);
    if (known) known.sum = round(1 - (1 - known.sum) * (1 - strength));
    else next.push({ process, sum: round(1 - (1 - strength)) }); // the same sum, bit for bit
  }
  return next;
}

/** Finished: nothing required is left but the goodbye. Then the choice of the agent no longer holds the topic. */
function withFinished(memory: TopicMemory, moment: Moment): TopicMemory {
  const { active } = memory;
  if (active === null || memory.finished.includes(active) || !isFinished(active, moment)) return memory;
  return { ...memory, finished: [...memory.finished, active], held: false };
}

/** Handed over to somebody outside: for this desk the process is finished. */
function withEnded(memory: TopicMemory): TopicMemory {
  const { active, finished } = memory;
  return active === null || finished.includes(active) ? memory : { ...memory, finished: [...finished, active], held: false };
}

function isFinished(process: string, moment: Moment): boolean {
  const { steps } = moment.facts.process;
  return (
    topicIndex(moment.content)
      .active.get(process)
      ?.needed.every(fact => isOver(steps[fact])) ?? false
  );
}

function isOver(state: StepState | undefined): boolean {
  return state === 'done' || state === 'out-of-order' || state === 'not-applicable';
}

function isInForce({ recalled }: TopicMemory, { content, meta }: Moment, process: string): boolean {
  const found = content.processes.get(process);
  if (!found || recalled.includes(`process/${process}`)) return false;
  if (found.from === undefined && found.to === undefined) return true;
  const day = meta.openedAt.slice(0, 10);
  return (found.from ?? day) <= day && day <= (found.to ?? day);
}

function answer(before: TopicMemory, memory: TopicMemory, moment: Moment): Answer<TopicMemory> {
  const changed = memory.active !== before.active;
  const isAsBefore = !changed && memory.stack === before.stack && memory.sensitive === before.sensitive;
  if (isAsBefore && memory.finished === before.finished) return unchanged(memory);

  const gone = before.stack.filter(old => !memory.stack.some(({ process }) => process === old.process));
  return {
    memory,
    ...(isAsBefore ? {} : { facts: { topic: factOf(memory, changed) } }),
    put: topicAdvice(memory, moment.content),
    drop: gone.map(({ process }) => `topic:${process}`),
  };
}

function factOf(memory: TopicMemory, changed: boolean): TopicFact {
  const suspended = memory.stack.filter(({ process }) => process !== memory.active).map(({ process }) => process);
  const because = memory.stack.find(({ process }) => process === memory.active)?.evidence[0] ?? null;
  return { process: memory.active, suspended, because, changed, sensitive: memory.sensitive };
}

function topicAdvice(memory: TopicMemory, content: Content): Advice[] {
  return memory.stack.map(({ process, by, confidence, evidence }) => ({
    kind: 'topic',
    key: `topic:${process}`,
    evidence: [...evidence],
    from: { kind: 'process', key: process, version: content.versions[`process/${process}`] ?? 1 },
    loudness: 'quiet',
    process,
    title: content.processes.get(process)?.title ?? process,
    state: memory.finished.includes(process) ? 'finished' : process === memory.active ? 'active' : 'suspended',
    by,
    confidence,
  }));
}

function evidenceOf(utterance: Utterance, hit: Hit): Evidence {
  return { position: utterance.position, revision: utterance.revision, span: [hit.span[0], hit.span[1]], concept: hit.concept };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
