import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';

/** Concept of a hit → the articles that ask to be found by it. Made once per content, so a turn costs its hits alone. */
export function articlesByCue(content: Content): ReadonlyMap<string, readonly Article[]> {
  const known = indexes.get(content);
  if (known) return known;

  const index = new Map<string, Article[]>();
  for (const article of content.articles.values())
    for (const cue of article.cues) {
      const list = index.get(cue);
      if (list) list.push(article);
      else index.set(cue, [article]);
    }
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, ReadonlyMap<string, readonly Article[]>>();
