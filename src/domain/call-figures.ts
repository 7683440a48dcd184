import type { AdviceChange } from '#domain/advice.ts';
import type { ConversationMeta, Layout } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';

/** What was measured in a call, from its log alone. */
export interface CallFigures {
  readonly answers: Measured;
  /** Waits of five seconds or more that no answer ended: the customer spoke again, or the call was over. */
  readonly unanswered: number;
  readonly silences: Measured;
  readonly holds: Measured;
  readonly talkOvers: Measured | null; // null: both sides are on one channel, or nobody knows on which
  readonly spoken: { readonly letters: number; readonly ms: number }; // by the agent
  readonly layout: Layout;
}

/** How often something was measured that is over, for how long in all, and at the longest. */
export interface Measured {
  readonly n: number;
  readonly sumMs: number;
  readonly longestMs: number;
  readonly values: readonly number[];
}

interface Row {
  readonly event: Pick<LogEvent, 'what' | 'atMs'>;
  readonly advice: readonly AdviceChange[];
}

/** Reads a call's figures. The same log gives the same figures; a chat has none. */
export function callFigures(rows: readonly Row[]): CallFigures | null {
  const opened = rows.map(({ event }) => event.what).find(what => what.kind === 'opened');
  const meta: ConversationMeta | undefined = opened?.kind === 'opened' ? opened.meta : undefined;
  if (meta?.channel !== 'voice') return null;
  const ended = new Map<string, Ended>(); // by name and beginning, as they were last: one key carries all of a name in turn
  for (const { advice } of rows)
    for (const change of advice)
      if (change.op !== 'withdrawn' && change.advice.kind === 'metric' && change.advice.endMs !== undefined)
        ended.set(`${change.advice.name} ${change.advice.startMs}`, {
          name: change.advice.name,
          value: change.advice.value,
          endMs: change.advice.endMs,
        });
  const all = [...ended.values()];
  const of = (name: string) => measured(all.flatMap(one => (one.name === name ? [one.value] : [])));
  const wasInVain = inVain(rows);
  const waits = all.filter(({ name }) => name === 'answer');
  return {
    answers: measured(waits.filter(wait => !wasInVain(wait)).map(({ value }) => value)),
    unanswered: waits.filter(wait => wasInVain(wait) && wait.value >= clearWaitMs).length,
    silences: of('silence'),
    holds: of('hold'),
    talkOvers: meta.layout === 'dual' ? of('talk-over') : null,
    spoken: spokenIn(rows),
    layout: meta.layout,
  };
}

interface Ended {
  readonly name: string;
  readonly value: number;
  readonly endMs: number;
}

/** A shorter wait was a pause of somebody who went on speaking, or a goodbye. */
const clearWaitMs = 5000;

/** Whether no word of the agent ended a wait: the customer's own next words did, or the end of the call. */
function inVain(rows: readonly Row[]): (wait: Ended) => boolean {
  const begun = { agent: new Set<number>(), customer: new Set<number>() };
  let closedMs = Number.POSITIVE_INFINITY;
  for (const { event } of rows) {
    if (event.what.kind === 'closed') closedMs = Math.min(closedMs, event.atMs);
    if (event.what.kind !== 'heard') continue;
    const { speaker, startMs } = event.what.utterance;
    if (speaker !== 'bot') begun[speaker].add(startMs);
  }
  return ({ endMs }) => !begun.agent.has(endMs) && (begun.customer.has(endMs) || endMs === closedMs);
}

/** Letters a minute; null where nobody spoke long enough to tell. */
export function lettersAMinute({ letters, ms }: CallFigures['spoken']): number | null {
  return ms === 0 ? null : Math.round((letters * 60_000) / ms);
}

function measured(values: readonly number[]): Measured {
  return { n: values.length, sumMs: values.reduce((sum, each) => sum + each, 0), longestMs: Math.max(0, ...values), values };
}

const longEnoughMs = 1000;

/** Letters and digits the agent said, and how long that took, over utterances that lasted at least a second. */
function spokenIn(rows: readonly Row[]): CallFigures['spoken'] {
  let letters = 0;
  let ms = 0;
  for (const { event } of rows) {
    if (event.what.kind !== 'heard' || event.what.utterance.speaker !== 'agent') continue;
    const { text, startMs, endMs } = event.what.utterance;
    if (endMs - startMs < longEnoughMs) continue;
    letters += text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    ms += endMs - startMs;
  }
  return { letters, ms };
}
