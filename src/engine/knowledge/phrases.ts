import type { Article } from '#domain/article.ts';
import type { Content } from '#engine/content.ts';
import type { Cues } from '#engine/cues.ts';

/** Of articles with phrases that must be said: what shows that each was. */
export type Phrases = ReadonlyMap<Article, readonly Cues[]>;

const indexes = new WeakMap<Content, Phrases>();

/** The phrases of a release's articles, made once. */
export function phrasesOf(content: Content): Phrases {
  const known = indexes.get(content);
  if (known) return known;
  const articles = [...content.articles.values()].filter(({ mustSay }) => mustSay.length > 0);
  const made = new Map(
    articles.map(article => [article, article.mustSay.map(({ label, said }) => content.cues.of(said.length > 0 ? said : [label]))]),
  );
  indexes.set(content, made);
  return made;
}
