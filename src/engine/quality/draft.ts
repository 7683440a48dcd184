import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Hit } from '#domain/hit.ts';
import type { Rule, Said } from '#domain/rule.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { placeOf } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';
import { type ClockMemory, heardAt, type QualityMemory } from '#engine/quality/memory.ts';
import { type Rulebook, termsOf } from '#engine/quality/rulebook.ts';
import type { Term } from '#engine/quality/terms.ts';

/**
 * The answer to one event while it is being worked out: the parts of quality write into it in turn. Never outlives the event;
 * the memory it began with is copied before the first change and never written to.
 */
export interface Draft {
  readonly before: QualityMemory;
  memory: QualityMemory;
  readonly moment: Moment;
  readonly book: Rulebook;
  readonly put: Advice[];
  readonly drop: string[];
  readonly fired: string[];
}

/** The memory to write to: the answer's own, copied when it is first asked for. */
export function own(draft: Draft): Writable<QualityMemory> {
  if (draft.memory === draft.before) draft.memory = { ...draft.before };
  return draft.memory;
}

/** What is remembered of the talk's timing, to write to. */
export function ownClock(draft: Draft): Writable<ClockMemory> {
  const memory = own(draft);
  if (memory.clock === draft.before.clock) memory.clock = { ...memory.clock };
  return memory.clock;
}

type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** Puts advice on the board. */
export function show({ put, drop }: Draft, advice: Advice): void {
  const dropped = drop.indexOf(advice.key);
  if (dropped >= 0) drop.splice(dropped, 1);
  const at = placeOf(put, advice.key);
  if (at < 0) put.push(advice);
  else put[at] = advice;
}

/** Takes advice off the board. */
export function hide({ put, drop }: Draft, key: string): void {
  const at = placeOf(put, key);
  if (at >= 0) put.splice(at, 1);
  if (!drop.includes(key)) drop.push(key);
}

/** The rule's version as content names it. */
export function from(draft: Draft, rule: Rule): { kind: 'rule'; key: string; version: number } {
  return { kind: 'rule', key: rule.key, version: draft.moment.content.versions[`rule/${rule.key}`] ?? 1 };
}

/** Words as evidence. */
export function evidenceOf(utterance: Utterance, hit?: Hit): Evidence {
  return {
    position: utterance.position,
    revision: utterance.revision,
    span: hit ? [hit.span[0], hit.span[1]] : [0, utterance.text.length],
    ...(hit ? { concept: hit.concept } : {}),
    ...(hit?.how === 'example' ? { like: true } : {}),
  };
}

/** The utterance of this event, if it is one. */
export function utteranceOf(moment: Moment): Utterance | null {
  return moment.event.what.kind === 'heard' ? moment.event.what.utterance : null;
}

/** Whether some words were heard earlier (or just now), recently enough for this condition. */
export function wasHeard(draft: Draft, { number, said }: Term): boolean {
  const heard = heardAt(draft.memory.heard, number);
  if (!heard) return false;
  return said.lastTurns === undefined || draft.moment.turn - heard.turn <= said.lastTurns;
}

/** Whether a rule's conditions hold now. */
export function holds(draft: Draft, rule: Rule): boolean {
  const { when } = rule;
  const { facts } = draft.moment;
  if (when.processes.length > 0 && !when.processes.includes(facts.topic.process ?? '')) return false;
  if (when.verified !== undefined && when.verified !== facts.process.verified) return false;
  if (when.consented !== undefined && when.consented !== facts.process.consented) return false;
  if (when.heardBefore.length + when.notHeardBefore.length === 0) return true;
  const { before, never } = termsOf(draft.book, rule);
  return before.every(term => wasHeard(draft, term)) && !never.some(term => wasHeard(draft, term));
}

/** Whether a leg was not recognised at any time since then. Its words are unknown, and silence proves nothing. */
export function wasDeaf(draft: Draft, by: Said['by'], sinceMs: number): boolean {
  const leg = (speaker: Speaker) => by === 'any' || by === speaker;
  return draft.memory.deaf.some(gap => leg(gap.leg) && (gap.toMs === null || gap.toMs > sinceMs));
}
