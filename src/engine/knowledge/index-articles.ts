import type { Postings } from '#engine/knowledge/finder.ts';
import { gramsOf } from '#engine/knowledge/grams.ts';

/** An article as the index reads it: every text in the form hearing gives it. */
export interface ReadArticle {
  readonly key: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly unlike: readonly string[]; // what comes close and is nothing
  readonly script: string;
}

/**
 * BM25 with fields: what is asked counts more than what is answered, each field's length by itself. What is unlike an article counts
 * against it twice: its words are taken from the article's (验证码 stands in most questions for one that never came, and as often in
 * 验证码来了,我念给你), and it is a rival of its own that answers nothing.
 */
export function indexArticles(articles: readonly ReadArticle[]): Postings {
  return indexEntries([...articles, ...articles.filter(({ unlike }) => unlike.length > 0).map(nobodys)]);
}

/** The key of what is found and is no article. */
export const nobody = '';

function nobodys({ unlike }: ReadArticle): ReadArticle {
  return { key: nobody, title: '', questions: unlike, unlike: [], script: '' };
}

function indexEntries(articles: readonly ReadArticle[]): Postings {
  const lengths = articles.map(article => fields.map(({ texts }) => lengthOf(texts(article))));
  const average = fields.map((_, field) => Math.max(1, mean(lengths.map(each => each[field] as number))));
  const held = new Map<number, number[]>(); // gram → its kind's worth, then a posting an article
  articles.forEach((article, index) => {
    for (const [gram, sum] of weighFields(article, lengths[index] as readonly number[], average)) {
      if (sum.frequency <= 0) continue; // as much a sign against it
      const posting = index * 256 + Math.max(1, Math.round((255 * sum.frequency) / (sum.frequency + saturation)));
      const list = held.get(gram);
      if (list) list.push(posting);
      else held.set(gram, [sum.worth, posting]);
    }
  });

  const most = Math.max(leastCommon, Math.floor(articles.length * commonShare));
  const grams = [...held.keys()].filter(gram => (held.get(gram) as number[]).length - 1 <= most).sort((a, b) => a - b);
  const weights: number[] = [];
  const starts = [0];
  const postings: number[] = [];
  for (const gram of grams) {
    const [worth, ...holders] = held.get(gram) as [number, ...number[]];
    weights.push(weightOf(worth, holders.length, articles.length));
    for (const posting of holders) postings.push(posting);
    starts.push(postings.length);
  }
  return { articles: articles.map(article => article.key), grams, weights, starts, postings, unknown: weightOf(100, 1, articles.length) };
}

/** How much of an article a field is (below nothing: how much it is not), and how much its length matters. */
const fields: readonly { readonly texts: (article: ReadArticle) => readonly string[]; readonly counts: number; readonly length: number }[] =
  [
    { texts: article => article.questions, counts: 1, length: 0.4 },
    { texts: article => [article.title], counts: 0.9, length: 0.3 },
    { texts: article => [article.script], counts: 0.45, length: 0.7 },
    { texts: article => article.unlike, counts: -1, length: 0.4 },
  ];
const saturation = 1.2;
/** What so many articles hold is not worth looking at. */
const commonShare = 0.03;
const leastCommon = 200;

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + gramsOf(text).length, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function weighFields(article: ReadArticle, lengths: readonly number[], average: readonly number[]) {
  const sums = new Map<number, { readonly worth: number; frequency: number }>();
  fields.forEach(({ texts, counts, length }, field) => {
    const norm = counts / (1 - length + (length * (lengths[field] as number)) / (average[field] as number));
    for (const text of texts(article)) {
      const grams = gramsOf(text);
      for (let at = 0; at < grams.length; at++) {
        const gram = grams.codes[at] as number;
        const known = sums.get(gram);
        if (known) known.frequency += norm;
        else sums.set(gram, { worth: grams.worths[at] as number, frequency: norm });
      }
    }
  });
  return sums;
}

/** How telling a gram is: its kind's worth times its rarity. */
function weightOf(worth: number, holders: number, articles: number): number {
  return Math.max(1, Math.round(worth * 10 * Math.log(1 + (articles - holders + 0.5) / (holders + 0.5))));
}
