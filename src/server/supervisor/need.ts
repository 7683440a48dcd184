import type { NeedRow } from '#protocol/supervisor.ts';
import type { Alarm, CallPicture } from '#server/supervisor/call-picture.ts';

const weights = { critical: 4, sensitive: 3, serious: 2 } as const;
const others = 0.1;

/**
 * How much one alarm needs a leader: severity × still recoverable × time left.
 * Severity 4 (critical), 3 (sensitive), 2 (a serious rule). Recoverable 1 while words can still help, 0.4 after. Time 1 without a window or
 * after it, up to 1.5 on its last turn.
 */
export function urgencyOf(alarm: Alarm): number {
  return weights[alarm.weight] * (isRecoverable(alarm) ? 1 : 0.4) * timeLeft(alarm);
}

/** How much a call needs a leader: its most urgent alarm, and a tenth of each other one. Taken by somebody: half. */
export function urgencyOfCall(call: CallPicture, isTaken: boolean): number {
  const all = Object.values(call.alarms).map(urgencyOf);
  const most = Math.max(0, ...all);
  const sum = all.reduce((total, each) => total + each, 0);
  return (most + others * (sum - most)) * (isTaken ? 0.5 : 1);
}

/** Alarms of a call, the most urgent first; of two alike the newer. */
export function ranked(call: CallPicture): readonly Alarm[] {
  return Object.values(call.alarms).sort((a, b) => urgencyOf(b) - urgencyOf(a) || b.position - a.position);
}

/** What can still be saved, by the alarm that leaves most room. */
export function chanceOf(call: CallPicture): NeedRow['chance'] {
  const alarms = Object.values(call.alarms);
  const open = alarms.filter(({ kind }) => kind !== 'violation').map(({ turns, lasts }) => lasts - turns);
  if (open.length > 0) {
    const least = Math.min(...open);
    return least > 0 && Number.isFinite(least) ? { kind: 'open', left: least } : { kind: 'open' };
  }
  const left = Math.max(0, ...alarms.map(({ turns, lasts }) => lasts - turns));
  return left > 0 ? { kind: 'turns', left } : { kind: 'gone' };
}

function isRecoverable({ kind, turns, lasts }: Alarm): boolean {
  return kind !== 'violation' || turns < lasts;
}

function timeLeft({ turns, lasts }: Alarm): number {
  return turns < lasts ? 1 + 1 / (1 + lasts - turns) : 1;
}
