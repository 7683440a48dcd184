import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { SummaryPart } from '#domain/summary-part.ts';

/** What stood of a wrap-up when its call went on to another agent: the part of the agent before, to be confirmed by them. Secret values are marks. */
export const WrapupPart = z.object({
  conversation: ConversationId,
  position: z.number().int(), // of the event that named the next agent
  handedTo: z.string(), // 工号
  category: z.object({ code: z.string(), path: z.array(z.string()) }).nullable(),
  slots: z.array(z.object({ slot: z.string(), label: z.string(), value: z.string(), status: z.string() })),
  summary: z.array(z.object({ part: SummaryPart, text: z.string() })),
  at: z.string(),
  confirmedAt: z.string().optional(),
});
export type WrapupPart = z.infer<typeof WrapupPart>;

/** GET /v1/wrapup-parts/mine: one's own, newest first, at most a hundred. */
export const WrapupParts = z.object({ parts: z.array(WrapupPart) });
export type WrapupParts = z.infer<typeof WrapupParts>;

/** POST /v1/wrapup-parts/confirm: once, by its owner. */
export const ConfirmPart = z.strictObject({ conversation: ConversationId, position: z.number().int().positive() });
