import { NamesInEnglish } from '#protocol/content.ts';
import type { EnglishNames } from '#server/content/english-names.ts';
import type { Feature } from '#server/http/app.ts';

/** What English screens call what content has named. */
export function nameRoutes(english: Pick<EnglishNames, 'read'>): Feature {
  return app => {
    app.get(
      '/v1/content/names',
      {
        config: { permission: 'signed-in' },
        schema: {
          tags: ['content'],
          summary: 'English names of the live release, by the names they stand for',
          response: { 200: NamesInEnglish },
        },
      },
      async () => ({ names: Object.fromEntries(await english.read()) }),
    );
  };
}
