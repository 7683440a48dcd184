import { z } from 'zod';
import { Cue } from '#domain/concept.ts';
import { EnglishName } from '#domain/english-name.ts';
import { ContentKey } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';

/** A phrase of a script that must be said; without cues the label itself is listened for. */
export const MustSay = z.object({ label: z.string().min(1).max(40), said: z.array(Cue).default([]) });
export type MustSay = z.infer<typeof MustSay>;

/** One question and the answer an agent reads aloud (知识条目). Small and for one intent: long ones make noisy pop-ups. */
export const Article = z.object({
  key: ContentKey,
  title: z.string().max(120),
  titleEn: EnglishName.optional(),
  lang: Lang.default('zh'),
  leaf: z.string().max(32).optional(), // category code
  process: ContentKey.optional(),
  nodes: z.array(ContentKey).default([]), // process/node whose script says the same: shown once
  question: z.string().max(200),
  variants: z.array(z.string().max(200)).max(500).default([]),
  unlike: z.array(z.string().max(200)).max(500).default([]), // questions that come close and that neither it nor another answers
  cues: z.array(Cue).default([]), // concepts or patterns that ask for it
  script: z.string().max(2000), // may hold {{slot}}
  mustSay: z.array(MustSay).default([]),
  note: z.string().max(1000).optional(),
  important: z.boolean().default(false),
  facts: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        about: z.array(Cue),
        asked: z.array(Cue).default([]), // the customer's question for it: a bare value in the answer is then about it
      }),
    )
    .default([]), // hard numbers: what is told is compared with them
  from: z.iso.date().optional(), // effective from, inclusive
  to: z.iso.date().optional(), // effective to, inclusive
});
export type Article = z.infer<typeof Article>;
