import { z } from 'zod';
import { ConversationId, SourceId } from '#domain/ids.ts';
import { Problem } from '#domain/problem.ts';

/** What ingest answers. An acknowledged event is durable, with the advice it led to. */
export const IngestAnswer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    conversation: z.string(),
    source: SourceId,
    id: ConversationId,
    nextSeq: z.number().int().positive(),
  }),
  z.object({ type: z.literal('ack'), conversation: z.string(), source: SourceId, seq: z.number().int().positive() }), // and all before it
  z.object({
    type: z.literal('refused'),
    conversation: z.string().optional(),
    source: z.string().optional(),
    seq: z.number().optional(),
    problem: Problem,
  }),
  z.object({ type: z.literal('beat') }),
]);
export type IngestAnswer = z.infer<typeof IngestAnswer>;
