import { z } from 'zod';
import { Position } from '#domain/ids.ts';
import { Speaker } from '#domain/speaker.ts';

/** The longest text one event may carry, in UTF-16 units. */
export const maxTextLength = 4000;

/** One finished stretch of speech (or one chat message), after the door has marked its secrets. */
export const Utterance = z.object({
  position: Position, // its place in the conversation's log; a correction keeps it
  revision: z.number().int().nonnegative(), // 0 as first heard, +1 for every correction
  speaker: Speaker,
  text: z.string().max(maxTextLength),
  startMs: z.number().int().nonnegative(), // since the conversation was opened
  endMs: z.number().int().nonnegative(),
  confidence: z.number().min(0).max(1).optional(), // the recogniser's own
});
export type Utterance = z.infer<typeof Utterance>;
