import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';

/** The most characters a leader may write. */
export const longestWhisper = 60;

/** Where a whisper's sentence comes from, and so how it can be heard that it was said. */
export const WhisperOrigin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rule'), // the sentence that puts it right
    advice: z.string().max(200), // the claim or prompt on the board
    turnsLeft: z.number().int().nonnegative().optional(), // after so many of the agent's turns a prompt goes by itself: that is not said
  }),
  z.object({ kind: z.literal('node'), process: z.string().max(120), node: z.string().max(120) }), // a step's script
  z.object({ kind: z.literal('leader') }), // what leaders say in any call
  z.object({ kind: z.literal('own') }), // written by hand
]);
export type WhisperOrigin = z.infer<typeof WhisperOrigin>;

/** A sentence a leader puts on one agent's desk during a call. No customer ever sees or hears it, and no engine reads it. */
export const Whisper = z.object({
  id: z.string().min(8).max(64), // made by whoever sends it: the same again is the same whisper
  conversation: ConversationId,
  by: z.string().max(32), // 工号 of the leader
  text: z.string().min(1).max(240), // through the door: marks are longer than what they stand for
  origin: WhisperOrigin,
});
export type Whisper = z.infer<typeof Whisper>;

/** How far a whisper has come: on its way, painted on the desk, said to the customer. */
export const WhisperState = z.enum(['sent', 'seen', 'done']);
export type WhisperState = z.infer<typeof WhisperState>;

/** A whisper on an agent's screen. */
export const StandingWhisper = Whisper.extend({
  atMs: z.number(), // wall clock
  state: WhisperState,
  doneBy: z.enum(['heard', 'marked']).optional(), // heard in the call, or ticked by the agent
});
export type StandingWhisper = z.infer<typeof StandingWhisper>;
