import { z } from 'zod';
import { ContentKey } from '#domain/ids.ts';

const Keys = z.array(z.string()).default([]);

/** How one queue's wrap-up differs from what a process lists, or from what every process lists. */
export const SlotTemplate = z.strictObject({
  queue: z.string().min(1).max(64),
  process: ContentKey.optional(), // absent: whatever the call is about
  like: z.string().max(64).optional(), // another queue whose templates hold here too, before this one
  add: Keys, // fields beyond those the process lists
  require: Keys, // may not stay empty
  optional: Keys, // may, though their slot says otherwise
  hide: Keys, // neither shown nor stored
});
export type SlotTemplate = z.infer<typeof SlotTemplate>;

/** Templates of a queue in the order in which they hold: those it builds on first. A circle ends where it began. */
export function templatesOf(templates: readonly SlotTemplate[], queue: string, above: readonly string[] = []): readonly SlotTemplate[] {
  if (above.includes(queue)) return [];
  const own = templates.filter(template => template.queue === queue);
  const bases = [...new Set(own.flatMap(({ like }) => (like === undefined ? [] : [like])))];
  return [...bases.flatMap(base => templatesOf(templates, base, [...above, queue])), ...own];
}
