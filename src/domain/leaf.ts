import { z } from 'zod';
import { Cue } from '#domain/concept.ts';

/** A leaf of the category tree with the names on its way down; the same name stands under several parents on purpose. */
export const Leaf = z.object({
  code: z.string().max(32),
  path: z.array(z.string()).min(1), // level 1 … leaf
  pathEn: z.array(z.string()).optional(), // the same way in English, where every name on it has one
  cues: z.array(Cue).default([]), // words that speak for it beyond its own names
  examples: z.array(z.string().max(200)).max(50).default([]), // what customers say who mean it, as they say it
  narrows: z.string().max(32).optional(), // a broader leaf of the same business that gives way once cues of this one are heard
  processes: z.array(z.string()).default([]), // processes that end in it
  done: z.array(z.string()).optional(), // steps (process/node) that speak for it once they are done
});
export type Leaf = z.infer<typeof Leaf>;
