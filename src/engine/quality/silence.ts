import { type Draft, ownClock, wasDeaf } from '#engine/quality/draft.ts';
import { claimMetric, isExcused, limit, pointAt, showMetric } from '#engine/quality/measured.ts';
import { floorOf, type Metric } from '#engine/quality/metrics.ts';

/** Nobody spoke until now: shows it, and claims what is longer than a rule allows. */
export function timeSilence(draft: Draft, untilMs: number): void {
  const { silentSinceMs, silenceClaimed, heldSinceMs, last } = draft.memory.clock;
  if (silentSinceMs === null || heldSinceMs !== null) return;
  const gapMs = untilMs - silentSinceMs;
  if (gapMs < draft.moment.content.settings.clock.amberMs || wasDeaf(draft, 'any', silentSinceMs)) return;

  const isOver = draft.moment.event.what.kind !== 'passed';
  showMetric(draft, 'silence', silentSinceMs, isOver ? untilMs : null, gapMs, pointAt(last.customer ?? last.agent));
  for (const rule of brokenAt(draft, gapMs)) {
    if (silenceClaimed.includes(rule.key)) continue;
    if (judgeGap(draft, rule, gapMs, untilMs)) ownClock(draft).silenceClaimed = [...draft.memory.clock.silenceClaimed, rule.key];
  }
}

function brokenAt({ book }: Draft, gapMs: number): readonly Metric[] {
  return [...book.metrics.silence, ...book.metrics.hold].filter(rule => gapMs > floorOf(rule));
}

/** Whether a gap is too long for a rule; if so it is claimed. */
export function judgeGap(draft: Draft, rule: Metric, gapMs: number, atMs: number): boolean {
  const { last } = draft.memory.clock;
  const tooLong = gapMs > limit(draft, rule) && !isExcused(draft, rule);
  if (!tooLong && (rule.always === undefined || gapMs <= rule.always)) return false;
  claimMetric(draft, rule, pointAt(last.customer ?? last.agent), atMs);
  return true;
}
