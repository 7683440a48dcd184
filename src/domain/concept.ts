import { z } from 'zod';
import { EnglishName } from '#domain/english-name.ts';
import { ContentKey } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';

/** A pattern in the pattern language (docs/pattern-language.md), or `@key`: whatever hears that concept. */
export const Cue = z.string().min(1).max(400);
export type Cue = z.infer<typeof Cue>;

/** One thing worth hearing, by any of phrases, patterns, examples or homophones. */
export const Concept = z.object({
  key: ContentKey,
  title: z.string().max(80),
  titleEn: EnglishName.optional(),
  lang: Lang.default('zh'),
  speaker: z.enum(['customer', 'agent', 'any']).default('any'),
  phrases: z.array(z.string().min(1).max(80)).max(500).default([]),
  patterns: z.array(Cue).max(200).default([]),
  unless: z.array(Cue).max(50).default([]), // negation, quotation: a hit overlapped or led by one of these does not count
  examples: z.array(z.string().min(1).max(1000)).max(20_000).default([]), // from three on, a classifier learns them; the concept `none` has examples of nothing
  unlike: z.array(z.string().min(1).max(1000)).max(8000).default([]), // sentences that come close and are not it: with these it is judged by itself
  steps: z.array(z.string().min(1).max(120)).optional(), // of an agent's act the nodes (*/ticket) whose examples may do it, too: those of all others do not. []: nothing rightful does it; absent: nodes tell nothing
  examplesOf: z.array(z.string().min(1).max(120)).default([]), // of an agent's act the nodes (P13/record, */ticket) that are it: their examples are examples of it
  sureFrom: z.number().min(0.5).max(0.99).optional(), // an act that must not be heard too often: less likely than this by examples alone it is not heard
  homophones: z.boolean().default(false), // also hear what sounds the same (挂实 for 挂失)
});
export type Concept = z.infer<typeof Concept>;
