import { bringContent, type Editor } from '#server/content/deeds.ts';
import { readItems } from '#server/content/draft.ts';
import { type ArticlesFound, checkArticles, readArticles, withArticles } from '#server/content/import-articles.ts';
import { liveItems } from '#server/content/live-items.ts';
import type { Db } from '#server/db/schema.ts';

/** What importing existing articles came to. `stored` is null when nothing was. */
export interface ArticlesImported {
  readonly found: ArticlesFound;
  readonly stored: { readonly draft: number; readonly changed: number } | null;
}

/**
 * Adds existing articles to the live content as a draft in review. All rows or none, unless the refused ones are to be left out on
 * purpose; what is live stays as it is until the draft is approved and published.
 */
export async function draftArticles(
  db: Db,
  path: string,
  { by, title, refusedRows }: { readonly by: Editor; readonly title: string; readonly refusedRows: 'stop' | 'leave-out' },
): Promise<ArticlesImported> {
  const items = await liveItems(db);
  if (items.length === 0) throw new Error('nothing is live yet: publish a content folder first, then import articles into it');
  const live = await readItems(db, items);
  const read = await readArticles(path, live.articles);
  const found = { ...read, problems: [...read.problems, ...checkArticles(live, read)] };
  if (found.articles.length === 0 || (found.refused > 0 && refusedRows === 'stop')) return { found, stored: null };

  const { draft, changed } = await bringContent(db, withArticles(live, found.articles), title, by);
  return { found, stored: { draft, changed } };
}
