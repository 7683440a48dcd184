import { z } from 'zod';
import {
  AnnouncementDoc,
  AnnouncementId,
  AnnouncementKind,
  AnnouncementState,
  Importance,
  ReportState,
  Targets,
} from '#domain/announcement.ts';
import { MissingWhy, ReachCounts } from '#domain/reach.ts';

/** An announcement as a desk shows it. `turn` names one showing: an occasion, and every reminder makes a new one. */
export const Announced = z.object({
  id: AnnouncementId,
  occasion: z.number().int().nonnegative(),
  turn: z.string(),
  kind: AnnouncementKind,
  lang: z.enum(['zh', 'en']),
  title: z.string(),
  body: z.string(),
  say: z.string(),
  said: z.array(z.string()),
  links: z.array(z.object({ key: z.string(), title: z.string() })),
  importance: Importance,
  publishedAt: z.string(),
  expiresAt: z.string(),
  replaces: z.string().optional(), // the title of the version before
  ended: z.object({ how: z.enum(['recalled', 'superseded']), at: z.string() }).optional(), // struck through
});
export type Announced = z.infer<typeof Announced>;

/** What a desk reports: which state an announcement came to, how long ago. Sent until it is noted; noted once, the first time wins. */
export const AnnouncementReport = z.strictObject({
  announcement: AnnouncementId,
  occasion: z.number().int().min(0).max(100_000),
  state: ReportState,
  agoMs: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400_000),
  openMs: z.number().int().min(0).max(86_400_000).optional(),
});
export type AnnouncementReport = z.infer<typeof AnnouncementReport>;

/** GET /v1/announcements */
export const AnnouncementHead = z.object({
  id: AnnouncementId,
  version: z.number(),
  state: AnnouncementState,
  kind: AnnouncementKind,
  title: z.string(),
  author: z.string(), // 工号
  own: z.boolean(),
  savedAt: z.string(),
  publishedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  targeted: z.number(),
  painted: z.number(),
});
export type AnnouncementHead = z.infer<typeof AnnouncementHead>;
export const AnnouncementList = z.object({ announcements: z.array(AnnouncementHead), next: z.number().optional() });
export type AnnouncementList = z.infer<typeof AnnouncementList>;

/** GET /v1/announcements/:id */
export const AnnouncementWhole = z.object({
  id: AnnouncementId,
  version: z.number(),
  state: AnnouncementState,
  revision: z.number(),
  doc: AnnouncementDoc,
  author: z.object({ staffNo: z.string(), name: z.string() }),
  own: z.boolean(),
  savedAt: z.string(),
  publishedAt: z.string().optional(),
  approvedBy: z.string().optional(),
  ended: z.object({ at: z.string(), by: z.string(), reason: z.string() }).optional(),
  proposal: z.object({ id: z.string(), askedBy: z.string(), reason: z.string(), mayDecide: z.boolean() }).optional(),
  versions: z.array(
    z.object({ id: AnnouncementId, version: z.number(), state: AnnouncementState, title: z.string(), painted: z.number() }),
  ),
  linked: z.array(z.object({ key: z.string(), title: z.string().nullable() })), // null: no live article has this key
});
export type AnnouncementWhole = z.infer<typeof AnnouncementWhole>;

/** PATCH /v1/announcements/:id {revision, doc} */
export const SaveAnnouncement = z.strictObject({ revision: z.number().int().positive(), doc: AnnouncementDoc });
export const Saved = z.object({ revision: z.number(), savedAt: z.string() });

/** POST /v1/announcements {replaces?}: a new draft, of nothing or of what it is to replace. */
export const NewAnnouncement = z.strictObject({ replaces: AnnouncementId.optional() });
export const MadeAnnouncement = z.object({ id: AnnouncementId });

/** POST /v1/announcements/audience: how many it would reach, and who they are. */
export const AskAudience = z.strictObject({
  targets: Targets,
  after: z.string().max(32).optional(),
  limit: z.number().int().min(0).max(200),
});
export const Audience = z.object({
  count: z.number(),
  onShift: z.number(), // by today's roster, or signed in now
  withoutDesk: z.number(), // named, but with no right to a desk
  people: z.array(z.object({ staffNo: z.string(), name: z.string(), unit: z.string() })),
  next: z.string().optional(),
});
export type Audience = z.infer<typeof Audience>;

/** GET /v1/announcements/options: what may be chosen. */
export const AnnouncementOptions = z.object({
  units: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), agents: z.number() })),
  roles: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
  queues: z.array(z.string()),
});
export type AnnouncementOptions = z.infer<typeof AnnouncementOptions>;

/** POST /v1/announcements/:id/send {revision, reason?} */
export const SendAnnouncement = z.strictObject({ revision: z.number().int().positive(), reason: z.string().max(500).default('') });
export const SentAnnouncement = z.object({ state: AnnouncementState, audience: z.number() });
/** POST /v1/announcements/:id/decide */
export const DecideAnnouncement = z.strictObject({
  decision: z.enum(['approved', 'refused', 'withdrawn']),
  note: z.string().max(500).default(''),
});
/** POST /v1/announcements/:id/recall */
export const RecallAnnouncement = z.strictObject({ reason: z.string().trim().min(1).max(500) });
/** POST /v1/announcements/:id/remind {agents?}: all who miss it, or these. */
export const RemindAnnouncement = z.strictObject({ agents: z.array(z.string().max(32)).max(2000).optional() });
export const Reminded = z.object({ reminded: z.number() });

/** GET /v1/announcements/:id/reach */
export const Reach = z.object({
  counts: ReachCounts,
  delivered: z.boolean(), // the audience is written out whole
  teams: z.array(ReachCounts.extend({ unit: z.string(), name: z.string() })),
  missing: z.array(
    z.object({ staffNo: z.string(), unit: z.string(), why: MissingWhy, since: z.string().optional(), remindedAt: z.string().optional() }),
  ), // the first of them
  unread: z.array(z.object({ staffNo: z.string(), unit: z.string(), openMs: z.number().nullable() })),
  unreadCount: z.number(),
});
export type Reach = z.infer<typeof Reach>;

/** GET /v1/announcements/articles/:key: what a link leads to. */
export const LinkedArticle = z.object({ key: z.string(), title: z.string(), question: z.string(), script: z.string() });
export type LinkedArticle = z.infer<typeof LinkedArticle>;
