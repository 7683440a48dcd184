import { z } from 'zod';
import { SearchHit } from '#protocol/rest.ts';
import type { Feature } from '#server/http/app.ts';
import type { Engines } from '#server/live/engines.ts';
import { search } from '#server/search/search.ts';

const Query = z.object({
  q: z.string().max(100).default(''),
  lang: z.enum(['zh', 'en']).default('zh'),
  kind: z.enum(['article', 'process']).optional(),
});

/** The desk's search box. */
export function searchRoutes(engines: Pick<Engines, 'latest'>): Feature {
  return app => {
    app.get(
      '/v1/search',
      {
        config: { permission: 'search.use' },
        schema: { tags: ['desk'], summary: 'Find articles and processes', querystring: Query, response: { 200: z.array(SearchHit) } },
      },
      async request => {
        const { q, lang, kind } = request.query;
        const { engine } = await engines.latest();
        return [...search(engine.content(lang), q, kind)];
      },
    );
  };
}
