import { Concept } from '#domain/concept.ts';
import type { LinkedArticle } from '#protocol/announcements.ts';
import type { Referable } from '#server/announce/check-announcement.ts';
import { liveItems } from '#server/content/live-items.ts';
import { readPieces } from '#server/content/pieces.ts';
import type { Db } from '#server/db/schema.ts';
import type { Engines } from '#server/live/engines.ts';

/** What announcements may point at in the live release. */
export interface LiveArticles {
  /** Titles by key, of both languages. */
  titles(): Promise<ReadonlyMap<string, string>>;
  find(key: string): Promise<LinkedArticle | undefined>;
  referable(): Promise<Referable>;
  /** The concepts phrases may name, with the release they are of. */
  concepts(): Promise<{ readonly release: string; readonly concepts: readonly Concept[] }>;
}

/** Reads the live release as announcements need it; concepts only when the release has changed. */
export function liveArticles(db: Db, engines: Pick<Engines, 'latest'>): LiveArticles {
  let known: { readonly release: string; readonly concepts: readonly Concept[] } | null = null;
  const articles = async () => {
    const { engine } = await engines.latest();
    return [...engine.content('zh').articles.values(), ...engine.content('en').articles.values()];
  };
  const concepts = async () => {
    const { release } = await engines.latest();
    if (known?.release !== release) known = { release, concepts: await readConcepts(db) };
    return known;
  };
  return {
    concepts,
    titles: async () => new Map((await articles()).map(({ key, title }) => [key, title])),
    find: async key => {
      const found = (await articles()).find(article => article.key === key);
      return found && { key, title: found.title, question: found.question, script: found.script };
    },
    referable: async () => ({
      articles: new Set((await articles()).map(({ key }) => key)),
      concepts: new Set((await concepts()).concepts.map(({ key }) => key)),
    }),
  };
}

async function readConcepts(db: Db): Promise<readonly Concept[]> {
  const live = (await liveItems(db)).filter(({ kind }) => kind === 'concept');
  return (await readPieces(db, live)).map(({ body }) => Concept.parse(body));
}
