import { type Timing, turnOf } from '#domain/announcement-turn.ts';

/** A stretch in which an announcement is shown to whoever is here. */
export interface ShownTime {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * When an announcement has been shown up to a moment, apart from anybody's own shifts: from its hour, window by window, to its end. Whoever was
 * here only outside of these had no chance to see it. `offsetAt` is the bank's wall clock ahead of UTC.
 */
export function shownTimes(timing: Timing, untilMs: number, offsetAt: (atMs: number) => number): readonly ShownTime[] {
  const times: ShownTime[] = [];
  for (let atMs = timing.publishedAtMs; atMs < untilMs; ) {
    const turn = turnOf(timing, [], atMs, offsetAt(atMs));
    if (turn.kind === 'over') break;
    if (turn.kind === 'later') {
      atMs = turn.atMs;
      continue;
    }
    const toMs = Math.min(turn.untilMs, untilMs);
    const last = times.at(-1);
    if (last?.toMs === atMs) times[times.length - 1] = { ...last, toMs };
    else times.push({ fromMs: atMs, toMs });
    atMs = turn.untilMs;
  }
  return times;
}
