import { z } from 'zod';

/** What is left of the time to say something, in the unit its window counts in. */
export const TimeLeft = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('turns'), n: z.number().int().positive(), of: z.enum(['agent', 'both']) }),
  z.object({ unit: z.literal('seconds'), untilMs: z.number().int().nonnegative() }), // on the conversation's clock
  z.object({ unit: z.literal('step'), node: z.string(), title: z.string() }), // until this step is done: P07/consent
  z.object({ unit: z.literal('goodbye') }),
]);
export type TimeLeft = z.infer<typeof TimeLeft>;
