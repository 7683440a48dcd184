import { z } from 'zod';
import { ConversationId, Position } from '#domain/ids.ts';
import { Problem } from '#domain/problem.ts';
import { longestWhisper, StandingWhisper, WhisperOrigin } from '#domain/whisper.ts';
import { DeskCaughtUp, DeskPartial, DeskRow } from '#protocol/down.ts';
import { Presence } from '#protocol/presence.ts';

/** The one thing a tile says of its call. */
export const TileAlert = z.object({
  tone: z.enum(['stop', 'ok']), // stands, or was put right
  rule: z.string(),
  title: z.string(),
});
export type TileAlert = z.infer<typeof TileAlert>;

/** One agent in a fixed place: what they do, since when, and the call they have. Times are wall clock. */
export const Tile = z.object({
  staffNo: z.string(),
  name: z.string(),
  unit: z.string(),
  state: z.union([Presence.shape.state, z.literal('unknown')]),
  sinceAt: z.number().nullable(),
  calls: z.number().int().nonnegative(), // chats come several at a time
  conversation: ConversationId.optional(), // the one that matters most
  topic: z.string().optional(),
  quietSinceAt: z.number().optional(), // nobody speaks
  alert: TileAlert.optional(),
});
export type Tile = z.infer<typeof Tile>;

/** Who has taken a call. */
export const Taken = z.object({ by: z.string(), name: z.string(), at: z.number() });
export type Taken = z.infer<typeof Taken>;

/** A call that needs a leader, with all that calls for one. */
export const NeedRow = z.object({
  conversation: ConversationId,
  position: Position, // of the first alarm: names this time of need
  agent: z.string(),
  name: z.string(),
  unit: z.string(),
  topic: z.string().optional(),
  openedAt: z.number(),
  neededAt: z.number(),
  reach: z.enum(['own', 'next', 'duty']), // how it came to whoever reads this
  claim: z.string(), // the gravest alarm in a sentence
  tags: z.array(z.object({ rule: z.string(), title: z.string(), tone: z.enum(['stop', 'plain']) })),
  chance: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('open'), left: z.number().int().optional() }), // the customer waits for an answer; so many turns are left for it
    z.object({ kind: z.literal('turns'), left: z.number().int() }), // so many of the agent's turns to put it right
    z.object({ kind: z.literal('gone') }),
  ]),
  taken: Taken.optional(),
});
export type NeedRow = z.infer<typeof NeedRow>;

/** Serious alarms of the last hour against what a leader can take in; over it, the rule that makes most of them. */
export const AlarmBudget = z.object({
  count: z.number().int(),
  limit: z.number().int(),
  noisiest: z.object({ rule: z.string(), title: z.string(), count: z.number().int() }).optional(),
});
export type AlarmBudget = z.infer<typeof AlarmBudget>;

/** How a need ended. */
export const Ended = z.object({
  at: z.number(),
  agent: z.string(),
  title: z.string(),
  why: z.enum(['recovered', 'said', 'withdrawn', 'closed', 'settled']),
  by: z.string().optional(), // 工号 of the leader who settled it, or had taken it
});
export type Ended = z.infer<typeof Ended>;

/** Which part of one's agents is shown. */
export const Watch = z.strictObject({
  type: z.literal('watch'),
  search: z.string().max(60).default(''), // 工号, name, team, topic or rule
  only: z.enum(['all', 'calls']).default('all'),
  page: z.number().int().min(0).max(1000).default(0),
});
export type Watch = z.infer<typeof Watch>;

/** Everything a leader's page may send on /v1/supervisor. */
export const TeamUp = z.discriminatedUnion('type', [
  Watch,
  z.strictObject({ type: z.literal('follow'), conversation: ConversationId, after: z.number().int().nonnegative() }), // one at a time
  z.strictObject({ type: z.literal('leave'), conversation: ConversationId }),
  z.strictObject({ type: z.literal('beat') }),
]);
export type TeamUp = z.infer<typeof TeamUp>;

/** Everything the server sends to a leader's page. */
export const TeamDown = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('team'), // a page of tiles, in the place of what was there
    nowAt: z.number(),
    page: z.number().int(),
    pages: z.number().int(),
    total: z.number().int(), // agents that match
    agents: z.number().int(), // agents there are
    talking: z.number().int(),
    tiles: z.array(Tile),
  }),
  z.object({ type: z.literal('tiles'), nowAt: z.number(), talking: z.number().int(), tiles: z.array(Tile) }), // those that changed, twice a second at most
  z.object({ type: z.literal('needs'), nowAt: z.number(), rows: z.array(NeedRow), more: z.number().int() }),
  z.object({ type: z.literal('hour'), budget: AlarmBudget, recovered: z.number().int(), ended: z.array(Ended) }),
  z.object({ type: z.literal('whispers'), conversation: ConversationId, whispers: z.array(StandingWhisper) }),
  DeskRow,
  DeskPartial,
  DeskCaughtUp,
  z.object({ type: z.literal('refused'), problem: Problem }),
  z.object({ type: z.literal('beat'), nowAt: z.number() }),
]);
export type TeamDown = z.infer<typeof TeamDown>;

/** Takes a call that needs somebody: by the position that names the need. */
export const TakeCall = z.strictObject({ position: Position });

/** Who has it now: the one who asked, or whoever was faster. */
export const TakeAnswer = z.object({ taken: Taken, isYours: z.boolean() });
export type TakeAnswer = z.infer<typeof TakeAnswer>;

/** A sentence offered to be whispered; the first is the best. */
export const WhisperOffer = z.object({ title: z.string(), text: z.string(), origin: WhisperOrigin });
export type WhisperOffer = z.infer<typeof WhisperOffer>;

/** At most three of them. */
export const WhisperOffers = z.object({ offers: z.array(WhisperOffer) });

/** Whispers: an offer by its place among those just read, or words of one's own. */
export const SendWhisper = z.strictObject({
  id: z.string().min(8).max(64),
  text: z.string().trim().min(1).max(longestWhisper),
  origin: WhisperOrigin,
});
export type SendWhisper = z.infer<typeof SendWhisper>;

/** What became of sending one. */
export const WhisperSent = z.object({ id: z.string(), agent: z.string(), text: z.string() });
