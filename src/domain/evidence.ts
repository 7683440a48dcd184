import { z } from 'zod';
import { Position } from '#domain/ids.ts';

/** The words a claim rests on: half-open span in UTF-16 units of the stored (marked) text. */
export const Evidence = z.object({
  position: Position,
  revision: z.number().int().nonnegative(),
  span: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
  concept: z.string().optional(), // which concept heard it
  like: z.boolean().optional(), // by what it means, like the concept's examples, and not by a wording it lists
});
export type Evidence = z.infer<typeof Evidence>;

/** The piece of content a claim was made by; version is the release's version of that piece. */
export const ContentRef = z.object({
  kind: z.enum(['article', 'process', 'rule', 'concept', 'leaf', 'slot', 'offer']),
  key: z.string(),
  version: z.number().int().positive(),
});
export type ContentRef = z.infer<typeof ContentRef>;
