import type { Loudness } from '#domain/loudness.ts';
import type { AttentionMemory, Loud } from '#engine/attention/attention-memory.ts';
import type { Dressed } from '#engine/attention/role.ts';

/** An interrupt that nobody answers folds to a line after so long: it covers the script, and is not for ever. */
export const interruptMs = 20_000;
/** What was put right stays, green, for so long. */
export const recoveredMs = 5000;

/** How loud advice wants to be by what it is, before budgets. */
export function wish(advice: Dressed, memory: AttentionMemory, nowMs: number): Loudness {
  if (advice.shadow) return 'quiet';
  switch (advice.kind) {
    case 'violation': {
      if (advice.recovered) return nowMs - (memory.recoveredMs[advice.key] ?? nowMs) < recoveredMs ? 'line' : 'quiet';
      if (advice.settled !== 'fired') return 'line';
      return advice.severity === 'serious' ? 'interrupt' : 'line';
    }
    case 'warning':
      return advice.loudness; // a line first, an interrupt at the last chance
    case 'prompt':
      return memory.dismissed.includes(advice.key) && advice.severity !== 'serious' ? 'quiet' : advice.loudness;
    case 'handoff':
      return advice.loudness === 'quiet' ? 'quiet' : 'line'; // the rule's prompt already interrupts
    case 'card':
    case 'offer':
      return 'quiet';
  }
}

/** Which state of it was loud: a repeat may be loud again, and so may a warning of the same rule with another cause. */
export function stateOf(advice: Dressed): string {
  if (advice.kind === 'violation') return `${advice.times}`;
  return advice.kind === 'warning' ? `${advice.evidence[0]?.position ?? ''}` : '';
}

/** Whether it may (still) interrupt: it is new, or has not been there long and was not answered. */
export function mayInterrupt(advice: Dressed, loud: Loud | undefined, nowMs: number): boolean {
  if (!loud || loud.state !== stateOf(advice)) return true;
  return !loud.answered && nowMs - loud.sinceMs < interruptMs;
}

/** Serious things interrupt whenever they come; the rest keeps the gap of the agent's band. */
export function isSerious(advice: Dressed): boolean {
  return 'severity' in advice && advice.severity === 'serious';
}

/** Which of several interrupts leads: what was done wrong, then what must be done, then what runs out. */
export function leads(a: Dressed, b: Dressed): number {
  return order(a) - order(b) || (a.key < b.key ? -1 : 1);
}

function order(advice: Dressed): number {
  const serious = isSerious(advice) ? 0 : 10;
  return serious + (advice.kind === 'violation' ? 0 : advice.kind === 'prompt' ? 1 : 2);
}
