import { z } from 'zod';

/** What an agent is doing: 示闲 ready, 通话 talking, 话后 wrapping, 示忙 busy, 小休 break, away. Not about a conversation: no seq. */
export const Presence = z.strictObject({
  type: z.literal('presence'),
  agent: z.string().min(1).max(32), // 工号
  state: z.enum(['ready', 'talking', 'wrapping', 'busy', 'break', 'away']),
  at: z.iso.datetime({ offset: true }),
});
export type Presence = z.infer<typeof Presence>;
