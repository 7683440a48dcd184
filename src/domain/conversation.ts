import { z } from 'zod';
import { Lang } from '#domain/speaker.ts';

/** How the two sides arrive: apart (dual), mixed (mono), typed (text); decides whether talk-over can be judged. */
export const Layout = z.enum(['dual', 'mono', 'text', 'unknown']);
export type Layout = z.infer<typeof Layout>;

/** Whether the agent sees anything: a silent conversation is heard, judged and stored, and shown to nobody. */
export const Arm = z.enum(['assisted', 'silent']);
export type Arm = z.infer<typeof Arm>;

/** What is known when a conversation opens; pinned for its life. */
export const ConversationMeta = z.object({
  channel: z.enum(['voice', 'chat']),
  direction: z.enum(['inbound', 'outbound']),
  layout: Layout,
  lang: Lang,
  timeZone: z.string().max(64),
  openedAt: z.iso.datetime({ offset: true }),
  queue: z.string().max(64).optional(),
  agent: z.string().max(32).optional(), // 工号 as telephony knows it
  customerRef: z.string().max(128).optional(),
  attached: z.record(z.string().max(64), z.string().max(512)).optional(), // 随路数据, already through the door
  arm: Arm,
});
export type ConversationMeta = z.infer<typeof ConversationMeta>;
