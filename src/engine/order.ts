import type { LogEvent } from '#domain/event.ts';

/** A conversation's events in speech order: by when they began to be true, then by position. */
export type Timeline = readonly LogEvent[];

/**
 * Puts an event where it belongs: speech by its start, everything else by its time. A correction takes the place of the
 * utterance it corrects. `from` is the first index whose event is new or changed.
 */
export function insert(timeline: Timeline, event: LogEvent): { readonly events: Timeline; readonly from: number } {
  if (event.what.kind === 'corrected') return correct(timeline, event);

  const startMs = orderMs(event);
  let from = timeline.length;
  while (from > 0 && orderMs(timeline[from - 1] as LogEvent) > startMs) from--;
  const events = timeline.slice();
  if (from === timeline.length) events.push(event);
  else events.splice(from, 0, event);
  return { events, from };
}

/** When an event takes its place: an utterance where it began, the rest when it happened. Milliseconds since opening. */
export function orderMs(event: LogEvent): number {
  return event.what.kind === 'heard' ? event.what.utterance.startMs : event.atMs;
}

function correct(timeline: Timeline, event: LogEvent): { events: Timeline; from: number } {
  if (event.what.kind !== 'corrected') throw new Error('not a correction');
  const { utterance } = event.what;
  const from = timeline.findIndex(({ what }) => what.kind === 'heard' && what.utterance.position === utterance.position);
  const old = timeline[from];
  if (old?.what.kind !== 'heard') return { events: timeline, from: timeline.length }; // corrects what was never heard

  const what = { kind: 'heard', utterance: { ...utterance, startMs: old.what.utterance.startMs } } as const;
  return { events: timeline.with(from, { ...old, what }), from };
}
