import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Kind } from '#engine/board.ts';
import { claim } from '#engine/quality/claims.ts';
import { type Draft, holds, show, wasHeard } from '#engine/quality/draft.ts';
import type { LastSpeech } from '#engine/quality/memory.ts';
import { limitIn, type Metric } from '#engine/quality/metrics.ts';
import { termsOf } from '#engine/quality/rulebook.ts';

/** The value above which a rule speaks up now. */
export function limit(draft: Draft, rule: Metric): number {
  return limitIn(rule, draft.moment.facts.topic.process);
}

/** Excused by the last words of either side before it. */
export function isExcused(draft: Draft, rule: Metric): boolean {
  return termsOf(draft.book, rule).excuses.some(term => wasHeard(draft, term));
}

/** Claims that a measured value breaks a rule, where the rule looks at all. */
export function claimMetric(draft: Draft, rule: Metric, evidence: Evidence[], atMs: number): void {
  if (holds(draft, rule)) claim(draft, rule, evidence, null, atMs);
}

/** Shows a measured value on the desk's clock. */
export function showMetric(
  draft: Draft,
  name: 'answer' | 'silence' | 'talk-over' | 'speech-rate' | 'hold',
  startMs: number,
  endMs: number | null,
  value: number,
  evidence: Evidence[],
  fillerMs: number | null = null,
): void {
  const { amberMs, redMs } = draft.moment.content.settings.clock;
  const isWait = name === 'answer' || name === 'silence';
  const metric: Kind<'metric'> = {
    kind: 'metric',
    key: `metric:${name}`,
    evidence,
    loudness: 'quiet',
    name,
    value,
    startMs,
    level: isWait ? (value >= redMs ? 'red' : value >= amberMs ? 'amber' : 'calm') : name === 'hold' ? 'calm' : 'amber',
  };
  const ended = endMs === null ? metric : { ...metric, endMs: Math.max(endMs, startMs) };
  show(draft, fillerMs === null ? ended : { ...ended, fillerMs });
}

/** What is remembered of an utterance's timing. */
export function speechOf({ speaker, position, revision, startMs, endMs, text }: Utterance): LastSpeech {
  return { speaker, position, revision, startMs, endMs, length: text.length };
}

/** An utterance as evidence. */
export function pointAt(speech: LastSpeech | undefined): Evidence[] {
  return speech ? [{ position: speech.position as Evidence['position'], revision: speech.revision, span: [0, speech.length] }] : [];
}
