import type { Article } from '#domain/article.ts';
import type { Process } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import type { SearchHit } from '#protocol/rest.ts';
import { englishScore, titleScore } from '#server/search/title-score.ts';

const most = 12;

/** Finds articles and processes by words, an English name, pinyin or its initials (ktgs finds 口头挂失); best first. */
export function search(content: Content, query: string, kind: SearchHit['kind'] | undefined): readonly SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return kind === 'process' ? [...content.processes.values()].map(processHit).slice(0, 50) : [];

  const scored: { hit: SearchHit; score: number }[] = [];
  if (kind !== 'article') {
    for (const process of content.processes.values())
      scored.push({
        hit: processHit(process),
        score: Math.max(bestOf(wanted, [process.title, process.short]), englishScore(wanted, process.titleEn)),
      });
  }
  if (kind !== 'process') {
    const found = new Map(content.lookup.find(wanted, [], most).map(({ key, confidence }) => [key, confidence]));
    for (const article of content.articles.values()) {
      const byTitle = Math.max(
        bestOf(wanted, [article.title, article.question, ...article.variants]),
        englishScore(wanted, article.titleEn),
      );
      scored.push({ hit: articleHit(article), score: Math.max(byTitle, found.get(article.key) ?? 0) });
    }
  }
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.hit.key < b.hit.key ? -1 : 1))
    .slice(0, most)
    .map(({ hit }) => hit);
}

function bestOf(wanted: string, titles: readonly string[]): number {
  return titles.reduce((best, title) => Math.max(best, titleScore(wanted, title)), 0);
}

function articleHit({ key, title, question, script, mustSay }: Article): SearchHit {
  return { kind: 'article', key, title, question, script, mustSay: mustSay.map(phrase => phrase.label) };
}

function processHit({ key, title }: Process): SearchHit {
  return { kind: 'process', key, title, mustSay: [] };
}
