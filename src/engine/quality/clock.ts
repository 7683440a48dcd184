import type { Speaker } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Draft, ownClock } from '#engine/quality/draft.ts';
import { claimMetric, limit, pointAt, showMetric, speechOf } from '#engine/quality/measured.ts';
import type { ClockMemory } from '#engine/quality/memory.ts';
import { floorOf, isOutside, type Metric } from '#engine/quality/metrics.ts';
import { timePace } from '#engine/quality/pace.ts';
import { judgeGap, timeSilence } from '#engine/quality/silence.ts';
import { beginAnswer, claimSlowAnswer, endAnswer, hearAnswer, showAnswer } from '#engine/quality/waits.ts';

/** Times an utterance: who waited for whom, how long nobody spoke, who spoke over whom, how fast. Voice only. */
export function timeUtterance(draft: Draft, utterance: Utterance): void {
  if (draft.moment.meta.channel !== 'voice') {
    ownClock(draft).last = withLast(draft.memory.clock.last, utterance);
    return;
  }
  timeSilence(draft, utterance.startMs);
  if (utterance.speaker === 'customer') beginAnswer(draft, utterance);
  if (utterance.speaker === 'agent') {
    hearAnswer(draft, utterance);
    timePace(draft, utterance);
  }

  const { last } = draft.memory.clock;
  const endedMs = Math.max(last.customer?.endMs ?? 0, last.agent?.endMs ?? 0, last.bot?.endMs ?? 0, utterance.endMs);
  const now = ownClock(draft);
  now.last = withLast(last, utterance);
  now.silentSinceMs = endedMs;
  now.silenceClaimed = [];
  aim(draft);
}

function withLast({ customer, agent, bot }: ClockMemory['last'], utterance: Utterance): ClockMemory['last'] {
  const speech = speechOf(utterance);
  switch (utterance.speaker) {
    case 'customer':
      return { customer: speech, agent, bot };
    case 'agent':
      return { customer, agent: speech, bot };
    case 'bot':
      return { customer, agent, bot: speech };
  }
}

/** Somebody began or stopped to speak; the words come later. */
export function timeSpeaking(draft: Draft, speaker: Speaker, on: boolean): void {
  const { moment, memory } = draft;
  if (moment.meta.channel !== 'voice') return;
  const { clock } = memory;
  const atMs = moment.event.atMs;
  ownClock(draft).hearsSpeaking = true;

  if (speaker === 'customer') {
    ownClock(draft).customerSpeaks = on;
    const isKnown = clock.last.customer !== undefined && clock.last.customer.endMs >= atMs - 1500;
    if (!on && !isKnown && clock.waiting) ownClock(draft).waiting = { ...clock.waiting, sinceMs: atMs };
  }
  if (speaker === 'agent') {
    ownClock(draft).agentSpeaks = on;
    const { waiting } = clock;
    const isOldSpeech = clock.last.agent !== undefined && atMs <= clock.last.agent.endMs + 500;
    if (on && waiting && waiting.respondedMs === null && !isOldSpeech) {
      ownClock(draft).waiting = { ...waiting, respondedMs: atMs };
      showAnswer(draft, waiting, atMs, atMs);
    }
  }
  if (on) timeSilence(draft, atMs);
  const now = ownClock(draft);
  now.silentSinceMs = on ? null : atMs;
  now.silenceClaimed = [];
  aim(draft);
}

/** Time went by: the clock turns amber or red, a silence grows too long. */
export function timePassed(draft: Draft): void {
  const { clock } = draft.memory;
  if (clock.wakeAtMs === null || draft.moment.nowMs < clock.wakeAtMs) return;
  const nowMs = draft.moment.nowMs;
  if (clock.waiting && clock.waiting.respondedMs === null && !clock.customerSpeaks) {
    showAnswer(draft, clock.waiting, nowMs, null);
    claimSlowAnswer(draft, clock.waiting, nowMs);
  }
  timeSilence(draft, nowMs);
  aim(draft);
}

/** The call was put on hold, or taken back. */
export function timeHold(draft: Draft, on: boolean): void {
  const { clock } = draft.memory;
  const nowMs = draft.moment.nowMs;
  if (on) {
    ownClock(draft).heldSinceMs = nowMs;
    return showMetric(draft, 'hold', nowMs, null, 0, []);
  }
  if (clock.heldSinceMs === null) return;
  const heldMs = nowMs - clock.heldSinceMs;
  showMetric(draft, 'hold', clock.heldSinceMs, nowMs, heldMs, []);
  for (const rule of draft.book.metrics.hold) judgeGap(draft, rule, heldMs, nowMs);
  const now = ownClock(draft);
  now.heldSinceMs = null;
  now.silentSinceMs = nowMs;
}

/** The call ended: what is judged over all of it. */
export function timeEnd(draft: Draft): void {
  const { clock } = draft.memory;
  const { moment } = draft;
  if (moment.meta.channel !== 'voice') return;
  if (clock.waiting) endAnswer(draft, clock.waiting, moment.nowMs);
  const evidence = pointAt(clock.last.agent ?? clock.last.customer);
  const { metrics } = draft.book;
  if (clock.speechMs >= longSpeechMs) {
    const rate = Math.round((clock.chars * 60_000) / clock.speechMs);
    for (const rule of metrics['speech-rate']) if (rule.average && isOutside(rule, rate)) claimMetric(draft, rule, evidence, moment.nowMs);
  }
  if (moment.turn >= 1)
    for (const rule of metrics.duration) if (isOutside(rule, moment.nowMs)) claimMetric(draft, rule, evidence, moment.nowMs);
  ownClock(draft).wakeAtMs = null;
}

const longSpeechMs = 60_000; // from here on an average says something

/** Sets the next moment to look again. Only where `speaking` comes: words alone say too late that somebody speaks. */
function aim(draft: Draft): void {
  const wakeAtMs = nextLook(draft);
  if (wakeAtMs !== draft.memory.clock.wakeAtMs) ownClock(draft).wakeAtMs = wakeAtMs;
}

function nextLook(draft: Draft): number | null {
  const { clock } = draft.memory;
  if (!clock.hearsSpeaking || clock.customerSpeaks || clock.agentSpeaks) return null;
  const { moment, book } = draft;
  const { metrics } = book;
  const nowMs = Math.max(moment.nowMs, moment.event.atMs);
  let nextMs = Number.POSITIVE_INFINITY;
  if (clock.waiting && clock.waiting.respondedMs === null) {
    const { sinceMs } = clock.waiting;
    const { amberMs, redMs } = moment.content.settings.clock;
    for (const atMs of [sinceMs + amberMs, sinceMs + redMs]) if (atMs > nowMs) nextMs = Math.min(nextMs, atMs);
    nextMs = firstLimit(draft, metrics.answer, sinceMs, nowMs, nextMs);
  }
  const { silentSinceMs } = clock;
  if (silentSinceMs !== null && clock.heldSinceMs === null) {
    nextMs = firstLimit(draft, metrics.silence, silentSinceMs, nowMs, nextMs);
    nextMs = firstLimit(draft, metrics.hold, silentSinceMs, nowMs, nextMs);
  }
  return Number.isFinite(nextMs) ? nextMs : null;
}

/** The first moment after now at which a rule's limit is passed, if that is sooner. */
function firstLimit(draft: Draft, rules: readonly Metric[], sinceMs: number, nowMs: number, soonestMs: number): number {
  let firstMs = soonestMs;
  for (const rule of rules) {
    if (sinceMs + floorOf(rule) + 1 >= firstMs) break; // the rest come later still
    const atMs = sinceMs + limit(draft, rule) + 1;
    if (atMs > nowMs && atMs < firstMs) firstMs = atMs;
  }
  return firstMs;
}
