import type { NeedRow } from '#protocol/supervisor.ts';
import type { Alarm, CallPicture } from '#server/supervisor/call-picture.ts';

/** So many of the agent's turns a recovery sentence still counts. */
export const recoverableTurns = 3;

const weights = { critical: 4, sensitive: 3, serious: 2 } as const;
const others = 0.1;

/**
 * How much one alarm needs a leader: severity × still recoverable × time left.
 * Severity 4 (critical), 3 (sensitive), 2 (a serious rule). Recoverable 1 while words can still help, 0.4 after. Time 1, up to 2 the
 * nearer a window's end is.
 */
export function urgencyOf(alarm: Alarm, nowMs: number): number {
  return weights[alarm.weight] * (isRecoverable(alarm) ? 1 : 0.4) * timeLeft(alarm, nowMs);
}

/** How much a call needs a leader: its most urgent alarm, and a tenth of each other one. Taken by somebody: half. */
export function urgencyOfCall(call: CallPicture, isTaken: boolean): number {
  const all = Object.values(call.alarms).map(alarm => urgencyOf(alarm, call.atMs));
  const most = Math.max(0, ...all);
  const sum = all.reduce((total, each) => total + each, 0);
  return (most + others * (sum - most)) * (isTaken ? 0.5 : 1);
}

/** Alarms of a call, the most urgent first; of two alike the newer. */
export function ranked(call: CallPicture): readonly Alarm[] {
  return Object.values(call.alarms).sort((a, b) => urgencyOf(b, call.atMs) - urgencyOf(a, call.atMs) || b.position - a.position);
}

/** What can still be saved, by the alarm that leaves most room. */
export function chanceOf(call: CallPicture): NeedRow['chance'] {
  const alarms = Object.values(call.alarms);
  if (alarms.some(({ kind }) => kind !== 'violation')) return { kind: 'open' };
  const left = Math.max(0, ...alarms.filter(isRecoverable).map(({ turns }) => recoverableTurns - turns));
  return left > 0 ? { kind: 'turns', left } : { kind: 'gone' };
}

function isRecoverable({ kind, turns }: Alarm): boolean {
  return kind !== 'violation' || turns < recoverableTurns;
}

function timeLeft({ untilMs }: Alarm, nowMs: number): number {
  if (untilMs === undefined || untilMs <= nowMs) return 1;
  return 1 + 30_000 / (30_000 + untilMs - nowMs);
}
