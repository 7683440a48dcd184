import { z } from 'zod';
import {
  ChangedFields,
  DraftList,
  LiveItemList,
  OrderRecall,
  PublishedRelease,
  RecallList,
  RecallRow,
  ReleaseList,
} from '#protocol/content.ts';
import { approveContent, publishContent, recallContent } from '#server/content/deeds.ts';
import { findLiveItems, listRecalls, listReleases } from '#server/content/releases.ts';
import { openDrafts, readChange } from '#server/content/review.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['content'];
const Numbered = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Releases, drafts with what they change, approval by a second person, publishing, and recalls. Every change is a recorded deed. */
export function contentRoutes({ db }: { readonly db: Db }): Feature {
  return app => {
    app.get(
      '/v1/content/releases',
      {
        config: { permission: 'content.read' },
        schema: {
          tags,
          summary: 'The live release and those before it',
          querystring: z.object({
            before: z.iso.datetime({ offset: true }).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(20),
          }),
          response: { 200: ReleaseList },
        },
      },
      request => listReleases(db, request.query),
    );

    app.get(
      '/v1/content/drafts',
      {
        config: { permission: 'content.read' },
        schema: { tags, summary: 'Drafts and what each would change in the live release', response: { 200: DraftList } },
      },
      async () => ({ drafts: [...(await openDrafts(db))] }),
    );

    app.get(
      '/v1/content/drafts/:id/change',
      {
        config: { permission: 'content.read' },
        schema: {
          tags,
          summary: 'One changed piece, field by field',
          params: Numbered,
          querystring: z.object({ kind: z.string().max(40), key: z.string().max(120) }),
          response: { 200: ChangedFields },
        },
      },
      request => readChange(db, request.params.id, request.query.kind, request.query.key),
    );

    app.post(
      '/v1/content/drafts/:id/approve',
      {
        config: { permission: 'content.approve' },
        schema: { tags, summary: 'Approve a draft; never one’s own', params: Numbered, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await approveContent(db, request.params.id, personOf(request));
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/v1/content/drafts/:id/publish',
      {
        config: { permission: 'content.approve' },
        schema: { tags, summary: 'Make an approved draft the live release', params: Numbered, response: { 200: PublishedRelease } },
      },
      request => publishContent(db, request.params.id, personOf(request)),
    );

    app.get(
      '/v1/content/items',
      {
        config: { permission: 'content.read' },
        schema: {
          tags,
          summary: 'Pieces of the live release by key or title',
          querystring: z.object({ q: z.string().max(100).default('') }),
          response: { 200: LiveItemList },
        },
      },
      request => findLiveItems(db, request.query.q),
    );

    app.get(
      '/v1/content/recalls',
      { config: { permission: 'content.read' }, schema: { tags, summary: 'The latest recalls', response: { 200: RecallList } } },
      async () => ({ recalls: [...(await listRecalls(db))] }),
    );

    app.post(
      '/v1/content/recalls',
      {
        config: { permission: 'content.recall' },
        schema: {
          tags,
          summary: 'Stop the live version of one piece on running conversations',
          body: OrderRecall,
          response: { 201: RecallRow.pick({ id: true, kind: true, key: true, version: true, act: true }) },
        },
      },
      async (request, reply) => reply.status(201).send(await recallContent(db, request.body, personOf(request))),
    );
  };
}
