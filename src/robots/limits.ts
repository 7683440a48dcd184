import type { BotTarget } from '#domain/bot.ts';

/** How hard a target may be pressed. */
export type Limits = Pick<BotTarget, 'concurrent' | 'perMinute' | 'breaker'>;

/** What is known of a target: who is at it, how many may still begin, and whether it is left alone. Plain data; the clock is passed in. */
export interface TargetUse {
  readonly running: readonly string[]; // run ids
  readonly tokens: number; // runs that may begin at once
  readonly asOfMs: number; // when the tokens were counted
  readonly failedLogins: number; // in a row
  readonly broken: { readonly why: 'failed-logins' | 'slow'; readonly untilMs: number | null } | null; // null: until a person closes it
}

/** Whether a run may begin, and else when to ask again; null: not before something changes. */
export type Admission =
  | { readonly kind: 'begin'; readonly use: TargetUse }
  | { readonly kind: 'busy'; readonly why: 'concurrent' | 'rate' | 'broken'; readonly retryAfterMs: number | null };

/** A target nobody has used yet. */
export function unused(limits: Limits, nowMs: number): TargetUse {
  return { running: [], tokens: burst(limits), asOfMs: nowMs, failedLogins: 0, broken: null };
}

/** Asks to begin a run on a target. */
export function begin(limits: Limits, use: TargetUse, run: string, nowMs: number): Admission {
  if (use.running.includes(run)) return { kind: 'begin', use };
  if (use.broken && (use.broken.untilMs === null || use.broken.untilMs > nowMs))
    return { kind: 'busy', why: 'broken', retryAfterMs: use.broken.untilMs === null ? null : use.broken.untilMs - nowMs };
  const slots = use.broken ? 1 : limits.concurrent; // after a pause one goes first
  if (use.running.length >= slots) return { kind: 'busy', why: 'concurrent', retryAfterMs: null };

  const filled = refilled(limits, use, nowMs);
  const missing = 1 - filled.tokens;
  if (missing > 1e-9) return { kind: 'busy', why: 'rate', retryAfterMs: Math.ceil((missing * 60_000) / limits.perMinute) };
  return { kind: 'begin', use: { ...filled, running: [...use.running, run], tokens: Math.max(0, filled.tokens - 1) } };
}

/** A run has left its target, whatever became of it. */
export function leave(use: TargetUse, run: string): TargetUse {
  return { ...use, running: use.running.filter(one => one !== run) };
}

/** What a run met at its target. */
export type Met =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'login-failed' }
  | { readonly kind: 'answered'; readonly tookMs: number };

/** Failed sign-ins in a row lock accounts, so they stop the target until a person looks; slowness only pauses it. */
export function met(limits: Limits, use: TargetUse, what: Met, nowMs: number): TargetUse {
  switch (what.kind) {
    case 'signed-in':
      return { ...use, failedLogins: 0 };
    case 'login-failed': {
      const failedLogins = use.failedLogins + 1;
      const opens = failedLogins >= limits.breaker.failedLogins;
      return { ...use, failedLogins, broken: opens ? { why: 'failed-logins', untilMs: null } : use.broken };
    }
    case 'answered': {
      if (use.broken?.why === 'failed-logins') return use;
      if (what.tookMs > limits.breaker.slowMs) return { ...use, broken: { why: 'slow', untilMs: nowMs + pauseMs } };
      return use.broken && (use.broken.untilMs ?? nowMs) <= nowMs ? { ...use, broken: null } : use;
    }
  }
}

/** A person has looked, and the target may be used again. */
export function mended(use: TargetUse): TargetUse {
  return { ...use, failedLogins: 0, broken: null };
}

const pauseMs = 60_000;

/** As many may begin at once as may be there at once, if a minute's ration has them. */
function burst({ concurrent, perMinute }: Limits): number {
  return Math.min(concurrent, perMinute);
}

function refilled(limits: Limits, use: TargetUse, nowMs: number): TargetUse {
  const passed = Math.max(0, nowMs - use.asOfMs); // a clock set back gives nothing and takes nothing
  return {
    ...use,
    tokens: Math.min(burst(limits), use.tokens + (passed * limits.perMinute) / 60_000),
    asOfMs: Math.max(nowMs, use.asOfMs),
  };
}
