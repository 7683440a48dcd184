import { z } from 'zod';
import { Arm, Layout } from '#domain/conversation.ts';
import { SourceId } from '#domain/ids.ts';
import { Lang, Speaker } from '#domain/speaker.ts';
import { protocolVersion } from '#protocol/version.ts';

/** Names a conversation the way the sender does; the same id again finds the same conversation. */
export const ExternalId = z.string().min(1).max(128);
export type ExternalId = z.infer<typeof ExternalId>;

/** Fields we store and do not interpret; at most 4 kB as JSON. */
export const Ext = z
  .record(z.string().max(64), z.json())
  .refine(ext => JSON.stringify(ext).length <= 4096, { error: 'ext may hold at most 4096 bytes of JSON' });

/** Opens a conversation, or joins it as one more source. Idempotent. */
export const Open = z.strictObject({
  type: z.literal('open'),
  protocol: z.literal(protocolVersion),
  conversation: ExternalId,
  source: SourceId,
  legs: z.array(Speaker).max(3).default([]), // the legs this source recognises live: silence of the source is then deafness
  channel: z.enum(['voice', 'chat']),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  layout: Layout.default('unknown'),
  lang: Lang.default('zh'),
  timeZone: z.string().max(64).default('Asia/Shanghai'),
  openedAt: z.iso.datetime({ offset: true }),
  queue: z.string().max(64).optional(),
  agent: z.string().max(32).optional(), // 工号
  customerRef: z.string().max(128).optional(),
  attached: z.record(z.string().max(64), z.string().max(512)).optional(), // 随路数据
  arm: Arm.default('assisted'),
  clock: z.enum(['wall', 'source']).default('wall'), // source: time moves only by this sender's events and beats (recordings, tests)
  ext: Ext.optional(),
});
export type Open = z.infer<typeof Open>;
