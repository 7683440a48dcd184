import { z } from 'zod';
import { BotGate, BotInput, BotTrigger } from '#domain/bot.ts';
import { ConversationId } from '#domain/ids.ts';
import { RobotTrouble, RunState, StepState, TaskKind } from '#domain/robot-run.ts';

/** A live bot that may be offered in a call: everything a card needs to show it, judge its gate and fill it in. */
export const DeskBot = z.object({
  bot: z.string(),
  version: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  triggers: z.array(BotTrigger), // those that offer
  gate: BotGate,
  inputs: z.record(z.string(), BotInput),
  system: z.string(), // where it works
  systemEn: z.string().optional(),
  say: z.string().optional(),
  checklist: z.array(z.string()),
  commits: z.boolean(),
});
export type DeskBot = z.infer<typeof DeskBot>;

/** GET /v1/desk/robots: the live bots a card may be offered for. */
export const DeskBots = z.object({ bots: z.array(DeskBot) });
export type DeskBots = z.infer<typeof DeskBots>;

/** A step as the agent sees it. */
export const DeskRunStep = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  state: StepState,
  tookMs: z.number().optional(),
});
export type DeskRunStep = z.infer<typeof DeskRunStep>;

/** What a run asks of a person. */
export const DeskRunTask = z.object({
  id: z.uuid(),
  kind: TaskKind,
  title: z.string(),
  titleEn: z.string().optional(),
  text: z.string().optional(),
  textEn: z.string().optional(),
  options: z.array(z.string()).optional(),
  optionsEn: z.array(z.string()).optional(), // how they read; the answer is one of the options
  until: z.string().optional(),
});
export type DeskRunTask = z.infer<typeof DeskRunTask>;

/** A run that was started from a call, as its card shows it. */
export const DeskRun = z.object({
  id: z.uuid(),
  bot: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  state: RunState,
  steps: z.array(DeskRunStep),
  askedBy: z.string(), // 工号
  askedAt: z.string(),
  endedAt: z.string().optional(),
  consent: z.number().int().optional(), // position of the customer's words
  outputs: z.record(z.string(), z.string()),
  trouble: RobotTrouble.optional(),
  task: DeskRunTask.optional(),
  say: z.string().optional(),
  sayEn: z.string().optional(), // in a call held in English
  checklist: z.array(z.string()),
  checklistEn: z.array(z.string()).optional(),
  takingOver: z.boolean(), // the agent wants it; the robot stops after its step
});
export type DeskRun = z.infer<typeof DeskRun>;

/** Down the desk's socket: the runs of one conversation, oldest first; replaces what was said before. */
export const DeskRuns = z.object({ type: z.literal('robots'), conversation: ConversationId, runs: z.array(DeskRun), nowAt: z.number() });
export type DeskRuns = z.infer<typeof DeskRuns>;

/** POST /v1/desk/robots/runs: `ref` is the card's own, so that the same asking again is the same run. A secret is its mark, or typed anew. */
export const StartFromDesk = z.strictObject({
  conversation: ConversationId,
  ref: z.uuid(),
  bot: z.string().max(64),
  version: z.string().max(64),
  inputs: z.record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean()])).default({}),
});
export type StartFromDesk = z.infer<typeof StartFromDesk>;
export const StartedFromDesk = z.object({ run: z.uuid() });
export type StartedFromDesk = z.infer<typeof StartedFromDesk>;

/** POST /v1/desk/robots/runs/:id/by-hand: the agent goes on where the robot stops. */
export const TakeByHand = z.strictObject({});

/** POST /v1/desk/robots/runs/:id/answer: to the question or the hand-over the run waits with. */
export const AnswerRun = z.strictObject({
  task: z.uuid(),
  answer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('answered'), option: z.string().max(60) }),
    z.strictObject({ kind: z.literal('finished') }), // done by hand to the end
    z.strictObject({ kind: z.literal('handed-back') }), // this step was done by hand, the robot goes on
    z.strictObject({ kind: z.literal('abandoned') }), // not done at all
  ]),
});
export type AnswerRun = z.infer<typeof AnswerRun>;
