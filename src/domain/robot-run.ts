import { z } from 'zod';

/** Why a step or a run did not do what it was for. Only system trouble is tried again; a busy target costs no attempt. */
export const RobotTrouble = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('business'), code: z.string().max(40), message: z.string().max(500) }), // the bank's answer: no such card
  z.object({
    kind: z.literal('system'),
    code: z.enum([
      'NOT_FOUND', // nothing matches any selector
      'AMBIGUOUS', // more than one element matches; nothing was touched
      'WRONG_PAGE', // asserted address or title differs
      'WRONG_TEXT',
      'UNEXPECTED_DIALOG',
      'NOT_VISIBLE',
      'TIME_OUT',
      'NAVIGATION',
      'HTTP_STATUS',
      'BAD_EXPRESSION',
      'BAD_INPUT',
      'LOGIN_FAILED',
      'FENCE', // it wanted to leave its hosts
      'BROWSER_GONE',
      'RUNNER_GONE',
      'STOPPED',
      'MAIL',
      'FAILED',
    ]),
    message: z.string().max(500),
  }),
  z.object({ kind: z.literal('busy'), target: z.string().max(64), retryAfterMs: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('in-doubt'), message: z.string().max(500) }), // a commit that may or may not have taken effect
]);
export type RobotTrouble = z.infer<typeof RobotTrouble>;

/** Where a step of a run stands. */
export const StepState = z.enum(['pending', 'started', 'done', 'skipped', 'failed', 'unknown', 'by-hand']);
export type StepState = z.infer<typeof StepState>;

/** Where a run stands. A dry run ends as rehearsed. */
export const RunState = z.enum(['queued', 'running', 'waiting', 'done', 'rehearsed', 'failed', 'unknown', 'cancelled']);
export type RunState = z.infer<typeof RunState>;

/** Whom a waiting run waits for. */
export const RunWait = z.discriminatedUnion('for', [
  z.object({ for: z.literal('approval'), step: z.string(), until: z.number() }),
  z.object({ for: z.literal('answer'), step: z.string(), until: z.number() }),
  z.object({ for: z.literal('hand-over'), step: z.string() }),
  z.object({ for: z.literal('decision'), step: z.string() }), // an unknown commit
  z.object({ for: z.literal('target'), target: z.string(), until: z.number() }),
]);
export type RunWait = z.infer<typeof RunWait>;
