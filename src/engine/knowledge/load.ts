import type { Lang } from '#domain/speaker.ts';
import { Finder } from '#engine/knowledge/finder.ts';
import { nobody } from '#engine/knowledge/index-articles.ts';
import type { KnowledgeIndex, KnowledgePart } from '#engine/knowledge/knowledge-part.ts';
import { oddsOf, signsOf } from '#engine/knowledge/learn-confidence.ts';
import type { Found, Lookup } from '#engine/knowledge/lookup.ts';

/** Makes the finder of one language. */
export function loadKnowledge(part: KnowledgePart, lang: Lang): Lookup {
  return loadIndex(part[lang]);
}

/** Makes the finder of an index. */
export function loadIndex(index: KnowledgeIndex): Lookup {
  const finder = new Finder(index);
  const { articles, confidence } = index; // its postings are the finder's now
  return {
    find(query, context, most) {
      const matches = finder.find(query, context);
      const found: Found[] = [];
      for (const [rank, { article: place }] of matches.entries()) {
        const key = articles[place] as string;
        if (key !== nobody && found.length < most)
          found.push({ key, place, confidence: sureness(oddsOf(confidence, signsOf(matches, rank))) });
      }
      return found;
    },
  };
}

function sureness(odds: number): number {
  return Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
}
