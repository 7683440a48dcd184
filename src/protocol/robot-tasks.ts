import { z } from 'zod';
import { TaskAnswer } from '#domain/robot-run.ts';
import { Named } from '#protocol/content.ts';
import { RobotRunTask } from '#protocol/robot-runs.ts';

/** Something that waits for a person, with what whoever settles it has to know. */
export const RobotTask = RobotRunTask.extend({
  run: z.uuid(),
  bot: z.string(),
  title: z.string(), // the bot's
  titleEn: z.string().optional(),
  reference: z.string().optional(), // what the run is about
  askedBy: Named,
  askedFor: Named.optional(),
  conversation: z.string().optional(),
  otherwise: z.enum(['abort', 'hand-over']).optional(), // what happens when nobody answers in time
  sets: z.array(z.string()), // what the step would have found, by the names later steps use
  checklistEn: z.array(z.string()).optional(),
  checklist: z.array(z.string()), // how a person does what the robot did not
  whyNot: z.enum(['no-right', 'asked', 'author', 'decided-first', 'second-approves']).optional(), // why the caller may not settle it
});
export type RobotTask = z.infer<typeof RobotTask>;

/** GET /v1/robots/tasks?state=open|settled&before=: open ones oldest first, settled ones newest first. */
export const RobotTaskList = z.object({ tasks: z.array(RobotTask), open: z.number() });
export type RobotTaskList = z.infer<typeof RobotTaskList>;

/** POST /v1/robots/tasks/:id/settle */
export const SettleRobotTask = z.strictObject({ answer: TaskAnswer, reason: z.string().trim().max(500).default('') });
export type SettleRobotTask = z.infer<typeof SettleRobotTask>;
/** Settled, or a second person has to agree. */
export const RobotTaskSettled = z.object({ kind: z.enum(['settled', 'second']) });
export type RobotTaskSettled = z.infer<typeof RobotTaskSettled>;

/** 交接: the open tasks of one shift, as they stood when they were handed on. */
export const RobotHandover = z.object({
  id: z.number(),
  by: Named,
  to: Named,
  note: z.string(),
  tasks: z.array(z.object({ id: z.string(), title: z.string(), titleEn: z.string().optional(), note: z.string(), open: z.boolean() })),
  at: z.string(),
  takenAt: z.string().optional(),
  remark: z.string().optional(),
  mine: z.boolean(), // the caller is to sign for it
});
export type RobotHandover = z.infer<typeof RobotHandover>;

/** GET /v1/robots/handovers: the latest, and to whom one may hand over. */
export const RobotHandoverList = z.object({ handovers: z.array(RobotHandover), people: z.array(Named) });
export type RobotHandoverList = z.infer<typeof RobotHandoverList>;

/** POST /v1/robots/handovers: all that is open goes along; `tasks` says something about some. */
export const GiveRobotHandover = z.strictObject({
  to: z.string().min(1).max(32),
  note: z.string().trim().max(2000).default(''),
  tasks: z.record(z.uuid(), z.string().trim().max(300)).default({}),
});
export type GiveRobotHandover = z.infer<typeof GiveRobotHandover>;
/** POST /v1/robots/handovers/:id/take */
export const TakeRobotHandover = z.strictObject({ remark: z.string().trim().max(500).default('') });
export const GivenRobotHandover = z.object({ id: z.number(), tasks: z.number() });
