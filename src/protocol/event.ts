import { z } from 'zod';
import { SourceId } from '#domain/ids.ts';
import { Speaker } from '#domain/speaker.ts';
import { maxTextLength } from '#domain/utterance.ts';
import { Ext, ExternalId } from '#protocol/open.ts';

const ms = z.number().int().nonnegative().max(86_400_000); // since openedAt
const text = z.string().min(1).max(maxTextLength);

/** What a source reports. Raw text: the door marks it before anything else sees it. */
export const WireEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heard'),
    speaker: Speaker,
    text,
    startMs: ms,
    endMs: ms,
    confidence: z.number().min(0).max(1).optional(),
    ext: Ext.optional(),
  }),
  z.strictObject({ kind: z.literal('corrected'), ofSeq: z.number().int().positive(), text }), // a final of the same source
  z.strictObject({ kind: z.literal('speaking'), speaker: Speaker, on: z.boolean(), atMs: ms }),
  z.strictObject({ kind: z.literal('held'), on: z.boolean(), atMs: ms }),
  z.strictObject({ kind: z.literal('muted'), on: z.boolean(), atMs: ms }),
  z.strictObject({ kind: z.literal('transferred'), to: z.string().max(64), outside: z.boolean().default(false), atMs: ms }),
  z.strictObject({ kind: z.literal('assigned'), agent: z.string().min(1).max(32), atMs: ms }),
  z.strictObject({ kind: z.literal('closed'), by: z.enum(['customer', 'agent', 'system', 'unknown']).default('unknown'), atMs: ms }),
]);
export type WireEvent = z.infer<typeof WireEvent>;

/** One event of one source; seq counts from 1 without gaps per (conversation, source). */
export const SourceEvent = z.strictObject({
  type: z.literal('event'),
  conversation: ExternalId,
  source: SourceId,
  seq: z.number().int().positive(),
  event: WireEvent,
});
export type SourceEvent = z.infer<typeof SourceEvent>;

/** A recogniser's unfinished text: shown and glanced at, never stored, never acknowledged. */
export const Partial = z.strictObject({
  type: z.literal('partial'),
  conversation: ExternalId,
  source: SourceId,
  speaker: Speaker,
  text,
  startMs: ms,
});
export type Partial = z.infer<typeof Partial>;

/**
 * A sign of life: a leg without any message for 5 s counts as deaf. Without a conversation it speaks for all that this
 * connection has opened. nowMs moves the time of a conversation whose clock is its source's.
 */
export const Beat = z.strictObject({
  type: z.literal('beat'),
  conversation: ExternalId.optional(),
  source: SourceId.optional(),
  nowMs: ms.optional(),
});
export type Beat = z.infer<typeof Beat>;
