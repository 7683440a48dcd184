import { z } from 'zod';
import { Act } from '#domain/act.ts';
import { ConversationMeta } from '#domain/conversation.ts';
import { Position, SourceId } from '#domain/ids.ts';
import { Speaker } from '#domain/speaker.ts';
import { SummaryPart } from '#domain/summary-part.ts';
import { Utterance } from '#domain/utterance.ts';

/** What happened, by kind. Texts have been through the door. Times are milliseconds since the conversation was opened. */
export const Happening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), meta: ConversationMeta }),
  z.object({ kind: z.literal('speaking'), speaker: Speaker, on: z.boolean() }),
  z.object({ kind: z.literal('heard'), utterance: Utterance }),
  z.object({ kind: z.literal('corrected'), utterance: Utterance }), // utterance.position names the one it replaces
  z.object({ kind: z.literal('passed') }), // time went by: exactly a wakeAtMs the engine asked for
  z.object({ kind: z.literal('held'), on: z.boolean() }),
  z.object({ kind: z.literal('muted'), on: z.boolean() }),
  z.object({ kind: z.literal('transferred'), to: z.string().max(64), outside: z.boolean() }),
  z.object({ kind: z.literal('assigned'), agent: z.string().max(32), hiredOn: z.iso.date().optional() }),
  z.object({
    kind: z.literal('deaf'),
    leg: Speaker,
    fromMs: z.number().int().nonnegative(),
    toMs: z.number().int().nonnegative().optional(),
  }),
  z.object({ kind: z.literal('acted'), act: Act }),
  z.object({ kind: z.literal('informed'), about: z.string().max(64), fields: z.record(z.string().max(64), z.string().max(500)) }),
  z.object({
    kind: z.literal('refined'), // a language model wrote the summary's clauses anew; `was` is what it rewrote
    clauses: z.array(z.object({ part: SummaryPart, was: z.string().max(1000), text: z.string().max(1000) })).max(3),
    model: z.string().max(120),
  }),
  z.object({ kind: z.literal('suspended'), key: z.string().max(120), version: z.number().int().positive() }),
  z.object({ kind: z.literal('recalled'), key: z.string().max(120), version: z.number().int().positive() }),
  z.object({ kind: z.literal('closed'), by: z.enum(['customer', 'agent', 'system', 'unknown']) }),
]);
export type Happening = z.infer<typeof Happening>;

/** One row of a conversation's log: the only order the engine sees. atMs never decreases along positions. */
export const LogEvent = z.object({
  position: Position,
  atMs: z.number().int().nonnegative(),
  source: SourceId,
  what: Happening,
});
export type LogEvent = z.infer<typeof LogEvent>;
