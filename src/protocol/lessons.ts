import { z } from 'zod';
import { FiledLeaf } from '#domain/advice.ts';
import { ConversationId } from '#domain/ids.ts';

/** A sentence a confirmed wrap-up offers as an example of its category. */
export const OfferedExample = z.object({
  id: z.number().int(),
  text: z.string(), // as it went through the door, nobody's name and no number in it
  how: z.enum(['changed', 'chosen', 'confirmed']), // the agent put another leaf, chose by key, or confirmed it as it stood
  times: z.number().int(), // calls in which it was said
  conversation: ConversationId, // the latest of them
});
export type OfferedExample = z.infer<typeof OfferedExample>;

/** GET /v1/content/examples: the newest, by category; at most 10 for each and 200 in all. */
export const OfferedExamples = z.object({
  leaves: z.array(
    FiledLeaf.extend({
      has: z.number().int(), // examples it has in the live release
      confirmed: z.number().int(), // calls confirmed with it as it stood
      examples: z.array(OfferedExample),
    }),
  ),
  more: z.number().int(), // sentences beyond those
});
export type OfferedExamples = z.infer<typeof OfferedExamples>;

const Ids = z.array(z.number().int().positive()).max(200);

/** POST /v1/content/examples: those taken go into a draft, handed to the approvers; those left are offered no more. */
export const DecideExamples = z.strictObject({ take: Ids, leave: Ids });
export type DecideExamples = z.infer<typeof DecideExamples>;

const Right = z.object({ first: z.number().int(), three: z.number().int(), of: z.number().int() });

/** Of single sentences whose category is known, how many are ranked first and among three; the networks are left out on both sides. */
export const ExamplesMeasured = z.object({
  others: z.object({ before: Right, after: Right }), // confirmed sentences that were not taken
  known: z.object({ before: Right, after: Right }), // examples there already, of other categories too
});
export type ExamplesMeasured = z.infer<typeof ExamplesMeasured>;

/** What came of it. */
export const ExamplesDecided = z.object({
  offered: z.number().int(),
  taken: z.number().int(),
  left: z.number().int(),
  draft: z.number().int().optional(), // absent: nothing was taken
  measured: ExamplesMeasured.optional(),
});
export type ExamplesDecided = z.infer<typeof ExamplesDecided>;
