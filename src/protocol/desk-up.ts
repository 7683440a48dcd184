import { z } from 'zod';
import { Act } from '#domain/act.ts';
import { ConversationId } from '#domain/ids.ts';
import { AnnouncementReport } from '#protocol/announcements.ts';

/** Everything a desk may send on /v1/desk. `ref` comes back with the answer; an act with a ref seen before is not done twice. */
export const DeskUp = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('follow'), conversation: ConversationId, after: z.number().int().nonnegative() }), // rows after this position
  z.strictObject({ type: z.literal('leave'), conversation: ConversationId }),
  z.strictObject({ type: z.literal('act'), ref: z.string().min(8).max(64), conversation: ConversationId, act: Act }),
  z.strictObject({
    type: z.literal('painted'),
    conversation: ConversationId,
    position: z.number().int().positive(),
    tookMs: z.number().nonnegative(),
  }), // push → paint
  z.strictObject({ type: z.literal('announced'), ref: z.string().min(8).max(64), reports: z.array(AnnouncementReport).min(1).max(50) }),
  z.strictObject({ type: z.literal('visible'), on: z.boolean() }), // whether this desk can be seen at all
  z.strictObject({ type: z.literal('whisper'), id: z.string().min(8).max(64), did: z.enum(['seen', 'said']) }), // painted here, or ticked as said; sent again until it shows
  z.strictObject({ type: z.literal('beat') }),
]);
export type DeskUp = z.infer<typeof DeskUp>;
