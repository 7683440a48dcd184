import type { Utterance } from '#domain/utterance.ts';
import { lettersIn } from '#engine/letters.ts';
import { type Draft, ownClock, wasDeaf } from '#engine/quality/draft.ts';
import { claimMetric, isExcused, limit, pointAt, showMetric, speechOf } from '#engine/quality/measured.ts';
import type { Waiting } from '#engine/quality/memory.ts';
import { floorOf } from '#engine/quality/metrics.ts';

/** A customer's words wait for an answer from their end on. */
export function beginAnswer(draft: Draft, utterance: Utterance): void {
  const { waiting } = draft.memory.clock;
  if (waiting) {
    claimSlowAnswer(draft, waiting, utterance.startMs);
    endAnswer(draft, waiting, utterance.startMs);
  }
  const next: Waiting = { sinceMs: utterance.endMs, speech: speechOf(utterance), fillerMs: null, respondedMs: null, claimed: [] };
  ownClock(draft).waiting = next;
  showAnswer(draft, next, utterance.endMs, null);
}

/** The agent's words answer, unless they only ask to wait. */
export function hearAnswer(draft: Draft, utterance: Utterance): void {
  const { waiting } = draft.memory.clock;
  if (waiting) {
    claimSlowAnswer(draft, waiting, utterance.startMs);
    if (isFiller(draft, utterance)) {
      const filled = { ...waiting, respondedMs: null, fillerMs: waiting.fillerMs ?? Math.max(0, utterance.startMs - waiting.sinceMs) };
      ownClock(draft).waiting = filled;
      showAnswer(draft, filled, utterance.endMs, null);
    } else endAnswer(draft, waiting, utterance.startMs);
  }
}

/** The wait is over. */
export function endAnswer(draft: Draft, waiting: Waiting, atMs: number): void {
  showAnswer(draft, waiting, atMs, atMs);
  ownClock(draft).waiting = null;
}

/** Shows how long the customer has been waiting. */
export function showAnswer(draft: Draft, waiting: Waiting, nowMs: number, endMs: number | null): void {
  const value = Math.max(0, nowMs - waiting.sinceMs);
  showMetric(draft, 'answer', waiting.sinceMs, endMs, value, pointAt(waiting.speech), waiting.fillerMs);
}

/** Claims an answer that took longer than a rule allows. */
export function claimSlowAnswer(draft: Draft, waiting: Waiting, responseMs: number): void {
  if (waiting.fillerMs !== null) return; // the customer was told to wait in time, or that was claimed then
  const waitedMs = responseMs - waiting.sinceMs;
  for (const rule of draft.book.metrics.answer) {
    if (waitedMs <= floorOf(rule)) break; // the rest wait longer
    if (waiting.claimed.includes(rule.key) || waitedMs <= limit(draft, rule)) continue;
    if (wasDeaf(draft, 'any', waiting.sinceMs) || isExcused(draft, rule)) continue;
    claimMetric(draft, rule, pointAt(waiting.speech), responseMs);
    const now = draft.memory.clock.waiting;
    if (now) ownClock(draft).waiting = { ...now, claimed: [...now.claimed, rule.key] };
  }
}

function isFiller(draft: Draft, utterance: Utterance): boolean {
  const hits = draft.moment.hearsAll(draft.book.fillers);
  if (hits.length === 0) return false;
  let rest = utterance.text;
  for (const { span } of hits.toSorted((a, b) => b.span[0] - a.span[0]))
    rest = rest.slice(0, span[0]) + rest.slice(Math.max(span[0], span[1]));
  return lettersIn(rest.replace(/[嗯呃啊哦好的是在您我你先生女士呢吧哈就]/gu, ''), 5) <= 4;
}
