import { z } from 'zod';

/** Why a step or a run did not do what it was for. Only system trouble is tried again; a busy target costs no attempt. */
export const RobotTrouble = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('business'),
    code: z.string().max(40),
    message: z.string().max(500),
    messageEn: z.string().max(500).optional(),
  }), // the bank's answer: no such card
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
    messageEn: z.string().max(500).optional(),
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

/** What set a run off. */
export const RunCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }), // from the control room or the command line
  z.object({ kind: z.literal('card') }), // from the desk, in a call
  z.object({ kind: z.literal('schedule'), at: z.string() }),
  z.object({ kind: z.literal('queue'), queue: z.string() }),
  z.object({ kind: z.literal('api') }),
  z.object({ kind: z.literal('event'), on: z.string(), position: z.number().int().optional() }),
  z.object({ kind: z.literal('requeued'), from: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('file') }), // a bot's file, run by its author
]);
export type RunCause = z.infer<typeof RunCause>;

/** What a person asked of a run that is under way; it is met between two steps. */
export const RunWish = z.object({ kind: z.enum(['cancel', 'take-over', 'read-again']), by: z.string(), reason: z.string().max(500) });
export type RunWish = z.infer<typeof RunWish>;

/** What waits for a person. A decision is about a commit nobody can tell of. */
export const TaskKind = z.enum(['approval', 'answer', 'hand-over', 'decision']);
export type TaskKind = z.infer<typeof TaskKind>;

/** `second`: one person has decided, another has to agree. */
export const TaskState = z.enum(['open', 'second', 'settled', 'expired', 'withdrawn']);
export type TaskState = z.infer<typeof TaskState>;

/** What somebody may answer to a task, by its kind. */
export const TaskAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approved') }), // approval
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('answered'), option: z.string().max(60) }), // answer
  z.object({ kind: z.literal('handed-back'), values: z.record(z.string().max(64), z.string().max(2000)).optional() }), // hand-over: the step was done by hand; what it would have found
  z.object({ kind: z.literal('finished') }), // hand-over: the whole run was done by hand
  z.object({ kind: z.literal('abandoned') }), // hand-over: not done at all
  z.object({ kind: z.literal('took-effect') }), // decision
  z.object({ kind: z.literal('rerun') }), // decision: it did not take effect, and is done again
  z.object({ kind: z.literal('by-hand') }), // decision: it did not take effect, and a person did it
]);
export type TaskAnswer = z.infer<typeof TaskAnswer>;

/** What whoever settles a task gets to see; secrets stand as their tails. */
export const TaskShows = z.object({
  title: z.string(),
  titleEn: z.string().optional(),
  text: z.string().optional(), // the question, or why it is handed over
  textEn: z.string().optional(),
  values: z.array(
    z.object({
      label: z.string(),
      labelEn: z.string().optional(),
      value: z.string(),
      valueEn: z.string().optional(),
      was: z.string().optional(), // what the value is compared with
    }),
  ),
  options: z.array(z.string()).optional(),
  optionsEn: z.array(z.string()).optional(), // how they read; the answer is one of the options
  before: z.string().optional(), // pictures, by their hash
  after: z.string().optional(),
  reading: z
    .object({ at: z.string(), values: z.record(z.string(), z.string()), says: z.string(), picture: z.string().optional() })
    .optional(),
});
export type TaskShows = z.infer<typeof TaskShows>;
