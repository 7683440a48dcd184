import { z } from 'zod';

/** Something the agent did on the desk; it becomes an event, so a replay sees it too. */
export const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('used'), key: z.string().max(200) }), // key: the advice it is about
  z.object({ kind: z.literal('copied'), key: z.string().max(200) }),
  z.object({ kind: z.literal('dismissed'), key: z.string().max(200) }),
  z.object({ kind: z.literal('pinned'), key: z.string().max(200) }),
  z.object({ kind: z.literal('flagged'), key: z.string().max(200), why: z.enum(['wrong', 'outdated']) }),
  z.object({ kind: z.literal('acknowledged'), key: z.string().max(200) }),
  z.object({ kind: z.literal('contested'), key: z.string().max(200), reason: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('ticked'), process: z.string().max(120), node: z.string().max(120), as: z.enum(['done', 'not-applicable']) }),
  z.object({ kind: z.literal('switched'), process: z.string().max(120).nullable() }), // null: no process
  z.object({ kind: z.literal('edited'), slot: z.string().max(64), value: z.string().max(500).nullable() }), // of the slot's type, through the door; '': cleared; null: as it was heard
  z.object({ kind: z.literal('chose'), category: z.string().max(32), searchedMs: z.number().int().nonnegative().optional() }), // searchedMs: it was not among the offered ones and took that long to find
  z.object({
    kind: z.literal('also'),
    category: z.string().max(32),
    on: z.boolean(),
    searchedMs: z.number().int().nonnegative().optional(),
  }), // on: filed under this one, too, where the bank allows several; off: no more
  z.object({ kind: z.literal('muted'), on: z.boolean() }), // above the compliance floor only
  z.object({ kind: z.literal('looked-up'), article: z.string().max(120).nullable(), tookMs: z.number().int().nonnegative() }), // null: found nothing
  z.object({ kind: z.literal('reverify') }), // after a transfer: the customer is to be verified again
  z.object({ kind: z.literal('wrapped') }), // the agent confirmed the wrap-up as it stands
  z.object({
    kind: z.literal('amended'), // corrected after it was confirmed: another category, other values ('': none), and why
    category: z.string().max(32).optional(),
    further: z.array(z.string().max(32)).max(4).readonly().optional(), // all categories beside it from now on
    slots: z
      .record(z.string().max(64), z.string().max(500))
      .refine(slots => Object.keys(slots).length <= 100, 'holds more than 100 fields'),
    why: z.string().min(1).max(200),
  }),
]);
export type Act = z.infer<typeof Act>;
