import type { AdviceChange } from '#domain/advice.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';

/** What was measured in a call, from its log alone. null: there was nothing to measure, or it could not be. */
export interface Figures {
  readonly answers: { readonly n: number; readonly longestMs: number } | null;
  readonly silences: { readonly n: number; readonly longestMs: number } | null;
  readonly holds: { readonly n: number; readonly sumMs: number } | null;
  readonly talkOvers: number | null; // null: both sides are on one channel
  readonly charsAMinute: number | null;
}

interface Row {
  readonly event: Pick<LogEvent, 'what'>;
  readonly advice: readonly AdviceChange[];
}

/** Reads a call's figures. The same log gives the same figures; a chat has none. */
export function figuresOf(rows: readonly Row[]): Figures | null {
  const opened = rows.map(({ event }) => event.what).find(what => what.kind === 'opened');
  const meta: ConversationMeta | undefined = opened?.kind === 'opened' ? opened.meta : undefined;
  if (meta?.channel !== 'voice') return null;
  const ended = new Map<string, number>(); // name and beginning → its last value
  for (const { advice } of rows)
    for (const change of advice)
      if (change.op !== 'withdrawn' && change.advice.kind === 'metric' && change.advice.endMs !== undefined)
        ended.set(`${change.advice.name} ${change.advice.startMs}`, change.advice.value);
  const of = (name: string) => [...ended].flatMap(([key, value]) => (key.startsWith(`${name} `) ? [value] : []));
  const longest = (values: readonly number[]) => (values.length === 0 ? null : { n: values.length, longestMs: Math.max(...values) });
  const holds = of('hold');
  return {
    answers: longest(of('answer')),
    silences: longest(of('silence')),
    holds: holds.length === 0 ? null : { n: holds.length, sumMs: holds.reduce((sum, each) => sum + each, 0) },
    talkOvers: meta.layout === 'dual' ? of('talk-over').length : null,
    charsAMinute: rateOf(rows),
  };
}

const longEnoughMs = 1000;

/** Letters and digits the agent said a minute, over utterances that lasted at least a second. */
function rateOf(rows: readonly Row[]): number | null {
  let letters = 0;
  let spokenMs = 0;
  for (const { event } of rows) {
    if (event.what.kind !== 'heard' || event.what.utterance.speaker !== 'agent') continue;
    const { text, startMs, endMs } = event.what.utterance;
    if (endMs - startMs < longEnoughMs) continue;
    letters += text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    spokenMs += endMs - startMs;
  }
  return spokenMs === 0 ? null : Math.round((letters * 60_000) / spokenMs);
}
