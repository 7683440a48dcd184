import { z } from 'zod';
import { Cue } from '#domain/concept.ts';
import { Lang } from '#domain/speaker.ts';

/** Why a bot's conversation needs a person, what shows it, and where it goes. */
export const HandoffReason = z.object({
  key: z.string().max(40), // explicit_request, bot_loop, crisis …
  title: z.string().max(60),
  titleEn: z.string().max(60).optional(), // a reason holds in both languages
  lang: Lang.default('zh'),
  says: z.array(Cue).default([]),
  unless: z.array(Cue).default([]),
  counter: z.enum(['none', 'repeated-answer', 'repeated-question', 'unsolved']).default('none'),
  atLeast: z.number().int().positive().default(1),
  amountFrom: z.number().positive().optional(), // an amount of the customer's, in yuan, from which it counts as one sign
  urgency: z.enum(['normal', 'high', 'critical']),
  routeTo: z.string().max(60),
  routeToEn: z.string().max(60).optional(),
  bypass: z.boolean().default(false), // needs no counting (crisis, fraud, loss)
  withAgent: z.boolean().default(false), // also while a person serves: calls the specialist in
});
export type HandoffReason = z.infer<typeof HandoffReason>;
