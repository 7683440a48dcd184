import { z } from 'zod';
import { Cue } from '#domain/concept.ts';
import { SlotTemplate } from '#domain/slot-template.ts';

const mostOfAll = 5;

/** How much a person of some tenure sees. */
export const Band = z.strictObject({
  visibleCards: z.number().int().positive(),
  interruptGapMs: z.number().int().nonnegative(), // serious is exempt
  script: z.enum(['full', 'first-sentence', 'exceptions']),
});
export type Band = z.infer<typeof Band>;

/** Where a queue differs from its bands: only what is named differs. */
const QueueBands = z.strictObject({ novice: Band.partial(), regular: Band.partial(), expert: Band.partial() }).partial();

/** Under how many categories one call may be filed, the main one included; a queue may allow another number. */
const CategoryCounts = z.object({
  most: z.number().int().min(1).max(mostOfAll).default(1),
  queues: z.record(z.string().max(64), z.number().int().min(1).max(mostOfAll)).default({}),
});

/** The numbers a bank tunes; they belong to a release, so replay stays exact. */
export const Settings = z.object({
  popUpAbove: z.number().min(0).max(1).default(0.5),
  topicSwitchAbove: z.number().min(0).max(1).default(0.5),
  preselectAbove: z.number().min(0).max(1).default(0.8),
  slotAbove: z.number().min(0).max(1).default(0.5),
  categories: CategoryCounts.default({ most: 1, queues: {} }),
  templates: z.array(SlotTemplate).default([]), // where a queue's wrap-up has other fields
  clock: z.object({ showMs: z.number(), amberMs: z.number(), redMs: z.number() }).default({ showMs: 5000, amberMs: 10000, redMs: 15000 }),
  bands: z.strictObject({ novice: Band, regular: Band, expert: Band }).default({
    novice: { visibleCards: 3, interruptGapMs: 15000, script: 'full' },
    regular: { visibleCards: 2, interruptGapMs: 20000, script: 'first-sentence' },
    expert: { visibleCards: 1, interruptGapMs: 30000, script: 'exceptions' },
  }),
  queues: z.record(z.string().max(64), QueueBands).default({}),
  noviceMonths: z.number().default(12),
  expertMonths: z.number().default(36),
  fillers: z.array(Cue).default([]), // cues of words that stop silence but answer nothing (请稍等)
  announced: z.array(Cue).default([]), // cues that excuse a silence after them: the agent asked to wait, or the customer did
  anythingElse: z.array(Cue).default([]), // cues that the end is near (还有其他可以帮您的吗)
  closing: z.array(Cue).default([]), // cues of the goodbye
});
export type Settings = z.infer<typeof Settings>;

/** Under how many categories a call of this queue may be filed. */
export function mostCategories({ categories }: Settings, queue: string | undefined): number {
  return (queue === undefined ? undefined : categories.queues[queue]) ?? categories.most;
}
