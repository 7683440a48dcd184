import { z } from 'zod';

/** Who did something, by 工号; the name as far as it is known here. */
export const Named = z.object({ staffNo: z.string(), name: z.string().optional() });
export type Named = z.infer<typeof Named>;

/** One piece of content that a draft would change in the live release. */
export const DraftChange = z.object({
  kind: z.string(),
  key: z.string(),
  title: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.string()), // top-level fields that differ
});
export type DraftChange = z.infer<typeof DraftChange>;

/** A draft that is not live yet, against the live release. */
export const Draft = z.object({
  id: z.number(),
  title: z.string(),
  author: Named,
  state: z.enum(['draft', 'in-review', 'approved']),
  approver: Named.optional(),
  createdAt: z.string(),
  items: z.number(),
  behind: z.number(), // releases that went live since it was imported: publishing it takes their changes back
  counts: z.object({ added: z.number(), changed: z.number(), removed: z.number() }),
  changes: z.array(DraftChange), // the first 200
});
export type Draft = z.infer<typeof Draft>;

/** GET /v1/content/drafts: what is not live yet, oldest first. */
export const DraftList = z.object({ drafts: z.array(Draft) });
export type DraftList = z.infer<typeof DraftList>;

/** GET /v1/content/drafts/:id/change?kind=&key=: the fields that differ, as text; long ones are cut. */
export const ChangedFields = z.object({
  fields: z.array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
});
export type ChangedFields = z.infer<typeof ChangedFields>;

/** GET /v1/content/releases?before=&limit=: newest first. */
export const ReleaseList = z.object({
  live: z.object({ hash: z.string(), since: z.string() }).optional(),
  releases: z.array(
    z.object({
      hash: z.string(),
      draft: z.number(),
      title: z.string(),
      author: Named,
      approver: Named,
      publishedAt: z.string(),
      items: z.number(),
    }),
  ),
  next: z.string().optional(),
});
export type ReleaseList = z.infer<typeof ReleaseList>;

/** POST /v1/content/drafts/:id/publish */
export const PublishedRelease = z.object({ release: z.string(), artefact: z.string() });
export type PublishedRelease = z.infer<typeof PublishedRelease>;

/** GET /v1/content/items?q=: pieces of the live release by key or title. */
export const LiveItemList = z.object({
  items: z.array(z.object({ kind: z.string(), key: z.string(), title: z.string(), version: z.number() })),
});
export type LiveItemList = z.infer<typeof LiveItemList>;

/** POST /v1/content/recalls: stops the live version of one piece on running conversations. */
export const OrderRecall = z.strictObject({
  kind: z.string().min(1).max(40),
  key: z.string().min(1).max(120),
  act: z.enum(['recalled', 'suspended']),
  reason: z.string().trim().min(1).max(500),
});
export type OrderRecall = z.infer<typeof OrderRecall>;

/** A recall; it stands until a release without that version is live. */
export const RecallRow = z.object({
  id: z.number(),
  kind: z.string(),
  key: z.string(),
  version: z.number(),
  title: z.string(),
  act: z.enum(['recalled', 'suspended']),
  reason: z.string(),
  by: Named,
  at: z.string(),
  stands: z.boolean(),
});
export type RecallRow = z.infer<typeof RecallRow>;

/** GET /v1/content/recalls: the latest 200, newest first. */
export const RecallList = z.object({ recalls: z.array(RecallRow) });
export type RecallList = z.infer<typeof RecallList>;

/** What an agent said about a card: it is wrong, or outdated. `kind` is `advice` when the card came from no piece of content. */
export const Flag = z.object({
  id: z.number(),
  kind: z.string(),
  key: z.string(),
  version: z.number().optional(),
  title: z.string(),
  why: z.enum(['wrong', 'outdated']),
  card: z.string(), // what it said, without what its blanks held
  agent: Named,
  conversation: z.string(),
  at: z.string(),
  settledBy: Named.optional(),
  outcome: z.enum(['corrected', 'kept']).optional(),
});
export type Flag = z.infer<typeof Flag>;

/** GET /v1/content/flags?state=open|settled&before=&limit= */
export const FlagList = z.object({ flags: z.array(Flag), open: z.number(), next: z.number().optional() });
export type FlagList = z.infer<typeof FlagList>;

/** POST /v1/content/flags/:id/settle: the content was corrected, or is right as it stands. */
export const SettleFlag = z.strictObject({ outcome: z.enum(['corrected', 'kept']) });
export type SettleFlag = z.infer<typeof SettleFlag>;

/** GET /v1/content/misses: look-ups of the last 30 days that found nothing, by the process they happened in. */
export const MissList = z.object({ misses: z.array(z.object({ topic: z.string().optional(), times: z.number() })) });
export type MissList = z.infer<typeof MissList>;

/** GET /v1/content/names: what English screens call what content and units are called otherwise. */
export const NamesInEnglish = z.object({ names: z.record(z.string(), z.string()) });
export type NamesInEnglish = z.infer<typeof NamesInEnglish>;
