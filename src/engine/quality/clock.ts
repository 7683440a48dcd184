import type { Evidence } from '#domain/evidence.ts';
import type { RuleOf } from '#domain/rule.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { claim } from '#engine/quality/claims.ts';
import { type Draft, holds, remember, show, wasDeaf, wasHeard } from '#engine/quality/draft.ts';
import type { ClockMemory, LastSpeech, Waiting } from '#engine/quality/memory.ts';
import { nameOf } from '#engine/quality/rulebook.ts';

type Metric = RuleOf<'metric'>;

/** Times an utterance: who waited for whom, how long nobody spoke, who spoke over whom, how fast. Voice only. */
export function timeUtterance(draft: Draft, utterance: Utterance): void {
  if (draft.moment.meta.channel !== 'voice')
    return set(draft, { last: { ...draft.memory.clock.last, [utterance.speaker]: speechOf(utterance) } });
  timeSilence(draft, utterance.startMs);
  if (utterance.speaker === 'customer') customerSpoke(draft, utterance);
  else if (utterance.speaker === 'agent') agentSpoke(draft, utterance);

  const { last } = draft.memory.clock;
  const endedMs = Math.max(0, ...Object.values(last).map(speech => speech.endMs), utterance.endMs);
  set(draft, {
    last: { ...last, [utterance.speaker]: speechOf(utterance) },
    silentSinceMs: endedMs,
    silenceClaimed: [],
  });
  aim(draft);
}

/** Somebody began or stopped to speak; the words come later. */
export function timeSpeaking(draft: Draft, speaker: Speaker, on: boolean): void {
  const { moment, memory } = draft;
  if (moment.meta.channel !== 'voice') return;
  const { clock } = memory;
  const atMs = moment.event.atMs;
  set(draft, { hearsSpeaking: true });

  if (speaker === 'customer') {
    set(draft, { customerSpeaks: on });
    const isKnown = clock.last.customer !== undefined && clock.last.customer.endMs >= atMs - 1500;
    if (!on && !isKnown && clock.waiting) set(draft, { waiting: { ...clock.waiting, sinceMs: atMs } });
  }
  if (speaker === 'agent') {
    set(draft, { agentSpeaks: on });
    const { waiting } = clock;
    const isOldSpeech = clock.last.agent !== undefined && atMs <= clock.last.agent.endMs + 500;
    if (on && waiting && waiting.respondedMs === null && !isOldSpeech) {
      set(draft, { waiting: { ...waiting, respondedMs: atMs } });
      showAnswer(draft, waiting, atMs, atMs);
    }
  }
  if (on) timeSilence(draft, atMs);
  set(draft, { silentSinceMs: on ? null : atMs, silenceClaimed: [] });
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
    set(draft, { heldSinceMs: nowMs });
    return showMetric(draft, 'hold', nowMs, null, 0, []);
  }
  if (clock.heldSinceMs === null) return;
  const heldMs = nowMs - clock.heldSinceMs;
  showMetric(draft, 'hold', clock.heldSinceMs, nowMs, heldMs, []);
  for (const rule of metricsOf(draft, 'hold')) judgeGap(draft, rule, heldMs, nowMs);
  set(draft, { heldSinceMs: null, silentSinceMs: nowMs });
}

/** The call ended: what is judged over all of it. */
export function timeEnd(draft: Draft): void {
  const { clock } = draft.memory;
  const { moment } = draft;
  if (moment.meta.channel !== 'voice') return;
  if (clock.waiting) endAnswer(draft, clock.waiting, moment.nowMs);
  const evidence = pointAt(clock.last.agent ?? clock.last.customer);
  for (const rule of draft.book.metrics) {
    if (rule.metric === 'speech-rate' && rule.average && clock.speechMs >= 60_000) {
      const rate = Math.round((clock.chars * 60_000) / clock.speechMs);
      if (isOutside(rule, rate)) claimMetric(draft, rule, evidence, moment.nowMs);
    }
    if (rule.metric === 'duration' && moment.turn >= 1 && isOutside(rule, moment.nowMs)) claimMetric(draft, rule, evidence, moment.nowMs);
  }
  set(draft, { wakeAtMs: null });
}

function customerSpoke(draft: Draft, utterance: Utterance): void {
  const { waiting } = draft.memory.clock;
  if (waiting) {
    claimSlowAnswer(draft, waiting, utterance.startMs);
    endAnswer(draft, waiting, utterance.startMs);
  }
  const next: Waiting = { sinceMs: utterance.endMs, speech: speechOf(utterance), fillerMs: null, respondedMs: null, claimed: [] };
  set(draft, { waiting: next });
  showAnswer(draft, next, utterance.endMs, null);
}

function agentSpoke(draft: Draft, utterance: Utterance): void {
  const { waiting } = draft.memory.clock;
  if (waiting) {
    claimSlowAnswer(draft, waiting, utterance.startMs);
    if (isFiller(draft, utterance)) {
      const filled = { ...waiting, respondedMs: null, fillerMs: waiting.fillerMs ?? Math.max(0, utterance.startMs - waiting.sinceMs) };
      set(draft, { waiting: filled });
      showAnswer(draft, filled, utterance.endMs, null);
    } else endAnswer(draft, waiting, utterance.startMs);
  }
  timeOverlap(draft, utterance);
  timeRate(draft, utterance);
}

function endAnswer(draft: Draft, waiting: Waiting, atMs: number): void {
  showAnswer(draft, waiting, atMs, atMs);
  set(draft, { waiting: null });
}

function showAnswer(draft: Draft, waiting: Waiting, nowMs: number, endMs: number | null): void {
  const value = Math.max(0, nowMs - waiting.sinceMs);
  showMetric(draft, 'answer', waiting.sinceMs, endMs, value, pointAt(waiting.speech), waiting.fillerMs);
}

function claimSlowAnswer(draft: Draft, waiting: Waiting, responseMs: number): void {
  if (waiting.fillerMs !== null) return; // the customer was told to wait in time, or that was claimed then
  for (const rule of metricsOf(draft, 'answer')) {
    if (waiting.claimed.includes(rule.key) || responseMs - waiting.sinceMs <= limit(draft, rule)) continue;
    if (wasDeaf(draft, 'any', waiting.sinceMs) || isExcused(draft, rule)) continue;
    claimMetric(draft, rule, pointAt(waiting.speech), responseMs);
    const now = draft.memory.clock.waiting;
    if (now) set(draft, { waiting: { ...now, claimed: [...now.claimed, rule.key] } });
  }
}

function timeSilence(draft: Draft, untilMs: number): void {
  const { silentSinceMs, silenceClaimed, heldSinceMs, last } = draft.memory.clock;
  if (silentSinceMs === null || heldSinceMs !== null) return;
  const gapMs = untilMs - silentSinceMs;
  if (gapMs < draft.moment.content.settings.clock.amberMs || wasDeaf(draft, 'any', silentSinceMs)) return;

  const isOver = draft.moment.event.what.kind !== 'passed';
  showMetric(draft, 'silence', silentSinceMs, isOver ? untilMs : null, gapMs, pointAt(last.customer ?? last.agent));
  for (const rule of [...metricsOf(draft, 'silence'), ...metricsOf(draft, 'hold')]) {
    if (silenceClaimed.includes(rule.key)) continue;
    if (judgeGap(draft, rule, gapMs, untilMs)) set(draft, { silenceClaimed: [...draft.memory.clock.silenceClaimed, rule.key] });
  }
}

function judgeGap(draft: Draft, rule: Metric, gapMs: number, atMs: number): boolean {
  const { last } = draft.memory.clock;
  const tooLong = gapMs > limit(draft, rule) && !isExcused(draft, rule);
  if (!tooLong && (rule.always === undefined || gapMs <= rule.always)) return false;
  claimMetric(draft, rule, pointAt(last.customer ?? last.agent), atMs);
  return true;
}

function timeOverlap(draft: Draft, utterance: Utterance): void {
  const customer = draft.memory.clock.last.customer;
  if (draft.moment.meta.layout !== 'dual' || !customer) return;
  if (customer.startMs >= utterance.startMs || customer.endMs <= utterance.startMs) return;

  const overlapMs = Math.min(customer.endMs, utterance.endMs) - utterance.startMs;
  const chars = spoken(utterance.text);
  for (const rule of metricsOf(draft, 'talk-over')) {
    if (overlapMs < limit(draft, rule) || chars < (rule.minChars ?? 0)) continue;
    claimMetric(draft, rule, [...pointAt(speechOf(utterance)), ...pointAt(customer)], utterance.endMs);
    showMetric(draft, 'talk-over', utterance.startMs, utterance.startMs + overlapMs, overlapMs, pointAt(speechOf(utterance)));
  }
}

function timeRate(draft: Draft, utterance: Utterance): void {
  const chars = spoken(utterance.text);
  const lastedMs = utterance.endMs - utterance.startMs;
  if (lastedMs < 1000) return;
  const { clock } = draft.memory;
  set(draft, { chars: clock.chars + chars, speechMs: clock.speechMs + lastedMs });

  const rate = Math.round((chars * 60_000) / lastedMs);
  for (const rule of metricsOf(draft, 'speech-rate')) {
    if (rule.average || chars < (rule.minChars ?? 0)) continue;
    const inARow = isOutside(rule, rate) ? (clock.fast[rule.key] ?? 0) + 1 : 0;
    set(draft, { fast: { ...draft.memory.clock.fast, [rule.key]: inARow } });
    if (inARow < rule.inARow) continue;
    set(draft, { fast: { ...draft.memory.clock.fast, [rule.key]: 0 } });
    showMetric(draft, 'speech-rate', utterance.startMs, utterance.endMs, rate, pointAt(speechOf(utterance)));
    claimMetric(draft, rule, pointAt(speechOf(utterance)), utterance.endMs);
  }
}

function claimMetric(draft: Draft, rule: Metric, evidence: Evidence[], atMs: number): void {
  if (holds(draft, rule)) claim(draft, rule, evidence, null, atMs);
}

function showMetric(
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
  show(draft, {
    kind: 'metric',
    key: `metric:${name}`,
    evidence,
    loudness: 'quiet',
    name,
    value,
    startMs,
    ...(endMs === null ? {} : { endMs: Math.max(endMs, startMs) }),
    level: isWait ? (value >= redMs ? 'red' : value >= amberMs ? 'amber' : 'calm') : name === 'hold' ? 'calm' : 'amber',
    ...(fillerMs === null ? {} : { fillerMs }),
  });
}

/** Sets the next moment to look again. Only where `speaking` comes: words alone say too late that somebody speaks. */
function aim(draft: Draft): void {
  const { clock } = draft.memory;
  const { nowMs, content } = draft.moment;
  const due: number[] = [];
  if (clock.hearsSpeaking && !clock.customerSpeaks && !clock.agentSpeaks) {
    if (clock.waiting && clock.waiting.respondedMs === null) {
      const { sinceMs } = clock.waiting;
      due.push(sinceMs + content.settings.clock.amberMs, sinceMs + content.settings.clock.redMs);
      for (const rule of metricsOf(draft, 'answer')) due.push(sinceMs + limit(draft, rule) + 1);
    }
    if (clock.silentSinceMs !== null && clock.heldSinceMs === null)
      for (const rule of [...metricsOf(draft, 'silence'), ...metricsOf(draft, 'hold')])
        due.push(clock.silentSinceMs + limit(draft, rule) + 1);
  }
  const later = due.filter(atMs => atMs > Math.max(nowMs, draft.moment.event.atMs) && Number.isFinite(atMs));
  set(draft, { wakeAtMs: later.length > 0 ? Math.min(...later) : null });
}

function isFiller(draft: Draft, utterance: Utterance): boolean {
  const hits = draft.moment.hearsAll(draft.moment.content.settings.fillers);
  if (hits.length === 0) return false;
  let rest = utterance.text;
  for (const { span } of hits.toSorted((a, b) => b.span[0] - a.span[0]))
    rest = rest.slice(0, span[0]) + rest.slice(Math.max(span[0], span[1]));
  return spoken(rest.replace(/[嗯呃啊哦好的是在您我你先生女士呢吧哈就]/gu, '')) <= 4;
}

/** Excused by the last words of either side before it. */
function isExcused(draft: Draft, rule: Metric): boolean {
  return rule.unless.some((said, index) => wasHeard(draft, nameOf(rule, 'unless', index), said));
}

function limit(draft: Draft, rule: Metric): number {
  const isStrict = rule.strict?.processes.includes(draft.moment.facts.topic.process ?? '') ?? false;
  return isStrict && rule.strict ? rule.strict.above : (rule.above ?? Number.POSITIVE_INFINITY);
}

function isOutside(rule: Metric, value: number): boolean {
  return (rule.above !== undefined && value > rule.above) || (rule.below !== undefined && value < rule.below);
}

function metricsOf(draft: Draft, metric: Metric['metric']): readonly Metric[] {
  return draft.book.metrics.filter(rule => rule.metric === metric);
}

function speechOf({ speaker, position, revision, startMs, endMs, text }: Utterance): LastSpeech {
  return { speaker, position, revision, startMs, endMs, length: text.length };
}

function pointAt(speech: LastSpeech | undefined): Evidence[] {
  return speech ? [{ position: speech.position as Evidence['position'], revision: speech.revision, span: [0, speech.length] }] : [];
}

function spoken(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length;
}

function set(draft: Draft, part: Partial<ClockMemory>): void {
  remember(draft, { clock: { ...draft.memory.clock, ...part } });
}
