import { z } from 'zod';
import { AdviceChange } from '#domain/advice.ts';
import { LogEvent } from '#domain/event.ts';
import { ConversationId, Position } from '#domain/ids.ts';
import { Problem } from '#domain/problem.ts';
import { Speaker } from '#domain/speaker.ts';
import { StandingWhisper } from '#domain/whisper.ts';
import { Announced } from '#protocol/announcements.ts';
import { DeskRuns } from '#protocol/robot-desk.ts';

/** When an utterance passed each stage, as wall-clock milliseconds; kept beside the advice, outside what is hashed. */
export const Stamps = z.object({
  speechEndAt: z.number().optional(),
  heardAt: z.number(), // reached ingest
  detectedAt: z.number(), // the engine was done
  storedAt: z.number().optional(), // committed
  pushedAt: z.number().optional(), // handed to the desk's socket
});
export type Stamps = z.infer<typeof Stamps>;

/** A conversation as the desk lists it. */
export const ConversationHead = z.object({
  id: ConversationId,
  externalId: z.string(),
  channel: z.enum(['voice', 'chat']),
  layout: z.enum(['dual', 'mono', 'text', 'unknown']),
  lang: z.enum(['zh', 'en']),
  queue: z.string().optional(),
  customer: z.string().optional(), // masked: 周** or 199••••0016
  openedAt: z.iso.datetime({ offset: true }),
  open: z.boolean(),
  wrapped: z.boolean(),
  demo: z.boolean(), // played by the demo: may be paused and sped up
});
export type ConversationHead = z.infer<typeof ConversationHead>;

/** Stands for a conversation where the screen speaks of announcements: their key is the announcement's turn. */
export const ofAnnouncements = 'announcements';

/** An interrupt whose turn has come on this agent's screen: the advice with that key, as loud as it became with that row. */
export const ScreenInterrupt = z.object({
  conversation: z.union([ConversationId, z.literal(ofAnnouncements)]),
  key: z.string(),
  position: Position,
});
export type ScreenInterrupt = z.infer<typeof ScreenInterrupt>;

/** A stored row of a conversation. */
export const DeskRow = z.object({
  type: z.literal('row'),
  conversation: ConversationId,
  position: Position,
  event: LogEvent,
  advice: z.array(AdviceChange),
  stamps: Stamps.optional(),
});

/** What somebody is saying, unfinished and not stored. */
export const DeskPartial = z.object({
  type: z.literal('partial'),
  conversation: ConversationId,
  speaker: Speaker,
  text: z.string(),
  startMs: z.number(),
  advice: z.array(AdviceChange),
});

/** All that was stored has been sent. */
export const DeskCaughtUp = z.object({
  type: z.literal('caught-up'),
  conversation: ConversationId,
  position: z.number().int().nonnegative(),
  nowMs: z.number(),
});

/** Everything the server sends to a desk. Conversation rows are numbered by position; inbox and screen by their own numbers. */
export const DeskDown = z.discriminatedUnion('type', [
  z.object({ type: z.literal('inbox'), number: z.number().int(), open: z.array(ConversationHead), nowAt: z.number() }), // replaces the list
  z.object({
    type: z.literal('screen'), // replaces what was said before under a smaller number
    number: z.number().int().nonnegative(), // place in the log of this agent's screen
    interrupts: z.array(ScreenInterrupt), // what may lie over the card now; other interrupts that are not serious are lines
    whispers: z.array(StandingWhisper).default([]), // of leaders, in any of the agent's conversations
  }),
  DeskRow,
  DeskPartial,
  DeskCaughtUp,
  z.object({ type: z.literal('announcements'), list: z.array(Announced) }), // replaces the list: what is due, and what was struck lately
  DeskRuns,
  z.object({ type: z.literal('noted'), ref: z.string() }), // reports of announcements are kept
  z.object({ type: z.literal('acted'), ref: z.string(), position: Position }),
  z.object({ type: z.literal('refused'), ref: z.string().optional(), problem: Problem }),
  z.object({ type: z.literal('beat'), nowAt: z.number() }),
]);
export type DeskDown = z.infer<typeof DeskDown>;
