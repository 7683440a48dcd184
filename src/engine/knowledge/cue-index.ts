import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';
import { ByCue } from '#engine/cues.ts';

/** Concept of a hit → the articles that ask to be found by it. Made once per content, so a turn costs its hits alone. */
export function articlesByCue(content: Content): ByCue<readonly Article[]> {
  const known = indexes.get(content);
  if (known) return known;

  const index = new Map<string, Article[]>();
  for (const article of content.articles.values())
    for (const cue of article.cues) {
      const list = index.get(cue);
      if (list) list.push(article);
      else index.set(cue, [article]);
    }
  const made = new ByCue(content.cues, index);
  indexes.set(content, made);
  return made;
}

const indexes = new WeakMap<Content, ByCue<readonly Article[]>>();
