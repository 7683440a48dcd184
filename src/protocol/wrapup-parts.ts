import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { SummaryPart } from '#domain/summary-part.ts';

const Filed = z.object({ code: z.string(), path: z.array(z.string()) });

/** What stood of a wrap-up when its call went on to another agent: the part of the agent before, to be confirmed by them. Secret values are marks. */
export const WrapupPart = z.object({
  conversation: ConversationId,
  position: z.number().int(), // of the event that named the next agent
  by: z.string(), // 工号 of the agent before
  handedTo: z.string(), // 工号
  category: Filed.nullable(), // null: not chosen yet
  further: z.array(Filed), // beside it
  most: z.number().int(), // categories the call may be filed under
  suggested: Filed.nullable().optional(), // the category before the agent chose another, or the likeliest to choose from
  slots: z.array(
    z.object({ slot: z.string(), label: z.string(), value: z.string(), status: z.string(), suggested: z.string().optional() }),
  ),
  summary: z.array(z.object({ part: SummaryPart, text: z.string(), suggested: z.string().optional() })),
  at: z.string(),
  confirmedAt: z.string().optional(),
});
export type WrapupPart = z.infer<typeof WrapupPart>;

/** GET /v1/wrapup-parts/mine: one's own, newest first, at most a hundred. GET /v1/conversations/:id/wrapup-parts: those of one call. */
export const WrapupParts = z.object({ parts: z.array(WrapupPart) });
export type WrapupParts = z.infer<typeof WrapupParts>;

const which = { conversation: ConversationId, position: z.number().int().positive() };

/** POST /v1/wrapup-parts/edit: by its owner, until it is confirmed. A field that is a mark stays one. */
export const EditPart = z.strictObject({
  ...which,
  category: z.string().max(64).optional(), // a leaf's code
  further: z.array(z.string().max(32)).max(4).readonly().optional(), // codes of all beside it from now on
  slots: z.record(z.string().max(64), z.string().max(500)).optional(),
  summary: z.partialRecord(SummaryPart, z.string().max(500)).optional(),
});
export type EditPart = z.infer<typeof EditPart>;

/** POST /v1/wrapup-parts/confirm: once, by its owner. */
export const ConfirmPart = z.strictObject(which);

/** POST /v1/conversations/:id/corrections: a confirmed wrap-up put right, by the agent of the call. A field that is a mark stays one. */
export const CorrectWrapup = z.strictObject({
  ref: z.string().min(8).max(64), // the sender's name for it: sent again, it is done once
  category: z.string().max(32).optional(), // a leaf's code
  further: z.array(z.string().max(32)).max(4).readonly().optional(), // codes of all beside it from now on
  slots: z.record(z.string().max(64), z.string().max(500)),
  why: z.string().trim().min(1).max(200),
});
export type CorrectWrapup = z.infer<typeof CorrectWrapup>;
