import { z } from 'zod';
import { Article } from '#domain/article.ts';
import { Concept } from '#domain/concept.ts';
import { EnglishName } from '#domain/english-name.ts';
import { HandoffReason } from '#domain/handoff-reason.ts';
import { Leaf } from '#domain/leaf.ts';
import { Process } from '#domain/process.ts';
import { Rule } from '#domain/rule.ts';
import { Settings } from '#domain/settings.ts';
import { Slot } from '#domain/slot.ts';

/** One immutable set of content: what a conversation pins. Versions are by kind/key (article/K01 → 3). */
export const Release = z.object({
  bank: z.object({
    key: z.string(),
    name: z.string(),
    nameEn: z.string().optional(),
    namesEn: z.record(z.string(), EnglishName).optional(), // what English screens call units and other things named outside of content
    fictional: z.boolean(),
  }),
  settings: Settings,
  concepts: z.array(Concept),
  articles: z.array(Article),
  processes: z.array(Process),
  rules: z.array(Rule),
  leaves: z.array(Leaf),
  slots: z.array(Slot),
  handoffReasons: z.array(HandoffReason),
  shadow: z.array(z.string()).default([]), // kind/key of items that run, are counted and shown to nobody
  versions: z.record(z.string(), z.number().int().positive()),
});
export type Release = z.infer<typeof Release>;
