import { z } from 'zod';
import { AdviceChange } from '#domain/advice.ts';
import { NoteStanding } from '#domain/delivery.ts';
import { LogEvent } from '#domain/event.ts';
import { ConversationId } from '#domain/ids.ts';
import { Permission } from '#domain/permission.ts';
import { ConversationHead, Stamps } from '#protocol/down.ts';

/** POST /v1/session */
export const SignIn = z.strictObject({ staffNo: z.string().min(1).max(32), password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;

/** GET /v1/session: who I am, and what I may do; the screens show by this table what the server enforces. */
export const Session = z.object({
  user: z.object({
    id: z.string(),
    staffNo: z.string(),
    name: z.string(),
    unit: z.string(),
    roles: z.array(z.string()),
    lang: z.enum(['zh', 'en']),
  }),
  may: z.array(Permission),
  home: z.string().optional(), // where my work begins, by my role
  bank: z.object({ name: z.string(), nameEn: z.string().optional(), fictional: z.boolean() }),
  demo: z.boolean(), // one-click sign-in and played calls are on
  csrf: z.string(), // sent back as X-CSRF on every change
});
export type Session = z.infer<typeof Session>;

/** GET /v1/demo/people: whom one click signs in (demo mode, 127.0.0.1 only). */
export const DemoPerson = z.object({ staffNo: z.string(), name: z.string(), role: z.string(), home: z.string() });
export type DemoPerson = z.infer<typeof DemoPerson>;

/** GET /v1/search?q=&lang= */
export const SearchHit = z.object({
  kind: z.enum(['article', 'process']),
  key: z.string(),
  title: z.string(),
  question: z.string().optional(),
  script: z.string().optional(),
  mustSay: z.array(z.string()).default([]),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** GET /v1/leaves?q=&lang=&conversation= */
export const LeafHit = z.object({ code: z.string(), path: z.array(z.string()).min(1) });
export type LeafHit = z.infer<typeof LeafHit>;

/** GET /v1/conversations/mine?before=&limit= */
export const ConversationList = z.object({
  conversations: z.array(
    ConversationHead.extend({
      agent: z.string().optional(),
      topic: z.string().optional(),
      durationMs: z.number().optional(),
      note: NoteStanding.optional(), // absent: nobody in the bank receives notes
    }),
  ),
  next: z.string().optional(),
});
export type ConversationList = z.infer<typeof ConversationList>;

/** GET /v1/conversations/:id: the whole log, for the read-only page: what was shown, when and why. */
export const ConversationRecord = z.object({
  head: ConversationHead.extend({ agent: z.string().optional() }),
  rows: z.array(z.object({ event: LogEvent, advice: z.array(AdviceChange), stamps: Stamps.optional() })),
  release: z.string(),
  hash: z.string(),
});
export type ConversationRecord = z.infer<typeof ConversationRecord>;

/** POST /v1/conversations/:id/reveal {mark}: one recorded click opens one sealed value. */
export const Reveal = z.strictObject({ mark: z.string().max(80) });
export type Reveal = z.infer<typeof Reveal>;
export const Revealed = z.object({ value: z.string() });
export type Revealed = z.infer<typeof Revealed>;

/** POST /v1/demo/call {call?, speed?}: starts a fresh call for me at its first sentence; PATCH controls it. */
export const DemoCall = z.object({ conversation: ConversationId, externalId: z.string(), title: z.string(), turns: z.number() });
export type DemoCall = z.infer<typeof DemoCall>;
/** GET /v1/demo/call: how the call played for me runs now. */
export const DemoPace = z.object({ externalId: z.string(), paused: z.boolean(), speed: z.number().positive() });
export type DemoPace = z.infer<typeof DemoPace>;

export const DemoControl = z.strictObject({
  paused: z.boolean().optional(),
  speed: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
});
export type DemoControl = z.infer<typeof DemoControl>;

/** GET /v1/try/calls?lang= → TryCall[]: the conversations one can play by hand. */
export const TryCall = z.object({
  id: z.string(),
  title: z.string(),
  subtitle: z.string(),
  lang: z.enum(['zh', 'en']),
  lines: z.array(z.object({ speaker: z.enum(['customer', 'agent']), text: z.string() })),
});
export type TryCall = z.infer<typeof TryCall>;

/** POST /v1/try {call?, lang} → TryStarted: a conversation of mine over ingest, spoken by typing. DELETE /v1/try/:externalId hangs up. */
export const TryStart = z.strictObject({ call: z.string().max(64).optional(), lang: z.enum(['zh', 'en']) });
export type TryStart = z.infer<typeof TryStart>;
export const TryStarted = z.object({ conversation: ConversationId, externalId: z.string() });
export type TryStarted = z.infer<typeof TryStarted>;

/** POST /v1/try/:externalId/say → {ok} */
export const TrySay = z.strictObject({ speaker: z.enum(['customer', 'agent']), text: z.string().min(1).max(1000) });
export type TrySay = z.infer<typeof TrySay>;

/** POST /v1/try/:externalId/play: lets the picked call's lines come by themselves, or stops them. */
export const TryPlay = z.strictObject({ on: z.boolean(), speed: z.union([z.literal(1), z.literal(2), z.literal(4)]) });
export type TryPlay = z.infer<typeof TryPlay>;

/** GET /v1/desk/looks?conversation=: how much of a script the desk paints for this agent in this call. */
export const DeskLooks = z.object({ script: z.enum(['full', 'first-sentence', 'exceptions']) });
export type DeskLooks = z.infer<typeof DeskLooks>;
