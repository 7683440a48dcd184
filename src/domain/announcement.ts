import { z } from 'zod';
import { MustSay } from '#domain/article.ts';
import { ContentKey, StaffNo } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';

/** One announcement in one version; a new version has a number of its own. */
export const AnnouncementId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'AnnouncementId'>();
export type AnnouncementId = z.infer<typeof AnnouncementId>;

/** What an announcement is about. Only `urgent` may interrupt a call, and only somebody else than its author lets it out. */
export const AnnouncementKind = z.enum(['product', 'activity', 'case', 'voice', 'urgent']);
export type AnnouncementKind = z.infer<typeof AnnouncementKind>;

/** How often it comes again: seen once is enough; until acknowledged; until acknowledged, and again every day. */
export const Importance = z.enum(['glance', 'confirm', 'daily']);
export type Importance = z.infer<typeof Importance>;

/** Whom it is for: everybody of these units and all below, with these roles, in these queues, and these people; without the excluded. */
export const Targets = z.object({
  units: z.array(z.string().max(64)).max(200),
  roles: z.array(z.string().max(40)).max(50),
  queues: z.array(z.string().max(64)).max(100),
  people: z.array(StaffNo).max(2000),
  except: z.array(StaffNo).max(2000),
});
export type Targets = z.infer<typeof Targets>;

const Moment = z.iso.datetime({ offset: true });
const OfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/); // on the bank's wall clock

/** When it is shown. Days of the week are 1 (Monday) to 7. */
export const Schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now') }),
  z.object({ kind: z.literal('at'), at: Moment }),
  z.object({ kind: z.literal('between'), from: Moment, to: Moment }),
  z.object({ kind: z.literal('repeat'), from: OfDay, to: OfDay, days: z.array(z.number().int().min(1).max(7)).max(7) }),
  z.object({ kind: z.literal('shift'), every: z.enum(['first', 'each']) }), // from the beginning of the agent's shift
]);
export type Schedule = z.infer<typeof Schedule>;

/** The longest texts that may be published; a draft may hold more and says so. */
export const textLimits = { title: 60, body: 1000, say: 500 } as const;
const draftRoom = 10;

/** An announcement as it is being written: may be incomplete and too long, never without bounds. */
export const AnnouncementDoc = z.object({
  kind: AnnouncementKind,
  lang: Lang,
  title: z.string().max(textLimits.title * draftRoom),
  body: z.string().max(textLimits.body * draftRoom), // what agents are to know
  say: z.string().max(textLimits.say * draftRoom), // what customers are told
  said: z.array(MustSay).max(8), // hearing all of them in a call counts as said
  links: z.array(ContentKey).max(10), // articles
  targets: Targets,
  schedule: Schedule,
  importance: Importance,
  expiresAt: Moment.nullable(),
});
export type AnnouncementDoc = z.infer<typeof AnnouncementDoc>;

/** Where a version is in its life. */
export const AnnouncementState = z.enum(['draft', 'waiting', 'published', 'recalled', 'superseded']);
export type AnnouncementState = z.infer<typeof AnnouncementState>;

/** What a desk reports of an announcement. `painted` and `read` are counted; `notified` (a hidden desk was told) is not. */
export const ReportState = z.enum(['painted', 'read', 'acknowledged', 'notified']);
export type ReportState = z.infer<typeof ReportState>;

/** Nothing written yet. */
export const emptyDoc: AnnouncementDoc = {
  kind: 'product',
  lang: 'zh',
  title: '',
  body: '',
  say: '',
  said: [],
  links: [],
  targets: { units: [], roles: [], queues: [], people: [], except: [] },
  schedule: { kind: 'now' },
  importance: 'confirm',
  expiresAt: null,
};

/** Characters a second that somebody reads who really reads. */
export const readingRate = 8;

/** How long an announcement must be open to count as read. */
export function readingMs({ title, body, say }: Pick<AnnouncementDoc, 'title' | 'body' | 'say'>): number {
  return Math.ceil(([...title, ...body, ...say].length * 1000) / readingRate);
}

/** Whether opening it is not enough: somebody has to say that it was read. */
export function mustAcknowledge(importance: Importance): boolean {
  return importance !== 'glance';
}

/** How long an announcement that was put off stays away; one that only has to be seen does not come back. */
export function againAfterMs(importance: Importance): number | null {
  return mustAcknowledge(importance) ? 30 * 60_000 : null;
}
