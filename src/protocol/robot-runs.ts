import { z } from 'zod';
import { Effect } from '#domain/bot-step.ts';
import { RobotTrouble, RunCause, RunState, RunWait, TaskAnswer, TaskKind, TaskShows, TaskState } from '#domain/robot-run.ts';
import { Named } from '#protocol/content.ts';

/** What a step is called: its title, or what it does where it has none. */
export const StepName = z.object({ do: z.string(), title: z.string().optional(), titleEn: z.string().optional() });
export type StepName = z.infer<typeof StepName>;

/** A run as lists show it. Secrets stand nowhere in it. */
export const RobotRun = z.object({
  id: z.uuid(),
  bot: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  version: z.string(),
  state: RunState,
  mode: z.enum(['real', 'dry']),
  priority: z.number().int(),
  reference: z.string().optional(),
  askedBy: Named,
  askedFor: Named.optional(),
  conversation: z.string().optional(),
  cause: RunCause,
  trouble: RobotTrouble.optional(),
  business: z.number().int(), // elements of a loop the bank said no to
  waits: RunWait.optional(),
  failures: z.number().int(),
  targets: z.array(z.string()),
  madeAt: z.string(),
  begunAt: z.string().optional(),
  endedAt: z.string().optional(),
  nextAt: z.string().optional(), // queued: not before
  deadlineAt: z.string().optional(),
  late: z.boolean(), // past its deadline, or ended past it
  atStep: z.string().optional(),
  atStepName: StepName.optional(),
  requeuedFrom: z.string().optional(),
  requeuedAs: z.string().optional(),
});
export type RobotRun = z.infer<typeof RobotRun>;

/** GET /v1/robots/runs?state=&bot=&text=&conversation=&since=&before=&limit=: newest first. */
export const RobotRunList = z.object({ runs: z.array(RobotRun), next: z.string().optional() });
export type RobotRunList = z.infer<typeof RobotRunList>;

/** One row of the journal. What was typed or found stands here without secrets; `hash` covers the row and all before it. */
export const JournalRow = z.object({
  number: z.number().int(),
  at: z.string(),
  path: z.string(), // loop:3/find
  step: z.string(),
  what: z.string(), // begun, done, skipped, failed, unknown, by-hand, redone, verified, waiting, rehearsed …
  effect: Effect,
  attempt: z.number().int(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type JournalRow = z.infer<typeof JournalRow>;

/** GET /v1/robots/runs/:id/journal?after=&limit= */
export const Journal = z.object({ rows: z.array(JournalRow), next: z.number().int().optional() });
export type Journal = z.infer<typeof Journal>;

/** A step of the bot the run is pinned to, in the order it is written. */
export const OutlineStep = StepName.extend({
  id: z.string(),
  effect: Effect,
  depth: z.number().int(),
  target: z.string().optional(),
});
export type OutlineStep = z.infer<typeof OutlineStep>;

/** An input as it may be shown. */
export const ShownInput = z.object({
  name: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  type: z.string(),
  value: z.string(),
  valueEn: z.string().optional(), // of a choice
  secret: z.boolean(),
});
export type ShownInput = z.infer<typeof ShownInput>;

/** A file a run made. */
export const RobotFile = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  sha: z.string(),
  path: z.string(),
  at: z.string(),
  kept: z.boolean(),
});
export type RobotFile = z.infer<typeof RobotFile>;

/** Something a run waited or waits for. */
export const RobotRunTask = z.object({
  id: z.uuid(),
  kind: TaskKind,
  path: z.string(),
  step: z.string(),
  state: TaskState,
  shows: TaskShows,
  at: z.string(),
  until: z.string().optional(),
  answer: TaskAnswer.optional(),
  reason: z.string().optional(),
  by: Named.optional(),
  settledAt: z.string().optional(),
  second: Named.optional(),
});
export type RobotRunTask = z.infer<typeof RobotRunTask>;

/** GET /v1/robots/runs/:id: all but the journal, which comes page by page. */
export const RobotRunRecord = z.object({
  run: RobotRun,
  consent: z.number().int().optional(), // position of the customer's words in the conversation
  inputs: z.array(ShownInput),
  outputs: z.record(z.string(), z.unknown()).optional(),
  outline: z.array(OutlineStep),
  tasks: z.array(RobotRunTask),
  files: z.array(RobotFile),
  rows: z.number().int(),
  head: z.string(),
  checklist: z.array(z.string()),
  checklistEn: z.array(z.string()).optional(),
});
export type RobotRunRecord = z.infer<typeof RobotRunRecord>;

/** GET /v1/robots/runs/:id/verify */
export const JournalVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok'), rows: z.number().int() }),
  z.object({ kind: z.literal('broken'), number: z.number().int(), why: z.string() }),
]);
export type JournalVerdict = z.infer<typeof JournalVerdict>;

/** POST /v1/robots/runs/:id/cancel, …/take-over */
export const RunReason = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type RunReason = z.infer<typeof RunReason>;

/** POST /v1/robots/requeue: each as a new run with the same inputs; a commit that took effect is not done again. */
export const RequeueRuns = z.strictObject({ runs: z.array(z.uuid()).min(1).max(500), reason: z.string().trim().min(1).max(500) });
export type RequeueRuns = z.infer<typeof RequeueRuns>;
export const RunsRequeued = z.object({
  requeued: z.array(z.object({ run: z.uuid(), as: z.uuid() })),
  refused: z.array(z.object({ run: z.uuid(), why: z.string() })),
});
export type RunsRequeued = z.infer<typeof RunsRequeued>;

/** A system robots work in. */
export const RobotTarget = z.object({
  name: z.string(),
  title: z.string(),
  titleEn: z.string().optional(), // of a live bot that calls it the same
  origin: z.string().optional(),
  hosts: z.array(z.string()),
  concurrent: z.number().int(),
  perMinute: z.number().int(),
  failedLogins: z.number().int(),
  slowMs: z.number().int(),
  on: z.boolean(),
  off: z.object({ by: Named, at: z.string(), reason: z.string() }).optional(),
  running: z.array(z.uuid()),
  queued: z.number().int(),
  loginFailures: z.number().int(), // in a row
  broken: z.object({ why: z.enum(['failed-logins', 'slow']), until: z.string().optional() }).optional(), // no until: a person has to look
});
export type RobotTarget = z.infer<typeof RobotTarget>;

/** GET /v1/robots/targets */
export const RobotTargetList = z.object({
  targets: z.array(RobotTarget),
  off: z.array(z.object({ kind: z.enum(['all', 'target', 'bot']), name: z.string(), by: Named, at: z.string(), reason: z.string() })),
  browser: z.object({ ok: z.boolean(), name: z.string().optional(), why: z.string().optional() }), // of the node that answers
});
export type RobotTargetList = z.infer<typeof RobotTargetList>;

const host = z.string().regex(/^[a-z0-9.-]{1,200}(:\d{1,5})?$/i, 'a host, or host:port');
/** PATCH /v1/robots/targets/:name */
export const NameTarget = z.strictObject({
  title: z.string().trim().min(1).max(40).optional(),
  origin: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
  hosts: z.array(host).max(20).optional(),
  concurrent: z.number().int().min(1).max(100).optional(),
  perMinute: z.number().int().min(1).max(6000).optional(),
  failedLogins: z.number().int().min(1).max(10).optional(),
  slowMs: z.number().int().min(100).max(600_000).optional(),
});
export type NameTarget = z.infer<typeof NameTarget>;

/** POST /v1/robots/switch: the kill switch. `name` is * for everything. */
export const SwitchRobots = z.strictObject({
  kind: z.enum(['all', 'target', 'bot']),
  name: z.string().min(1).max(64),
  turn: z.enum(['off', 'on']),
  reason: z.string().trim().min(1).max(300),
});
export type SwitchRobots = z.infer<typeof SwitchRobots>;

const titled = { title: z.string(), titleEn: z.string().optional() };

/** GET /v1/robots/today: what the control room opens on. */
export const RobotsToday = z.object({
  since: z.string(), // midnight of the bank's day
  utcOffsetMinutes: z.number(), // of the bank's clock
  done: z.number().int(),
  rehearsed: z.number().int(),
  hours: z.object({
    starts: z.array(z.string()), // of the last 24 hours, the oldest first; the last one is under way
    bots: z.array(
      z.object({
        bot: z.string(),
        title: z.string(),
        titleEn: z.string().optional(),
        done: z.array(z.number().int()), // hour by hour, as many as starts
        failed: z.array(z.number().int()),
      }),
    ), // those that finished or failed, the busiest first
  }),
  failed: z.array(
    z.object({
      kind: z.enum(['business', 'system', 'in-doubt', 'busy']),
      code: z.string(),
      says: z.string().optional(), // the bank's own words, of one of them
      saysEn: z.string().optional(),
      runs: z.number().int(),
    }),
  ),
  cancelled: z.number().int(),
  running: z.number().int(),
  queued: z.number().int(),
  waiting: z.array(
    z.object({
      task: z.uuid(),
      run: z.uuid(),
      bot: z.string(),
      ...titled,
      what: z.string(), // the step or question it is about
      whatEn: z.string().optional(),
      reference: z.string().optional(), // what the run is about
      kind: TaskKind,
      at: z.string(),
      until: z.string().optional(),
      second: z.boolean(),
    }),
  ), // oldest first
  atRisk: z.array(z.object({ run: z.uuid(), bot: z.string(), ...titled, deadlineAt: z.string(), state: RunState })), // the next to be late
  drift: z.array(
    z.object({
      bot: z.string(),
      ...titled,
      step: z.string(), // its title, where it has one
      stepEn: z.string().optional(),
      runs: z.number().int(),
      rank: z.number().int(),
      yesterday: z.number().int(),
    }),
  ),
  saved: z.array(
    z.object({
      bot: z.string(),
      ...titled,
      items: z.number().int(),
      minutes: z.number(),
      source: z.string(),
      sourceEn: z.string().optional(),
      on: z.string(),
    }),
  ), // only bots that say what a person needs; minutes of all items together
  off: z.array(z.object({ kind: z.enum(['all', 'target', 'bot']), name: z.string(), reason: z.string() })),
});
export type RobotsToday = z.infer<typeof RobotsToday>;
