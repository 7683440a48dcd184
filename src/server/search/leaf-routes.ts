import { z } from 'zod';
import { ConversationId } from '#domain/ids.ts';
import { LeafHit } from '#protocol/rest.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Engines } from '#server/live/engines.ts';
import { findLeaves } from '#server/search/find-leaves.ts';

const Query = z.object({
  q: z.string().max(100).default(''),
  lang: z.enum(['zh', 'en']).default('zh'),
  conversation: ConversationId.optional(), // its own release is searched: only that has codes it may be filed under
});

/** Finds one of thousands of categories for the wrap-up. */
export function leafRoutes({ db, engines }: { readonly db: Db; readonly engines: Engines }): Feature {
  return app => {
    app.get(
      '/v1/leaves',
      {
        config: { permission: 'search.use' },
        schema: {
          tags: ['desk'],
          summary: 'Find categories by words, pinyin or code',
          querystring: Query,
          response: { 200: z.array(LeafHit) },
        },
      },
      async request => {
        const { q, lang, conversation } = request.query;
        const artefact = conversation === undefined ? undefined : await artefactOf(db, conversation);
        const engine = artefact === undefined ? (await engines.latest()).engine : await engines.get(artefact);
        return findLeaves(engine.content(lang), q).map(({ code, path }) => ({ code, path: [...path] }));
      },
    );
  };
}

async function artefactOf(db: Db, id: ConversationId): Promise<string | undefined> {
  const row = await db.selectFrom('conversations').select('artefact').where('day', '=', dayOf(id)).where('id', '=', id).executeTakeFirst();
  return row?.artefact;
}
