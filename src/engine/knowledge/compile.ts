import type { Article } from '#domain/article.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { normalise, normalText } from '#engine/hear/normal/normalise.ts';
import { indexArticles } from '#engine/knowledge/index-articles.ts';
import type { KnowledgeIndex, KnowledgePart } from '#engine/knowledge/knowledge-part.ts';
import { learnConfidence } from '#engine/knowledge/learn-confidence.ts';

/** What of an article it is found by. */
export type Findable = Pick<Article, 'key' | 'title' | 'question' | 'variants' | 'script'> & Partial<Pick<Article, 'unlike'>>;

/** Indexes every article's questions, titles and scripts. Same release, same bytes. */
export function compileKnowledge(release: Release): KnowledgePart {
  const inLang = (lang: Lang) =>
    compileArticles(
      release.articles.filter(article => article.lang === lang),
      lang,
    );
  return { zh: inLang('zh'), en: inLang('en') };
}

/** The index of one language's articles, with its own measure of how sure a find is. */
export function compileArticles(articles: readonly Findable[], lang: Lang): KnowledgeIndex {
  const normal = (text: string): string => normalText(normalise(text, lang));
  const read = articles.map(({ key, title, question, variants, unlike = [], script }) => ({
    key,
    title: normal(title),
    questions: [question, ...variants].map(normal),
    unlike: unlike.map(normal),
    script: normal(script),
  }));
  return { ...indexArticles(read), confidence: learnConfidence(read) };
}
