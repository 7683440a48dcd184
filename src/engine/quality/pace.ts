import type { Utterance } from '#domain/utterance.ts';
import { lettersIn } from '#engine/letters.ts';
import { type Draft, ownClock } from '#engine/quality/draft.ts';
import { claimMetric, limit, pointAt, showMetric, speechOf } from '#engine/quality/measured.ts';
import { isOutside, type Metric } from '#engine/quality/metrics.ts';

/** How the agent speaks: over the customer, too fast, too slowly. */
export function timePace(draft: Draft, utterance: Utterance): void {
  const chars = lettersIn(utterance.text);
  timeOverlap(draft, utterance, chars);
  timeRate(draft, utterance, chars);
}

function timeOverlap(draft: Draft, utterance: Utterance, chars: number): void {
  const customer = draft.memory.clock.last.customer;
  if (draft.moment.meta.layout !== 'dual' || !customer) return;
  if (customer.startMs >= utterance.startMs || customer.endMs <= utterance.startMs) return;

  const overlapMs = Math.min(customer.endMs, utterance.endMs) - utterance.startMs;
  for (const rule of draft.book.metrics['talk-over']) {
    if (overlapMs < limit(draft, rule) || chars < (rule.minChars ?? 0)) continue;
    claimMetric(draft, rule, [...pointAt(speechOf(utterance)), ...pointAt(customer)], utterance.endMs);
    showMetric(draft, 'talk-over', utterance.startMs, utterance.startMs + overlapMs, overlapMs, pointAt(speechOf(utterance)));
  }
}

function timeRate(draft: Draft, utterance: Utterance, chars: number): void {
  const lastedMs = utterance.endMs - utterance.startMs;
  if (lastedMs < 1000) return;
  const { clock } = draft.memory;
  const now = ownClock(draft);
  now.chars = clock.chars + chars;
  now.speechMs = clock.speechMs + lastedMs;

  const rate = Math.round((chars * 60_000) / lastedMs);
  const wasOut = isAnyCounted(clock.fast); // else there is nothing to set back
  for (const rule of draft.book.metrics['speech-rate']) {
    if (rule.average || chars < (rule.minChars ?? 0)) continue;
    const isOut = isOutside(rule, rate);
    if (!isOut && !wasOut) continue;
    const inARow = isOut ? (clock.fast[rule.key] ?? 0) + 1 : 0;
    const isBroken = inARow >= rule.inARow;
    countFast(draft, rule, isBroken ? 0 : inARow);
    if (!isBroken) continue;
    showMetric(draft, 'speech-rate', utterance.startMs, utterance.endMs, rate, pointAt(speechOf(utterance)));
    claimMetric(draft, rule, pointAt(speechOf(utterance)), utterance.endMs);
  }
}

function isAnyCounted(fast: Readonly<Record<string, number>>): boolean {
  for (const _ in fast) return true;
  return false;
}

function countFast(draft: Draft, { key }: Metric, inARow: number): void {
  const { fast } = draft.memory.clock;
  if ((fast[key] ?? 0) !== inARow) ownClock(draft).fast = { ...fast, [key]: inARow };
}
