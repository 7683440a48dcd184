/** How long an announcement has been before somebody's eyes: a fold over it being seen and not. */
export interface Meter {
  readonly seenSinceMs: number | null; // null: hidden, or less than half of it is in sight
  readonly openMs: number; // altogether, before that
  readonly painted: boolean;
  readonly read: boolean;
}

export const unseen: Meter = { seenSinceMs: null, openMs: 0, painted: false, read: false };

/** Painted: at least half of it in a visible document for this long without a break. */
export const paintedAfterMs = 1000;

/** It came into sight or left it. */
export function look(meter: Meter, seen: boolean, nowMs: number, readAfterMs: number): Meter {
  const passed = pass(meter, nowMs, readAfterMs);
  if (seen === (meter.seenSinceMs !== null)) return passed;
  return seen ? { ...passed, seenSinceMs: nowMs } : { ...passed, seenSinceMs: null, openMs: openAt(passed, nowMs) };
}

/** Time went by. */
export function pass(meter: Meter, nowMs: number, readAfterMs: number): Meter {
  if (meter.seenSinceMs === null) return meter;
  const painted = meter.painted || nowMs - meter.seenSinceMs >= paintedAfterMs;
  return { ...meter, painted, read: meter.read || (painted && openAt(meter, nowMs) >= readAfterMs) };
}

/** When the meter changes next by itself. */
export function nextMs(meter: Meter, readAfterMs: number): number | null {
  if (meter.seenSinceMs === null || meter.read) return null;
  if (!meter.painted) return meter.seenSinceMs + paintedAfterMs;
  return Math.max(meter.seenSinceMs, meter.seenSinceMs + readAfterMs - meter.openMs);
}

/** How long it was open altogether. */
export function openAt({ seenSinceMs, openMs }: Meter, nowMs: number): number {
  return openMs + (seenSinceMs === null ? 0 : nowMs - seenSinceMs);
}
