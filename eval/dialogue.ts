import { z } from 'zod';

const Span = z.tuple([z.number(), z.number()]);

/** What people wrote down about a worked dialogue; every part may be missing. Turns count from 0. */
export const Truth = z.object({
  topicTurns: z.array(z.object({ process: z.string(), turn: z.number() })).default([]),
  steps: z
    .array(z.object({ process: z.string(), node: z.string(), turn: z.number(), status: z.enum(['done', 'doneOutOfOrder', 'inProgress']) }))
    .optional(),
  violations: z.array(z.object({ rule: z.string(), severity: z.string().optional(), turn: z.number() })).optional(),
  prompts: z.array(z.object({ rule: z.string(), turn: z.number() })).optional(),
  knowledge: z.array(z.object({ article: z.string(), turn: z.number() })).optional(),
  slots: z.record(z.string(), z.object({ value: z.string(), turn: z.number() })).optional(),
  pii: z.array(z.object({ turn: z.number(), class: z.string(), span: Span, text: z.string() })).optional(),
  notPii: z.array(z.object({ turn: z.number(), span: Span, text: z.string() })).optional(),
  exhaustiveFor: z.array(z.string()).default([]),
  nearMisses: z.array(z.string()).default([]), // rules whose words come close and that must not fire
  summary: z.string().optional(),
  summaryParts: z.object({ reason: z.string(), process: z.string(), result: z.string() }).optional(),
});
export type Truth = z.infer<typeof Truth>;

/** A dialogue as eval reads it: a conversation file with its truth. */
export const JudgedDialogue = z.object({
  id: z.string(),
  channel: z.enum(['voice', 'chat']),
  taxonomy: z.string().optional(),
  truth: Truth.optional(),
  handoff: z.object({ should: z.boolean(), acceptable: Span.nullish() }).optional(),
});
export type JudgedDialogue = z.infer<typeof JudgedDialogue>;
