import { DecideExamples, ExamplesDecided, OfferedExamples } from '#protocol/lessons.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { decideExamples, listExamples } from '#server/lessons/decide-lessons.ts';
import { personOf } from '#server/people/guard.ts';

const tags = ['content'];

/** Sentences of confirmed wrap-ups, offered as examples of their categories: an editor takes or leaves each. */
export function lessonRoutes({ db }: { readonly db: Db }): Feature {
  return app => {
    app.get(
      '/v1/content/examples',
      {
        config: { permission: 'content.edit' },
        schema: { tags, summary: 'Sentences that confirmed wrap-ups offer as examples', response: { 200: OfferedExamples } },
      },
      () => listExamples(db),
    );

    app.post(
      '/v1/content/examples',
      {
        config: { permission: 'content.edit' },
        schema: { tags, summary: 'Take sentences into a draft, leave others', body: DecideExamples, response: { 200: ExamplesDecided } },
      },
      request => decideExamples(db, personOf(request), request.body),
    );
  };
}
