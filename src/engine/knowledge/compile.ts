import type { Article } from '#domain/article.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { gramsOf } from '#engine/knowledge/grams.ts';
import type { KnowledgeIndex, KnowledgePart } from '#engine/knowledge/knowledge-part.ts';

/** Indexes every article's questions, titles and scripts. Same release, same bytes. */
export function compileKnowledge(release: Release): KnowledgePart {
  const inLang = (lang: Lang) =>
    compileLang(
      release.articles.filter(article => article.lang === lang),
      lang,
    );
  return { zh: inLang('zh'), en: inLang('en') };
}

interface Question {
  readonly article: number;
  readonly grams: readonly string[];
  readonly worth: number;
}

function compileLang(articles: readonly Article[], lang: Lang): KnowledgeIndex {
  const questions = articles.flatMap((article, index) => questionsOf(article, index, lang));
  const holders = new Map<string, number[]>();
  questions.forEach((question, index) => {
    for (const gram of question.grams) {
      const list = holders.get(gram);
      if (list) list.push(index);
      else holders.set(gram, [index]);
    }
  });

  const spread = articlesHolding(holders, questions);
  const weight = (gram: string): number => weightOf(gram, spread.get(gram) ?? 1, articles.length);
  const grams: Record<string, readonly number[]> = {};
  for (const gram of [...holders.keys()].sort()) grams[gram] = [weight(gram), ...(holders.get(gram) ?? [])];
  return {
    articles: articles.map(article => article.key),
    questions: questions.map(question => question.article),
    sums: questions.map(question => question.grams.reduce((sum, gram) => sum + weight(gram), 0)),
    worth: questions.map(question => question.worth),
    grams,
  };
}

function questionsOf(article: Article, index: number, lang: Lang): readonly Question[] {
  const asked = [article.question, ...article.variants].map(text => ({ article: index, grams: gramsOf(text, lang), worth: 1000 }));
  return [
    ...asked,
    { article: index, grams: gramsOf(article.title, lang), worth: 850 },
    { article: index, grams: gramsOf(article.script, lang), worth: 500 },
  ].filter(question => question.grams.length > 0);
}

function articlesHolding(holders: ReadonlyMap<string, readonly number[]>, questions: readonly Question[]): ReadonlyMap<string, number> {
  return new Map([...holders].map(([gram, list]) => [gram, new Set(list.map(index => questions[index]?.article)).size]));
}

/** How telling a gram is: rare ones more, single characters a third of a pair. */
function weightOf(gram: string, articlesWithIt: number, articles: number): number {
  const rarity = Math.log(1 + (articles + 1) / (articlesWithIt + 0.5));
  return Math.max(1, Math.round(rarity * (gram.length === 1 ? 330 : 1000)));
}
