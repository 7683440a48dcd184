import { z } from 'zod';

/** A dialogue of STAR: every agent turn may name the node its wizard clicked; free text of the agent names none. */
export const StarDialogue = z.object({
  id: z.string(),
  turns: z.array(
    z.object({
      role: z.enum(['customer', 'agent']),
      text: z.string(),
      start_ms: z.number(),
      labels: z.object({ action: z.string().optional() }).optional(),
    }),
  ),
  labels: z.object({ tasks: z.array(z.string()), happy: z.boolean(), multi_task: z.boolean() }),
});
export type StarDialogue = z.infer<typeof StarDialogue>;

/** A task graph of STAR: which node comes after which when all goes well. */
export const StarTask = z.object({
  task: z.string(),
  replies: z.record(z.string(), z.string()),
  graph: z.record(z.string(), z.string()),
});
export type StarTask = z.infer<typeof StarTask>;
