import { Explanation } from '#domain/explanation.ts';
import { ExplanationAsked } from '#protocol/explanations.ts';
import { readExplanation } from '#server/content/explanations.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';

/** Why a rule fires, a step counts as done or a card comes up, in words: for whoever is judged by it. */
export function explanationRoutes({ db }: { readonly db: Db }): Feature {
  return app => {
    app.get(
      '/v1/explanations',
      {
        config: { permission: 'signed-in' },
        schema: {
          tags: ['content'],
          summary: 'A rule, step, article or reason in words',
          querystring: ExplanationAsked,
          response: { 200: Explanation },
        },
      },
      request => readExplanation(db, request.query),
    );
  };
}
