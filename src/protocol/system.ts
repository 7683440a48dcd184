import { z } from 'zod';

/** GET /v1/system: the processes, who sends conversations, and who reads the log. */
export const SystemState = z.object({
  nodes: z.array(z.object({ node: z.string(), startedAt: z.string(), beatAt: z.string(), partitions: z.number() })),
  openConversations: z.number(),
  senders: z.array(z.object({ client: z.string(), name: z.string().optional(), conversations: z.number(), lastAt: z.string() })), // two days
  consumers: z.array(z.object({ name: z.string(), lastAt: z.string().optional() })),
  provisionalYears: z.array(z.object({ year: z.number().int(), standing: z.enum(['statutory', 'unknown']) })), // of the working calendar
  pendingMigrations: z.array(z.string()),
  now: z.string(), // the database's clock
});
export type SystemState = z.infer<typeof SystemState>;
