import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';
import { ByCue } from '#engine/cues.ts';
import { Sorting } from '#engine/sorting.ts';

/** What the knowledge looks up of a release, made once, so a turn costs its hits alone. */
export interface ArticleIndex {
  /** Cue → the articles that ask to be found by it, by number. */
  readonly byCue: ByCue<readonly number[]>;
  readonly articles: readonly Article[]; // in the order of the lookup's
  /** Room for the articles one turn finds. */
  readonly sorting: Sorting;
}

/** The index of a release. */
export function articleIndex(content: Content): ArticleIndex {
  const known = indexes.get(content);
  if (known) return known;

  const articles = [...content.articles.values()];
  const byCue = new Map<string, number[]>();
  for (const [number, { cues }] of articles.entries())
    for (const cue of cues) {
      const numbers = byCue.get(cue);
      if (numbers) numbers.push(number);
      else byCue.set(cue, [number]);
    }
  const made: ArticleIndex = {
    byCue: new ByCue(content.cues, byCue),
    articles,
    sorting: new Sorting(articles.length),
  };
  indexes.set(content, made);
  return made;
}

const indexes = new WeakMap<Content, ArticleIndex>();
