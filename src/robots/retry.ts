import type { Bot } from '#domain/bot.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';

/** What becomes of a run, or a step, that met trouble. */
export type AfterTrouble =
  | { readonly kind: 'again'; readonly afterMs: number; readonly failures: number } // from where it stood
  | { readonly kind: 'failed' } // for good: the dead letter box
  | { readonly kind: 'in-doubt' }; // verified, then decided by a person; never tried again by itself

/**
 * Whether and when to try again. The bank's own answer is final; system trouble is tried again with growing pauses; a busy target costs
 * no attempt; what may have taken effect is never tried again. `failures` are those before this one; `spread` of 0 to 1 keeps runs that
 * failed together from coming back together.
 */
export function afterTrouble(trouble: RobotTrouble, failures: number, retry: Bot['retry'], spread: number): AfterTrouble {
  switch (trouble.kind) {
    case 'business':
      return { kind: 'failed' };
    case 'in-doubt':
      return { kind: 'in-doubt' };
    case 'busy':
      return { kind: 'again', afterMs: Math.min(trouble.retryAfterMs, longestMs), failures };
    case 'system': {
      if (!passing.has(trouble.code) || failures >= retry.times) return { kind: 'failed' };
      const whole = Math.min(retry.firstMs * retry.factor ** failures, longestMs);
      return { kind: 'again', afterMs: Math.round(whole * (1 - 0.2 * spread)), failures: failures + 1 };
    }
  }
}

const longestMs = 3_600_000;

type SystemCode = Extract<RobotTrouble, { kind: 'system' }>['code'];

/** Trouble that may be gone the next time. A wrong bot, a wrong password or a stopped run stays as it is. */
const passing: ReadonlySet<SystemCode> = new Set([
  'NOT_FOUND',
  'WRONG_PAGE',
  'WRONG_TEXT',
  'NOT_VISIBLE',
  'TIME_OUT',
  'NAVIGATION',
  'HTTP_STATUS',
  'BROWSER_GONE',
  'RUNNER_GONE',
  'MAIL',
  'FAILED',
]);
